# SPDX-FileCopyrightText: 2026 The Plumbline authors
# SPDX-License-Identifier: Apache-2.0
# What the `steps` of a situation are written with. KUBECTL and NS come from tst_kubectldiff.
k() { "$KUBECTL" --namespace "$NS" "$@"; }
as_plumbline() { k apply --server-side --force-conflicts --field-manager=plumbline "$@"; }
# The controller has seen the last change.
settled() {
    k wait "$1" --timeout=60s \
        --for=jsonpath='{.status.observedGeneration}'="$(k get "$1" -o jsonpath='{.metadata.generation}')"
}
