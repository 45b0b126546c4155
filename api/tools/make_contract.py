#!/usr/bin/env python3
"""Writes the contract that the API checks requests against.

    api/tools/make_contract.py FACTS.json > api/src/main/resources/pawl/api/contract/step-functions.json

FACTS.json holds the facts of AWS's model of Step Functions: {"source", "operations": {NAME: {"input", "output"}},
"shapes": {NAME: {"type", "members", "length", "range", "pattern", "enum", "sensitive", ...}}}. Kept is what a request
or an answer can be checked by; one operation or shape a line.
"""

import json
import sys

# The model gives these a length in characters; the service counts UTF-8 bytes and says so in its message.
PAYLOADS = {"SensitiveData"}


def compact(value):
    return json.dumps(value, separators=(",", ":"), sort_keys=True)


def shape(name, facts):
    out = {"type": facts["type"]}
    if facts["type"] == "structure":
        out["members"] = {
            member: dict({"shape": m["target"]}, **({"required": True} if m.get("required") else {}))
            for member, m in facts.get("members", {}).items()
        }
    for key, old in (("member", "member"), ("key", "key"), ("value", "value"), ("pattern", "pattern"), ("enum", "enum")):
        if old in facts:
            out[key] = facts[old]
    bounds = facts.get("length") or facts.get("range") or {}
    out.update({k: bounds[k] for k in ("min", "max") if k in bounds})
    if facts.get("sensitive"):
        out["sensitive"] = True
    if name in PAYLOADS:
        out["payload"] = True
    return out


def reachable(facts, roots):
    seen, todo = set(), list(roots)
    while todo:
        name = todo.pop()
        if name in seen:
            continue
        seen.add(name)
        s = facts["shapes"][name]
        todo += [m["target"] for m in s.get("members", {}).values()]
        todo += [s[k] for k in ("member", "key", "value") if k in s]
    return sorted(seen)


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        facts = json.load(file)
    operations = {n: {k: o[k] for k in ("input", "output")} for n, o in facts["operations"].items()}
    names = reachable(facts, [s for o in operations.values() for s in o.values()])
    source = {k: facts["source"][k] for k in ("repository", "version", "commit", "licence")}
    print("{")
    print('"source":%s,' % compact(source))
    print('"operations":{')
    print(",\n".join('%s:%s' % (compact(n), compact(o)) for n, o in sorted(operations.items())))
    print('},\n"shapes":{')
    print(",\n".join('%s:%s' % (compact(n), compact(shape(n, facts["shapes"][n]))) for n in names))
    print("}\n}")


if __name__ == "__main__":
    main()
