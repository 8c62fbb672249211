#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Plumbline authors
# SPDX-License-Identifier: Apache-2.0
#
# A real Kubernetes control plane on 127.0.0.1, sourced by up, down and status.
# The caller sets RUN (its folder) and, to start one, BIN (the programs), NODES,
# APISERVER_FLAGS and ONLY_ETCD.
# shellcheck shell=bash disable=SC2153

umask 077
PKI=$RUN/pki LOG=$RUN/log PIDS=$RUN/pid
PROGRAMS=(etcd kube-apiserver kube-controller-manager kube-scheduler kwok)

# The process under that number is ours only if it runs our program: numbers are used again. A dead
# process that nobody waited for has no readable exe link, where kill -0 would still call it alive.
alive() {
    local exe
    [ -s "$PIDS/$1" ] && exe=$(readlink "/proc/$(cat "$PIDS/$1")/exe") && [ "${exe##*/}" = "$1" ]
}

spawn() { # program arguments...
    local name=$1 exe
    shift
    alive "$name" && return 0
    setsid "$BIN/$name" "$@" >>"$LOG/$name.log" 2>&1 </dev/null 9>&- &
    echo $! >"$PIDS/$name"
    # Until it is our program it is still this shell, or setsid, and would be taken for dead.
    while exe=$(readlink "/proc/$!/exe") && [ "${exe##*/}" != "$name" ]; do
        sleep 0.01
    done
}

wait_for() { # program seconds command...
    local name=$1 end=$((SECONDS + $2))
    shift 2
    until "$@" >/dev/null 2>&1; do
        if ! alive "$name"; then
            echo "$name ended; the last lines of $LOG/$name.log:" >&2
            tail -n 20 "$LOG/$name.log" >&2
            return 1
        fi
        if [ "$SECONDS" -ge "$end" ]; then
            echo "$name was not ready in time; the last lines of $LOG/$name.log:" >&2
            tail -n 20 "$LOG/$name.log" >&2
            return 1
        fi
        sleep 0.1
    done
}

stop() { # program: TERM, after 10 s KILL
    local pid
    if alive "$1"; then
        pid=$(cat "$PIDS/$1")
        kill "$pid" 2>/dev/null || true
        for _ in $(seq 100); do
            alive "$1" || break
            sleep 0.1
        done
        ! alive "$1" || kill -9 "$pid" 2>/dev/null || true
    fi
    rm -f "$PIDS/$1"
}

stop_all() {
    local i
    for ((i = ${#PROGRAMS[@]} - 1; i >= 0; i--)); do
        stop "${PROGRAMS[i]}"
    done
}

# Six free ports below the range from which outgoing connections take theirs.
choose_ports() {
    local port found=()
    while [ ${#found[@]} -lt 6 ]; do
        port=$((20000 + RANDOM % 12000))
        [[ " ${found[*]-} " != *" $port "* ]] || continue
        (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || found+=("$port")
    done
    echo "PORT=${found[0]} ETCD=${found[1]} PEER=${found[2]} KCM=${found[3]} SCHEDULER=${found[4]} KWOK=${found[5]}"
}

certificate() { # file CN O [subjectAltName]
    local use=extendedKeyUsage=clientAuth
    [ ! -s "$PKI/$1.crt" ] || return 0
    [ -z "${4:-}" ] || use=$'extendedKeyUsage=serverAuth\n'"subjectAltName=$4"
    openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes \
        -keyout "$PKI/$1.key" -subj "/O=$3/CN=$2" -out "$PKI/$1.csr" 2>/dev/null
    openssl x509 -req -in "$PKI/$1.csr" -CA "$PKI/ca.crt" -CAkey "$PKI/ca.key" -CAcreateserial \
        -days 3650 -sha256 -out "$PKI/$1.crt" -extfile <(
            printf 'keyUsage=critical,digitalSignature,keyEncipherment\nbasicConstraints=CA:FALSE\n%s\n' "$use"
        ) 2>/dev/null
}

# The certificates are inside, so that the file can be moved.
kubeconfig() { # file user credentials
    cat >"$RUN/$1.kubeconfig" <<YAML
apiVersion: v1
kind: Config
clusters:
- name: real
  cluster:
    server: https://127.0.0.1:$PORT
    certificate-authority-data: $(base64 -w0 <"$PKI/ca.crt")
users:
- name: $2
  user: {$3}
contexts:
- name: real
  context: {cluster: real, user: $2}
current-context: real
YAML
}

certificate_user() { # name group
    certificate "$1" "$1" "$2"
    kubeconfig "$1" "$1" \
        "client-certificate-data: $(base64 -w0 <"$PKI/$1.crt"), client-key-data: $(base64 -w0 <"$PKI/$1.key")"
}

# Who there is: admin may do everything, alice too (the second person, who edits behind our back),
# reader may look at everything but Secrets, tenant may nothing until a test grants it something.
# Each has NAME.kubeconfig with a certificate and NAME-token.kubeconfig with the token NAME-token.
people() {
    local name
    certificate_user admin system:masters
    certificate_user alice people
    certificate_user reader readers
    certificate_user tenant tenants
    printf '%s\n' 'admin-token,admin,1,"system:masters"' 'alice-token,alice,2,"people"' \
        'reader-token,reader,3,"readers"' 'tenant-token,tenant,4,"tenants"' >"$PKI/tokens.csv"
    for name in admin alice reader tenant; do
        kubeconfig "$name-token" "$name" "token: $name-token"
    done
}

identities() {
    local names=DNS:localhost,DNS:kubernetes,DNS:kubernetes.default,DNS:kubernetes.default.svc
    if [ ! -s "$PKI/ca.crt" ]; then
        openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 3650 \
            -keyout "$PKI/ca.key" -out "$PKI/ca.crt" -subj /CN=real-ca \
            -addext basicConstraints=critical,CA:TRUE \
            -addext keyUsage=critical,keyCertSign,cRLSign 2>/dev/null
        openssl genrsa -out "$PKI/sa.key" 2048 2>/dev/null
        openssl rsa -in "$PKI/sa.key" -pubout -out "$PKI/sa.pub" 2>/dev/null
    fi
    certificate apiserver kube-apiserver kubernetes "IP:127.0.0.1,IP:10.0.0.1,$names"
    certificate front-proxy front-proxy kubernetes
    certificate_user system:kube-controller-manager kubernetes
    certificate_user system:kube-scheduler kubernetes
    certificate_user kwok system:masters
    people
}

# Writes with their bodies, reads without; nothing of the machinery. Secrets never with a body.
audit_policy() {
    cat >"$RUN/audit-policy.yaml" <<'YAML'
apiVersion: audit.k8s.io/v1
kind: Policy
omitStages: [RequestReceived]
rules:
- level: None
  userGroups: [system:nodes, system:serviceaccounts]
- level: None
  users: ['system:apiserver', 'system:kube-controller-manager', 'system:kube-scheduler', kwok]
- level: None
  nonResourceURLs: [/readyz*, /livez*, /healthz*]
- level: Metadata
  resources: [{group: '', resources: [secrets, serviceaccounts/token]}]
- level: Request
  verbs: [create, update, patch, delete, deletecollection]
- level: Metadata
YAML
}

kube() { "$BIN/kubectl" --kubeconfig "$RUN/admin.kubeconfig" "$@"; }

start_etcd() {
    spawn etcd --name=real --data-dir="$RUN/etcd" --unsafe-no-fsync --log-level=warn \
        --listen-client-urls="http://127.0.0.1:$ETCD" \
        --advertise-client-urls="http://127.0.0.1:$ETCD" \
        --listen-peer-urls="http://127.0.0.1:$PEER" \
        --initial-advertise-peer-urls="http://127.0.0.1:$PEER" \
        --initial-cluster="real=http://127.0.0.1:$PEER"
}

start_apiserver() {
    spawn kube-apiserver --etcd-servers="http://127.0.0.1:$ETCD" \
        --bind-address=127.0.0.1 --secure-port="$PORT" --advertise-address=127.0.0.1 \
        --endpoint-reconciler-type=none --service-cluster-ip-range=10.0.0.0/24 \
        --tls-cert-file="$PKI/apiserver.crt" --tls-private-key-file="$PKI/apiserver.key" \
        --client-ca-file="$PKI/ca.crt" --token-auth-file="$PKI/tokens.csv" \
        --authorization-mode=Node,RBAC --anonymous-auth=true \
        --service-account-issuer=https://kubernetes.default.svc \
        --service-account-key-file="$PKI/sa.pub" --service-account-signing-key-file="$PKI/sa.key" \
        --requestheader-client-ca-file="$PKI/ca.crt" --requestheader-allowed-names=front-proxy \
        --requestheader-username-headers=X-Remote-User \
        --requestheader-group-headers=X-Remote-Group \
        --requestheader-extra-headers-prefix=X-Remote-Extra- \
        --proxy-client-cert-file="$PKI/front-proxy.crt" \
        --proxy-client-key-file="$PKI/front-proxy.key" \
        --audit-policy-file="$RUN/audit-policy.yaml" --audit-log-path="$RUN/audit.log" \
        --audit-log-mode=blocking \
        --allow-privileged=true --profiling=false --event-ttl=1h \
        ${APISERVER_FLAGS[@]+"${APISERVER_FLAGS[@]}"}
    wait_for kube-apiserver 120 \
        curl -fsS --noproxy '*' --cacert "$PKI/ca.crt" "https://127.0.0.1:$PORT/readyz"
}

start_controllers() {
    local config=$RUN/system:kube-controller-manager.kubeconfig
    # Without the two rates everything that follows a write takes seconds longer.
    spawn kube-controller-manager --kubeconfig="$config" \
        --authentication-kubeconfig="$config" --authorization-kubeconfig="$config" \
        --bind-address=127.0.0.1 --secure-port="$KCM" --leader-elect=false --profiling=false \
        --use-service-account-credentials=true --kube-api-qps=500 --kube-api-burst=500 \
        --flex-volume-plugin-dir="$RUN/flexvolume" \
        --service-account-private-key-file="$PKI/sa.key" --root-ca-file="$PKI/ca.crt" \
        --cluster-signing-cert-file="$PKI/ca.crt" --cluster-signing-key-file="$PKI/ca.key"
    [ "$NODES" -gt 0 ] || return 0
    config=$RUN/system:kube-scheduler.kubeconfig
    spawn kube-scheduler --kubeconfig="$config" \
        --authentication-kubeconfig="$config" --authorization-kubeconfig="$config" \
        --bind-address=127.0.0.1 --secure-port="$SCHEDULER" --leader-elect=false --profiling=false
}

# kwok brings Nodes and Pods to life; it needs its stages by name, else no Pod ever starts.
start_nodes() {
    local stages=${BIN%/bin}/stages i stage config=()
    [ "$NODES" -gt 0 ] || return 0
    for stage in node/fast/node-initialize node/heartbeat-with-lease/node-heartbeat-with-lease \
        pod/fast/pod-ready pod/fast/pod-complete pod/fast/pod-delete; do
        config+=("--config=$stages/$stage.yaml")
    done
    # Ours: how a node reports what goes wrong.
    for stage in "$(dirname "${BASH_SOURCE[0]}")"/stages/*.yaml; do
        config+=("--config=$stage")
    done
    spawn kwok --kubeconfig="$RUN/kwok.kubeconfig" --manage-all-nodes=true \
        --server-address="127.0.0.1:$KWOK" --node-ip=127.0.0.1 --cidr=10.64.0.0/16 \
        --node-lease-duration-seconds=40 "${config[@]}"
    for ((i = 1; i <= NODES; i++)); do
        printf '%s\n---\n' "{apiVersion: v1, kind: Node, metadata: {name: node-$i,
          labels: {kubernetes.io/hostname: node-$i, kubernetes.io/os: linux, kubernetes.io/arch: amd64},
          annotations: {kwok.x-k8s.io/node: fake}}}"
    done | kube apply --server-side --field-manager=real -f - >/dev/null
    wait_for kwok 120 kube wait --for=condition=Ready node --all --timeout=1s
}

grant() {
    kube apply --server-side --field-manager=real -f - >/dev/null <<'YAML'
{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRoleBinding, metadata: {name: people},
 roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin},
 subjects: [{apiGroup: rbac.authorization.k8s.io, kind: Group, name: people}]}
---
{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRoleBinding, metadata: {name: readers},
 roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view},
 subjects: [{apiGroup: rbac.authorization.k8s.io, kind: Group, name: readers}]}
YAML
}

start_all() {
    mkdir -p "$PKI" "$LOG" "$PIDS"
    # A restart keeps its address: the kubeconfigs that people copied stay true.
    [ -s "$RUN/ports" ] || choose_ports >"$RUN/ports"
    # shellcheck disable=SC1091
    . "$RUN/ports"
    identities
    audit_policy
    start_etcd || return 1
    [ -z "$ONLY_ETCD" ] || return 0
    start_apiserver && start_controllers && start_nodes && grant &&
        wait_for kube-controller-manager 120 kube -n default get serviceaccount default
}
