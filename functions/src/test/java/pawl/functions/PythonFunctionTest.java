package pawl.functions;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PythonFunctionTest {
  @TempDir static Path folder;
  private static Functions functions;

  @BeforeAll
  static void start() {
    functions = new Functions(folder);
  }

  @AfterAll
  static void stop() {
    functions.close();
  }

  @Test
  void shouldRunHandlerInPackage() {
    functions.write("pkg", "lib/helper.py", "def double(x):\n    return 2 * x\n");
    Path code =
        functions.write(
            "pkg",
            "src/app.py",
            """
            from decimal import Decimal
            from lib.helper import double
            def handler(event, context):
                return {"double": double(event["n"]), "text": "ä€😀", "decimal": Decimal("1.5"), "nan": float("nan")}
            """);
    functions.deploy(FunctionConfiguration.of("pkg", "python3.11", "src/app.handler", code));
    functions.deploy(FunctionConfiguration.of("pkg-dots", "python3.13", "src.app.handler", code));

    String expected = "{\"double\": 42, \"text\": \"ä€😀\", \"decimal\": 1.5, \"nan\": NaN}";
    assertThat(functions.answer("pkg", "{\"n\":21}")).isEqualTo(expected);
    assertThat(functions.answer("pkg-dots", "{\"n\":21}")).isEqualTo(expected);
  }

  @Test
  void shouldGiveContext() throws InterruptedException {
    functions.deploy(
        functions.python(
            "context",
            """
            import os
            def handler(event, context):
                return [context.aws_request_id, context.function_name, context.memory_limit_in_mb,
                        context.invoked_function_arn, context.client_context.custom["k"], context.identity.cognito_identity_id,
                        os.environ["_X_AMZN_TRACE_ID"], 2000 < context.get_remaining_time_in_millis() <= 3000]
            """));

    InvocationRequest request =
        new InvocationRequest(
            "context",
            "$LATEST",
            "{}".getBytes(StandardCharsets.UTF_8),
            "{\"custom\":{\"k\":\"ä\"}}",
            "Root=1",
            null);
    InvocationResult result = functions.host.invoke(request);

    assertThat(Functions.answerOf(result))
        .isEqualTo(
            "[\""
                + result.requestId()
                + "\", \"context\", \"128\","
                + " \"arn:aws:lambda:us-east-1:123456789012:function:context:$LATEST\", \"ä\","
                + " null, \"Root=1\", true]");
  }

  @Test
  void shouldReportFaultsAsTheOfficialClientDoes() {
    functions.deploy(
        functions.python(
            "throws",
            "def inner():\n"
                + "    raise ValueError('no')\n\n"
                + "def handler(event, context):\n"
                + "    inner()\n"));
    functions.deploy(functions.python("missing", "x = 1\n"));
    functions.deploy(functions.python("syntax", "def handler(:\n"));
    functions.deploy(functions.python("import", "import no_such_module\n"));
    functions.deploy(functions.python("malformed", "").withHandler("nodot"));
    functions.deploy(functions.python("builtin", "").withHandler("sys.exit"));
    functions.deploy(functions.python("initthrows", "raise KeyError('k')\n"));
    functions.deploy(
        functions.python("marshal", "def handler(event, context):\n    return object()\n"));

    InvocationResult thrown = functions.invoke("throws", "{}");
    assertThat(Functions.errorOf(thrown))
        .startsWith(
            "{\"errorMessage\": \"no\", \"errorType\": \"ValueError\", \"requestId\": \""
                + thrown.requestId()
                + "\", \"stackTrace\": [\"  File \\\"")
        .contains("app.py\\\", line 5, in handler\\n    inner()\\n\"")
        .doesNotContain("bootstrap");
    assertThat(functions.error("missing", "{}"))
        .startsWith(
            "{\"errorMessage\": \"Handler 'handler' missing on module 'app'\", \"errorType\":"
                + " \"Runtime.HandlerNotFound\"");
    assertThat(functions.error("syntax", "{}"))
        .startsWith(
            "{\"errorMessage\": \"Syntax error in module 'app': invalid syntax (app.py, line 1)\"")
        .contains("\"errorType\": \"Runtime.UserCodeSyntaxError\"");
    assertThat(functions.error("import", "{}"))
        .startsWith(
            "{\"errorMessage\": \"Unable to import module 'app': No module named"
                + " 'no_such_module'\", \"errorType\": \"Runtime.ImportModuleError\"");
    assertThat(functions.error("malformed", "{}")).contains("\"Runtime.MalformedHandlerName\"");
    assertThat(functions.error("builtin", "{}"))
        .contains(
            "\"Cannot use built-in module sys as a handler module\"",
            "\"Runtime.BuiltInModuleConflict\"");
    assertThat(functions.error("initthrows", "{}"))
        .startsWith("{\"errorMessage\": \"'k'\", \"errorType\": \"KeyError\"")
        .contains("app.py\\\", line 1, in <module>");
    assertThat(functions.error("marshal", "{}"))
        .startsWith(
            "{\"errorMessage\": \"Unable to marshal response: Object of type object is not JSON"
                + " serializable\", \"errorType\": \"Runtime.MarshalError\"");
  }

  @Test
  void shouldKeepEachInvocationsOutputApart() {
    functions.deploy(
        functions.python(
            "logs",
            """
            import logging, os, sys
            print("loading")
            logging.getLogger().setLevel("INFO")
            def handler(event, context):
                print("printed", event)
                print("to stderr", event, file=sys.stderr)
                logging.info("logged %s", event)
                sys.stdout.write("no newline")
                return event
            """));

    functions.answer("logs", "1");
    functions.answer("logs", "2");

    InvocationRecord second = functions.recent("logs").get(0);
    InvocationRecord first = functions.recent("logs").get(1);
    assertThat(first.log())
        .startsWith(
            "loading\nSTART RequestId: "
                + first.requestId()
                + " Version: $LATEST\nprinted 1\nto stderr 1\n[INFO]\t")
        .containsPattern(
            "\\[INFO]\t\\S+Z\t" + first.requestId() + "\tlogged 1\nno newline\nEND RequestId: ")
        .containsPattern(
            "REPORT RequestId: \\S+\tDuration: [\\d.]+ ms\tBilled Duration: \\d+ ms\tMemory Size:"
                + " 128 MB\tMax Memory Used: \\d+ MB\tInit Duration: [\\d.]+ ms\n"
                + "$");
    assertThat(second.log())
        .startsWith("START RequestId: " + second.requestId())
        .contains("printed 2\nto stderr 2\n")
        .doesNotContain("printed 1", "Init Duration");
  }
}
