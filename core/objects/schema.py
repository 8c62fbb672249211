#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Plumbline authors
# SPDX-License-Identifier: Apache-2.0
"""Writes schema.json, the merge rules of the built-in kinds, from a real API server.

    python3 core/objects/schema.py "kubectl --kubeconfig FILE" > core/objects/schema.json

A field is one word: s string, i integer, n number, b boolean, x int-or-string, q quantity, * anything,
@T a struct, {}X a map, {=}X a map replaced as a whole, [=]X an atomic list, [set]X a set, [a,b]X a list
keyed by a and b. After a blank: ~KEY or ~ the strategic merge patch merges the list (by KEY), ~!
it keeps only the keys that the patch names, =JSON a default, ! the struct is atomic here.
"""
import json
import shlex
import subprocess
import sys

SHORT = {"io.k8s.api.": "", "io.k8s.apimachinery.pkg.": "", "io.k8s.apiextensions-apiserver.pkg.apis.": "",
         "io.k8s.kube-aggregator.pkg.apis.": ""}


def get(path):
    return json.loads(subprocess.check_output(shlex.split(sys.argv[1]) + ["get", "--raw", path]))


def short(ref):
    name = ref.rsplit("/", 1)[-1]
    for prefix, text in SHORT.items():
        if name.startswith(prefix):
            return text + name[len(prefix):]
    return name


def word(spec, schemas, used):
    """The word of one property, without its suffixes."""
    if "allOf" in spec:
        spec = {**spec, **spec["allOf"][0]}
    if "$ref" in spec:
        target = schemas[spec["$ref"].rsplit("/", 1)[-1]]
        if spec["$ref"].endswith("api.resource.Quantity"):
            return "q"
        if spec["$ref"].endswith("util.intstr.IntOrString"):
            return "x"
        if target.get("type") == "object" and "properties" in target:
            used.add(spec["$ref"].rsplit("/", 1)[-1])
            return "@" + short(spec["$ref"])
        return word(target, schemas, used)
    kind = spec.get("type")
    if kind == "array":
        how = spec.get("x-kubernetes-list-type", "atomic")
        keys = spec.get("x-kubernetes-list-map-keys", [])
        rule = {"atomic": "=", "set": "set", "map": ",".join(keys)}[how]
        return f"[{rule}]" + word(spec["items"], schemas, used)
    if kind == "object" and "additionalProperties" in spec:
        atomic = "=" if spec.get("x-kubernetes-map-type") == "atomic" else ""
        return "{%s}" % atomic + word(spec["additionalProperties"], schemas, used)
    return {"string": "s", "integer": "i", "number": "n", "boolean": "b"}.get(kind, "*")


def field(spec, schemas, used):
    text = word(spec, schemas, used)
    strategy = spec.get("x-kubernetes-patch-strategy", "").split(",")
    if "merge" in strategy:
        text += " ~" + spec.get("x-kubernetes-patch-merge-key", "")
    if "retainKeys" in strategy:
        text += " ~!"
    if text[0] == "@" and spec.get("x-kubernetes-map-type") == "atomic":
        text += " !"
    if text[0] in "sinbx" and spec.get("default") not in (None, "", 0, False):
        text += " =" + json.dumps(spec["default"])
    return text


def main():
    schemas, kinds = {}, {}
    for path in sorted(get("/openapi/v3")["paths"]):
        if not (path.startswith("api/") or path.startswith("apis/")) or path.count("/") < (1 if path.startswith("api/") else 2):
            continue
        document = get("/openapi/v3/" + path)
        schemas.update(document["components"]["schemas"])
        for item in document["paths"].values():
            post = item.get("post", item.get("get", {}))
            gvk = post.get("x-kubernetes-group-version-kind")
            schema = next((name for name, body in document["components"]["schemas"].items()
                           if gvk in body.get("x-kubernetes-group-version-kind", [])), None) if gvk else None
            if schema and not schema.endswith("List"):
                group = gvk["group"] + "/" if gvk["group"] else ""
                kinds[f"{group}{gvk['version']} {gvk['kind']}"] = schema
    types, waiting = {}, set(kinds.values()) | {"io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta"}
    while waiting:
        name = waiting.pop()
        if name in types:
            continue
        used = set()
        body = schemas[name]
        types[name] = {key: field(value, schemas, used) for key, value in body.get("properties", {}).items()}
        if body.get("x-kubernetes-map-type") == "atomic":
            types[name]["!"] = ""
        waiting |= used - set(types)
    lines = [f"  {json.dumps(short(name))}: {json.dumps(fields, separators=(',', ':'), sort_keys=True)}"
             for name, fields in sorted(types.items())]
    names = [f"  {json.dumps(kind)}: {json.dumps(short(name))}" for kind, name in sorted(kinds.items())]
    print('{"server": %s,\n "kinds": {\n%s},\n "types": {\n%s}}'
          % (json.dumps(get("/version")["gitVersion"]), ",\n".join(names), ",\n".join(lines)))


main()
