"""Writes a CSV file of so many lines into the bucket, unless it is there."""
import os
import tempfile

import objects

BUCKET = os.environ["LINES_BUCKET_NAME"]


def write(path, lines):
    with open(path, "w") as out:
        out.write("number,customer,amount,comment\n")
        for number in range(lines):
            customer = "nobody" if number % 1000 == 999 else "customer %d" % (number % 977)
            out.write('%d,%s,%d.50,"to be sent, soon"\n' % (number, customer, number % 10000))


def handler(event, context):
    lines = event.get("Lines", 1_000_000)
    key = "lines-%d.csv" % lines
    if not objects.exists(BUCKET, key):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, key)
            write(path, lines)
            objects.upload(path, BUCKET, key)
    return {"Bucket": BUCKET, "Key": key, "Lines": lines}
