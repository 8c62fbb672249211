# SPDX-FileCopyrightText: 2026 The Plumbline authors
# SPDX-License-Identifier: Apache-2.0
#
# Writes OUT: one digest of SOURCES, which turn the bytes of manifests into objects.
set(all "")
foreach(source ${SOURCES})
    file(SHA256 ${ROOT}/${source} digest)
    string(APPEND all "${source} ${digest}\n")
endforeach()
string(SHA256 digest "${all}")
file(WRITE ${OUT} "namespace plumb::manifest {
extern const char* const kStrictLayer;
const char* const kStrictLayer = \"${digest}\";
}
")
