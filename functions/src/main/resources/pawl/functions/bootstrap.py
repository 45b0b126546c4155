"""Runs a Python function: loads its handler and serves invocations from the Lambda Runtime API.

Behaves as the runtime of AWS Lambda does; needs nothing but the standard library.
"""

import decimal
import importlib
import io
import json
import logging
import os
import signal
import socket
import sys
import time
import traceback

BASE = "/2018-06-01/runtime"


class Output(io.FileIO):
    """Standard output and error, counted, so that the host knows when it has read all of an invocation's lines."""

    written = 0

    def write(self, data):
        count = super().write(data)
        Output.written += count or 0
        return count


def open_output(number):
    raw = Output(number, "wb", closefd=False)
    return io.TextIOWrapper(
        io.BufferedWriter(raw), encoding="utf-8", errors="backslashreplace", line_buffering=True
    )


class RequestId(logging.Filter):
    current = ""

    def filter(self, record):
        record.aws_request_id = RequestId.current
        return True


class JsonFormatter(logging.Formatter):
    converter = time.gmtime

    def format(self, record):
        members = {
            "timestamp": self.formatTime(record, "%Y-%m-%dT%H:%M:%SZ"),
            "level": record.levelname,
            "message": record.getMessage(),
            "logger": record.name,
            "requestId": record.aws_request_id,
        }
        if record.exc_info and record.exc_info[0]:
            members["errorType"] = record.exc_info[0].__name__
            members["errorMessage"] = str(record.exc_info[1])
            members["stackTrace"] = traceback.format_tb(record.exc_info[2])
        return json.dumps(members, ensure_ascii=False, default=str)


def set_up_logging():
    handler = logging.StreamHandler(sys.stdout)
    if os.environ.get("AWS_LAMBDA_LOG_FORMAT") == "JSON":
        handler.setFormatter(JsonFormatter())
    else:
        formatter = logging.Formatter(
            "[%(levelname)s]\t%(asctime)s.%(msecs)03dZ\t%(aws_request_id)s\t%(message)s", "%Y-%m-%dT%H:%M:%S"
        )
        formatter.converter = time.gmtime
        handler.setFormatter(formatter)
    handler.addFilter(RequestId())
    root = logging.getLogger()
    root.addHandler(handler)
    level = os.environ.get("AWS_LAMBDA_LOG_LEVEL", "").upper()
    level = {"TRACE": "DEBUG", "WARN": "WARNING", "FATAL": "CRITICAL"}.get(level, level)
    if level in ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"):
        root.setLevel(level)


class Fault(Exception):
    """A fault with the name that the runtime gives it."""

    def __init__(self, kind, message, trace=None):
        super().__init__(message)
        self.kind = "Runtime." + kind
        self.trace = trace or []


class RuntimeClient:
    """One kept-alive connection. The exchange is fixed, so no HTTP library is needed, and this is much faster."""

    def __init__(self, address):
        host, port = address.split(":")
        self.host = address
        self.socket = socket.create_connection((host, int(port)))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.reader = self.socket.makefile("rb", 65536)

    def next(self):
        self.socket.sendall(self.head("GET", "/invocation/next", ""))
        return self.answer()

    def post(self, path, body, content_type="application/json", error_type=None):
        self.socket.sendall(self.posting(path, body, content_type, error_type))
        self.answer()

    def post_and_next(self, path, body, content_type):
        """Posts a result and asks for the next event in the same piece."""
        self.socket.sendall(
            self.posting(path, body, content_type, None) + self.head("GET", "/invocation/next", "")
        )
        self.answer()
        return self.answer()

    def posting(self, path, body, content_type, error_type):
        sys.stdout.flush()
        sys.stderr.flush()
        headers = "Content-Type: %s\r\nContent-Length: %d\r\nPawl-Output-Bytes: %d\r\n" % (
            content_type,
            len(body),
            Output.written,
        )
        if error_type:
            headers += "Lambda-Runtime-Function-Error-Type: %s\r\n" % error_type
        return self.head("POST", path, headers) + body

    def head(self, method, path, headers):
        text = "%s %s%s HTTP/1.1\r\nHost: %s\r\n%s\r\n" % (method, BASE, path, self.host, headers)
        return text.encode("latin-1", "replace")

    def answer(self):
        status = self.reader.readline()
        if not status:
            os._exit(1)  # the host is gone, or wants this process to end
        headers = {}
        while True:
            line = self.reader.readline().decode("latin-1").strip()
            if not line:
                break
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()
        return headers, self.reader.read(int(headers.get("content-length", "0")))


def load_handler(text):
    if "." not in text:
        raise Fault("MalformedHandlerName", "Bad handler '%s': not enough values to unpack (expected 2, got 1)" % text)
    module_name, function_name = text.rsplit(".", 1)
    if module_name.split(".")[0] in sys.builtin_module_names:
        raise Fault("BuiltInModuleConflict", "Cannot use built-in module %s as a handler module" % module_name)
    try:
        module = importlib.import_module(module_name.replace("/", "."))
    except ImportError as error:
        raise Fault("ImportModuleError", "Unable to import module '%s': %s" % (module_name, error))
    except SyntaxError as error:
        trace = ['  File "%s" Line %s\n    %s\n' % (error.filename, error.lineno, (error.text or "").strip())]
        raise Fault("UserCodeSyntaxError", "Syntax error in module '%s': %s" % (module_name, error), trace)
    handler = getattr(module, function_name, None)
    if handler is None:
        raise Fault("HandlerNotFound", "Handler '%s' missing on module '%s'" % (function_name, module_name))
    return handler


def error_object(error, frames_to_skip):
    """The error object of an exception, its trace beginning at the handler's frame."""
    if isinstance(error, Fault):
        body = {"errorMessage": str(error), "errorType": error.kind}
        trace = error.trace
    else:
        body = {"errorMessage": str(error), "errorType": type(error).__name__}
        frames = traceback.extract_tb(error.__traceback__)
        trace = traceback.format_list(frames[frames_to_skip:])
    body["requestId"] = RequestId.current
    body["stackTrace"] = trace
    return body


def log_error(body):
    if os.environ.get("AWS_LAMBDA_LOG_FORMAT") == "JSON":
        print(json.dumps({"timestamp": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), "level": "ERROR", **body}))
        return
    text = "[ERROR] %s: %s" % (body["errorType"], body["errorMessage"])
    if body["stackTrace"]:
        text += "\nTraceback (most recent call last):\n" + "".join(body["stackTrace"]).rstrip("\n")
    print(text)


class Attributes:
    """Members of a JSON object as attributes; what isn't there is None."""

    def __init__(self, members, names):
        for name in names:
            setattr(self, name, members.get(name))


class LambdaContext:
    def __init__(self, headers):
        env = os.environ
        self.aws_request_id = headers.get("lambda-runtime-aws-request-id")
        self.invoked_function_arn = headers.get("lambda-runtime-invoked-function-arn")
        self.function_name = env.get("AWS_LAMBDA_FUNCTION_NAME")
        self.function_version = env.get("AWS_LAMBDA_FUNCTION_VERSION")
        self.memory_limit_in_mb = env.get("AWS_LAMBDA_FUNCTION_MEMORY_SIZE")
        self.log_group_name = env.get("AWS_LAMBDA_LOG_GROUP_NAME")
        self.log_stream_name = env.get("AWS_LAMBDA_LOG_STREAM_NAME")
        self.tenant_id = headers.get("lambda-runtime-aws-tenant-id")
        self._deadline_ms = int(headers.get("lambda-runtime-deadline-ms", "0"))
        self.client_context = None
        try:
            identity = self._members(headers, "lambda-runtime-cognito-identity") or {}
            context = self._members(headers, "lambda-runtime-client-context")
            self.identity = Attributes(
                {"cognito_identity_id": identity.get("cognitoIdentityId"),
                 "cognito_identity_pool_id": identity.get("cognitoIdentityPoolId")},
                ("cognito_identity_id", "cognito_identity_pool_id"))
            if context is not None:
                self.client_context = Attributes(context, ("custom", "env", "client"))
                if isinstance(context.get("client"), dict):
                    self.client_context.client = Attributes(
                        context["client"], ("installation_id", "app_title", "app_version_name", "app_version_code",
                                            "app_package_name"))
        except (ValueError, AttributeError) as error:
            raise Fault("LambdaContextUnmarshalError", "Unable to parse the client context or identity: %s" % error)

    @staticmethod
    def _members(headers, name):
        text = headers.get(name)
        return json.loads(text.encode("latin-1").decode("utf-8")) if text else None

    def get_remaining_time_in_millis(self):
        return max(self._deadline_ms - int(time.time() * 1000), 0)

    def log(self, message):
        sys.stdout.write(str(message))


def encode(value):
    if isinstance(value, Decimal):
        return float(value)
    raise TypeError("Object of type %s is not JSON serializable" % type(value).__name__)


Decimal = decimal.Decimal


def invoke(handler, headers, body):
    """Runs one invocation: the path, body and content type to post."""
    RequestId.current = headers["lambda-runtime-aws-request-id"]
    trace_id = headers.get("lambda-runtime-trace-id")
    if trace_id:
        os.environ["_X_AMZN_TRACE_ID"] = trace_id
    else:
        os.environ.pop("_X_AMZN_TRACE_ID", None)
    path = "/invocation/%s/" % RequestId.current
    try:
        try:
            event = json.loads(body)
        except ValueError as error:
            raise Fault("UnmarshalError", "Unable to unmarshal input: %s" % error)
        result = handler(event, LambdaContext(headers))
        if isinstance(result, bytes):
            return path + "response", result, "application/unknown"
        try:
            text = json.dumps(result, ensure_ascii=False, default=encode)
            return path + "response", text.encode("utf-8"), "application/json"
        except (TypeError, ValueError) as error:
            raise Fault("MarshalError", "Unable to marshal response: %s" % error)
    except Exception as error:
        body = error_object(error, 1)
        log_error(body)
        return path + "error", json.dumps(body).encode("utf-8"), "application/json"


def main():
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal's Ctrl-C is for the host
    sys.stdout = open_output(1)
    sys.stderr = open_output(2)
    set_up_logging()
    client = RuntimeClient(os.environ["AWS_LAMBDA_RUNTIME_API"])
    sys.path[0] = os.environ["LAMBDA_TASK_ROOT"]
    try:
        handler = load_handler(os.environ["_HANDLER"])
    except Exception as error:
        body = error_object(error, 4)
        log_error(body)
        client.post("/init/error", json.dumps(body).encode("utf-8"), error_type=body["errorType"])
        sys.exit(1)
    headers, event = client.next()
    while True:
        headers, event = client.post_and_next(*invoke(handler, headers, event))


if __name__ == "__main__":
    main()
