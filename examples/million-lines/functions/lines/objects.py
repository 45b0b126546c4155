"""S3 with what is at hand: boto3 on AWS, plain HTTP on the server of `pawl dev`."""
import os
import urllib.error
import urllib.request

ENDPOINT = os.environ.get("AWS_ENDPOINT_URL_S3")


def _request(method, bucket, key, body=None, headers=None):
    url = "%s/%s/%s" % (ENDPOINT, bucket, urllib.request.quote(key))
    return urllib.request.urlopen(
        urllib.request.Request(url, data=body, method=method, headers=headers or {})
    )


def exists(bucket, key):
    if ENDPOINT:
        try:
            return _request("HEAD", bucket, key).status == 200
        except urllib.error.HTTPError as refused:
            if refused.code == 404:
                return False
            raise
    import boto3

    found = boto3.client("s3").list_objects_v2(Bucket=bucket, Prefix=key)
    return any(each["Key"] == key for each in found.get("Contents", []))


def upload(path, bucket, key):
    if ENDPOINT:
        with open(path, "rb") as body:
            length = {"Content-Length": str(os.path.getsize(path))}
            _request("PUT", bucket, key, body, length).read()
    else:
        import boto3

        boto3.client("s3").upload_file(path, bucket, key)


def lines(bucket, key):
    """The lines of an object, one by one."""
    if ENDPOINT:
        with _request("GET", bucket, key) as body:
            yield from body
    else:
        import boto3

        yield from boto3.client("s3").get_object(Bucket=bucket, Key=key)["Body"].iter_lines()
