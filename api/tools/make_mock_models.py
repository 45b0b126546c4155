#!/usr/bin/env python3
"""Writes the API models that the mocked results of TestState are checked against.

    api/tools/make_mock_models.py BOTOCORE_DATA api/src/main/resources/pawl/api/mock

BOTOCORE_DATA is the folder data of the Python package botocore (Apache-2.0). Kept of a service is what its answers can be
checked by: for each operation the shape of its output, and the shapes that these reach; one operation or shape a line.
Names of members begin with a capital, as Step Functions writes them.
"""

import glob
import gzip
import json
import os
import re
import sys

# Folder of the service in botocore: None for all operations, else those that Step Functions' own integrations use.
SERVICES = {
    "athena": None,
    "batch": None,
    "codebuild": ["StartBuild", "StopBuild", "BatchGetBuilds", "StartBuildBatch", "BatchGetBuildBatches"],
    "dynamodb": None,
    "ecs": None,
    "eks": ["CreateCluster", "DescribeCluster", "DeleteCluster", "CreateNodegroup", "DescribeNodegroup"],
    "events": None,
    "firehose": None,
    "glue": ["StartJobRun", "GetJobRun", "GetJobRuns", "BatchStopJobRun", "StartCrawler", "GetCrawler"],
    "kinesis": None,
    "kms": None,
    "lambda": None,
    "logs": None,
    "s3": None,
    "secretsmanager": None,
    "sns": None,
    "sqs": None,
    "ssm": ["GetParameter", "GetParameters", "GetParametersByPath", "PutParameter", "SendCommand", "GetCommandInvocation"],
    "stepfunctions": None,
    "sts": None,
}

# Where the service's own checks were seen to go by an older model.
OLDER = {("lambda", "MemorySize"): {"max": 10240}}


def compact(value):
    return json.dumps(value, separators=(",", ":"), sort_keys=True)


def load(data, service):
    path = sorted(glob.glob(os.path.join(data, service, "*", "service-2.json*")))[-1]
    with gzip.open(path) if path.endswith(".gz") else open(path, "rb") as file:
        return json.load(file)


def source(data):
    with open(os.path.join(data, "..", "__init__.py"), encoding="utf-8") as file:
        version = re.search(r"__version__ = '([^']+)'", file.read()).group(1)
    return {"repository": "github.com/boto/botocore", "version": version, "licence": "Apache-2.0"}


def capital(name):
    return name[:1].upper() + name[1:]


def shape(service, name, facts):
    out = {"type": facts["type"]}
    if facts["type"] == "structure":
        required = facts.get("required", [])
        out["members"] = {
            capital(member): dict({"shape": m["shape"]}, **({"required": True} if member in required else {}))
            for member, m in facts.get("members", {}).items()
        }
    for part in ("member", "key", "value"):
        if part in facts:
            out[part] = facts[part]["shape"]
    for fact in ("min", "max", "enum"):
        if fact in facts:
            out[fact] = facts[fact]
    return dict(out, **OLDER.get((service, name), {}))


def reachable(shapes, roots):
    seen, todo = set(), list(roots)
    while todo:
        name = todo.pop()
        if name in seen:
            continue
        seen.add(name)
        s = shapes[name]
        todo += [m["shape"] for m in s.get("members", {}).values()]
        todo += [s[part]["shape"] for part in ("member", "key", "value") if part in s]
    return sorted(seen)


def write(data, service, folder):
    model = load(data, service)
    operations = {
        name: operation["output"]["shape"]
        for name, operation in model["operations"].items()
        if "output" in operation and (SERVICES[service] is None or name in SERVICES[service])
    }
    names = reachable(model["shapes"], operations.values())
    # The name that Step Functions has for it in aws-sdk:NAME.
    sdk = model["metadata"]["serviceId"].replace(" ", "").lower()
    with open(os.path.join(folder, sdk + ".json"), "w", encoding="utf-8") as out:
        out.write('{\n"source":%s,\n"operations":{\n' % compact(source(data)))
        out.write(",\n".join("%s:%s" % (compact(n), compact(s)) for n, s in sorted(operations.items())))
        out.write('\n},\n"shapes":{\n')
        shapes = model["shapes"]
        out.write(",\n".join("%s:%s" % (compact(n), compact(shape(service, n, shapes[n]))) for n in names))
        out.write("\n}\n}\n")


def main():
    data, folder = sys.argv[1:]
    os.makedirs(folder, exist_ok=True)
    for service in SERVICES:
        write(data, service, folder)


if __name__ == "__main__":
    main()
