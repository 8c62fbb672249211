#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Plumbline authors
# SPDX-License-Identifier: Apache-2.0
#
# Builds the Kubernetes control plane and the tools around it into DIR/bin, and copies kwok's stages
# to DIR/stages. Called by ../build, which provides the go command and the caches.
set -euo pipefail
if [ $# -ne 1 ] || [ "$1" = --help ]; then
    echo "usage: build.sh DIR    (call ../build instead: it finds Go and keeps the result)"
    [ "${1:-}" = --help ] && exit 0 || exit 2
fi
cd "$(dirname "$0")"
out=$1
export CGO_ENABLED=0 GOFLAGS=-buildvcs=false
mkdir -p "$out/bin"

version() { go list -mod=readonly -m -f '{{.Version}}' "$1"; }
build() { go build -mod=readonly -p "${JOBS:-2}" -trimpath "$@"; }

v=$(version k8s.io/kubernetes)
minor=${v#v1.}
minor=${minor%%.*}
x=k8s.io/component-base/version
stamp="-X $x.gitVersion=$v -X $x.gitMajor=1 -X $x.gitMinor=$minor -X $x.gitTreeState=archive"
stamp+=" -X $x.gitCommit=unknown -X $x.buildDate=1970-01-01T00:00:00Z"

build -o "$out/bin/" -ldflags "-s -w $stamp" \
    k8s.io/kubernetes/cmd/kube-apiserver k8s.io/kubernetes/cmd/kube-controller-manager \
    k8s.io/kubernetes/cmd/kube-scheduler k8s.io/kubernetes/cmd/kubectl
# By its own name: the last element of its import path is a version.
build -o "$out/bin/etcd" -ldflags "-s -w" go.etcd.io/etcd/server/v3
build -o "$out/bin/kustomize" -ldflags "-s -w" sigs.k8s.io/kustomize/kustomize/v5
build -o "$out/bin/kwok" -ldflags "-s -w" sigs.k8s.io/kwok/cmd/kwok
build -o "$out/bin/helm" \
    -ldflags "-s -w -X helm.sh/helm/v3/internal/version.version=$(version helm.sh/helm/v3)" \
    helm.sh/helm/v3/cmd/helm

# kwok brings no stages of its own along, and without them no Pod ever starts.
cp -r "$(go list -mod=readonly -m -f '{{.Dir}}' sigs.k8s.io/kwok)/kustomize/stage" "$out/stages"
chmod -R u+w "$out/stages"
