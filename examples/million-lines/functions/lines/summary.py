"""Goes through the result files: is each line there, and none twice?"""
import json

import objects


def handler(event, context):
    details = event["Results"]["ResultWriterDetails"]
    bucket = details["Bucket"]
    manifest = json.loads(b"".join(objects.lines(bucket, details["Key"])))
    seen = bytearray(event["Lines"])
    twice = 0
    for file in manifest["ResultFiles"]["SUCCEEDED"]:
        for line in objects.lines(bucket, file["Key"]):
            number = json.loads(line)["number"]
            twice += seen[number]
            seen[number] = 1
    failed = 0
    for file in manifest["ResultFiles"]["FAILED"]:
        failed += sum(1 for _ in objects.lines(bucket, file["Key"]))
    return {
        "Lines": event["Lines"],
        "Succeeded": sum(seen),
        "Failed": failed,
        "Twice": twice,
        "Missing": event["Lines"] - sum(seen) - failed,
    }
