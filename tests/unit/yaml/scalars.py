#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Plumbline authors
# SPDX-License-Identifier: Apache-2.0
"""Writes fixtures/scalars.tsv: what the kubectl on PATH makes of each line of fixtures/scalars.txt.

Each line of scalars.txt is the JSON text of some lines of YAML below the head of a custom object.
A line of the table: that JSON text, a tab, the members that kubectl printed for it as compact JSON,
or `refused`.
"""
import concurrent.futures
import json
import pathlib
import subprocess
import sys
import tempfile

HEAD = "apiVersion: example.com/v1\nkind: Probe\nmetadata: {name: p}\n"
FIXTURES = pathlib.Path(__file__).parent / "fixtures"


def asked(yaml):
    with tempfile.NamedTemporaryFile("w", suffix=".yaml", encoding="utf-8") as file:
        file.write(HEAD + yaml + "\n")
        file.flush()
        answer = subprocess.run(
            ["kubectl", "patch", "--local", "-f", file.name, "--type=merge", "-p", "{}", "-o", "json"],
            capture_output=True, text=True)
    if answer.returncode != 0:
        return "refused"
    members = json.loads(answer.stdout, parse_int=Number, parse_float=Number)
    for known in ("apiVersion", "kind", "metadata"):
        members.pop(known)
    return compact(members)


class Number(str):
    """A number as it is written: Python would reformat it."""


def compact(value):
    if isinstance(value, Number):
        return str(value)
    if isinstance(value, dict):
        return "{" + ",".join(json.dumps(k) + ":" + compact(v) for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(compact, value)) + "]"
    return json.dumps(value)


def main():
    lines = (FIXTURES / "scalars.txt").read_text(encoding="utf-8").splitlines()
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda line: asked(json.loads(line)), lines))
    table = "".join(f"{line}\t{answer}\n" for line, answer in zip(lines, answers))
    (FIXTURES / "scalars.tsv").write_text(table, encoding="utf-8")
    print(f"{len(lines)} rows, {answers.count('refused')} refused", file=sys.stderr)


if __name__ == "__main__":
    main()
