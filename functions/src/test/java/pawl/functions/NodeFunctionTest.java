package pawl.functions;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeFunctionTest {
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
  void shouldRunEsModuleWithAsyncHandler() {
    functions.deploy(
        functions.node(
            "hello",
            "export const handler = async (event) => ({ hello: event.name, ümlaut: 'ä€😀' });"));

    assertThat(functions.answer("hello", "{\"name\":\"Wörld\"}"))
        .isEqualTo("{\"hello\":\"Wörld\",\"ümlaut\":\"ä€😀\"}");
  }

  @Test
  void shouldRunCommonJsWithPromiseAndCallbackHandlers() {
    Path code =
        functions.write(
            "cjs",
            "lib/app.js",
            """
            const path = require('path');
            exports.promise = (event) => new Promise((done) => setTimeout(() => done(path.join('a', event)), 5));
            exports.callback = (event, context, callback) => { setTimeout(() => callback(null, event + '!'), 5); };
            exports.failing = (event, context, callback) => callback(new TypeError('no ' + event));
            exports.nested = { deep: { handler: async () => 'deep' } };
            exports.ignored = () => 'a value that is not awaited';
            """);
    for (String handler :
        new String[] {"promise", "callback", "failing", "nested.deep.handler", "ignored"}) {
      functions.deploy(
          FunctionConfiguration.of(
              "cjs-" + handler.replace('.', '-'), "nodejs20.x", "lib/app." + handler, code));
    }

    assertThat(functions.answer("cjs-promise", "\"b\"")).isEqualTo("\"a/b\"");
    assertThat(functions.answer("cjs-callback", "\"b\"")).isEqualTo("\"b!\"");
    assertThat(functions.answer("cjs-nested-deep-handler", "1")).isEqualTo("\"deep\"");
    assertThat(functions.answer("cjs-ignored", "1")).isEqualTo("null");
    assertThat(functions.error("cjs-failing", "\"way\""))
        .startsWith(
            "{\"errorType\":\"TypeError\",\"errorMessage\":\"no way\",\"trace\":[\"TypeError: no"
                + " way\",");
  }

  @Test
  void shouldRunTypeScriptThatWasCompiledToCommonJs() {
    Path code =
        functions.write(
            "ts",
            "dist/index.js",
            """
            "use strict";
            Object.defineProperty(exports, "__esModule", { value: true });
            exports.handler = void 0;
            const handler = async (event) => ({ total: event.items.length });
            exports.handler = handler;
            """);
    functions.deploy(FunctionConfiguration.of("ts", "nodejs22.x", "dist/index.handler", code));

    assertThat(functions.answer("ts", "{\"items\":[1,2]}")).isEqualTo("{\"total\":2}");
  }

  @Test
  void shouldWaitForEmptyEventLoopOnlyIfAsked() {
    functions.deploy(
        functions.node(
            "loop",
            """
            let ticks = 0;
            export const handler = (event, context, callback) => {
              context.callbackWaitsForEmptyEventLoop = event;
              const before = ticks;
              setTimeout(() => { ticks++; }, 100);
              const result = { before, get after() { return ticks; } };
              callback(null, result);
            };
            """));

    assertThat(functions.answer("loop", "true")).isEqualTo("{\"before\":0,\"after\":1}");
    assertThat(functions.answer("loop", "false")).isEqualTo("{\"before\":1,\"after\":1}");
  }

  @Test
  void shouldGiveContextAndEnvironment() {
    functions.deploy(
        functions
            .node(
                "context",
                """
                export const handler = async (event, context) => ({
                  ...context, remaining: context.getRemainingTimeInMillis(), env: { ...process.env },
                  folder: process.cwd() });
                """)
            .withTimeoutSeconds(7)
            .withMemorySizeMb(256)
            .withEnvironment(Map.of("OWN_VALUE", "a b")));

    InvocationResult result = functions.invoke("context", "");
    String answer = Functions.answerOf(result);

    assertThat(answer)
        .contains(
            "\"awsRequestId\":\"" + result.requestId() + "\"",
            "\"functionName\":\"context\"",
            "\"functionVersion\":\"$LATEST\"",
            "\"memoryLimitInMB\":\"256\"",
            "\"invokedFunctionArn\":\"arn:aws:lambda:us-east-1:123456789012:function:context\"",
            "\"logGroupName\":\"/aws/lambda/context\"",
            "\"OWN_VALUE\":\"a b\"",
            "\"_HANDLER\":\"index.handler\"",
            "\"AWS_EXECUTION_ENV\":\"AWS_Lambda_nodejs22.x\"",
            "\"AWS_REGION\":\"us-east-1\"",
            "\"TZ\":\":UTC\"",
            "\"folder\":\"" + folder.resolve("code/context") + "\"")
        .containsPattern("\"remaining\":6\\d{3}")
        .doesNotContain("JAVA_HOME", "MAVEN");
  }

  @Test
  void shouldHandOnClientContextAndTrace() throws InterruptedException {
    functions.deploy(
        functions.node(
            "client",
            "export const handler = async (e, c) => [c.clientContext, process.env._X_AMZN_TRACE_ID"
                + " ?? null];"));

    InvocationRequest request =
        new InvocationRequest(
            "client:$LATEST",
            null,
            "{}".getBytes(StandardCharsets.UTF_8),
            "{\"custom\":{\"k\":\"ä\"}}",
            "Root=1-2",
            null);

    assertThat(Functions.answerOf(functions.host.invoke(request)))
        .isEqualTo("[{\"custom\":{\"k\":\"ä\"}},\"Root=1-2\"]");
    assertThat(functions.answer("client", "{}")).isEqualTo("[null,null]");
  }

  @Test
  void shouldReportFaultsAsTheOfficialClientDoes() {
    functions.deploy(
        functions.node(
            "throws", "export const handler = async () => { throw new RangeError('too far'); };"));
    functions.deploy(
        functions.node("rejects", "export const handler = () => Promise.reject('a string');"));
    functions.deploy(functions.node("missing", "export const other = 1;"));
    functions.deploy(functions.node("syntax", "export const handler = async () => { return } };"));
    functions.deploy(
        functions.node(
            "import", "import 'no-such-package'; export const handler = async () => 1;"));
    functions.deploy(functions.node("nomodule", "").withHandler("elsewhere.handler"));
    functions.deploy(functions.node("malformed", "").withHandler("nodot"));
    functions.deploy(functions.node("initthrows", "throw new Error('at start');"));
    functions.deploy(
        functions.node("never", "export const handler = async () => new Promise(() => {});"));
    functions.deploy(
        functions.node(
            "circular",
            "export const handler = async () => { const a = {}; a.a = a; return a; };"));

    assertThat(functions.error("throws", "{}"))
        .startsWith(
            "{\"errorType\":\"RangeError\",\"errorMessage\":\"too far\",\"trace\":[\"RangeError:"
                + " too far\"");
    assertThat(functions.error("rejects", "{}"))
        .isEqualTo("{\"errorType\":\"string\",\"errorMessage\":\"a string\",\"trace\":[]}");
    assertThat(functions.error("missing", "{}"))
        .startsWith(
            "{\"errorType\":\"Runtime.HandlerNotFound\",\"errorMessage\":\"index.handler is"
                + " undefined or not exported\"");
    assertThat(functions.error("syntax", "{}"))
        .startsWith(
            "{\"errorType\":\"Runtime.UserCodeSyntaxError\",\"errorMessage\":\"SyntaxError:"
                + " Unexpected token");
    assertThat(functions.error("import", "{}"))
        .startsWith(
            "{\"errorType\":\"Runtime.ImportModuleError\",\"errorMessage\":\"Error"
                + " [ERR_MODULE_NOT_FOUND]: Cannot find package 'no-such-package'");
    assertThat(functions.error("nomodule", "{}"))
        .startsWith(
            "{\"errorType\":\"Runtime.ImportModuleError\",\"errorMessage\":\"Error: Cannot find"
                + " module 'elsewhere'");
    assertThat(functions.error("malformed", "{}"))
        .startsWith(
            "{\"errorType\":\"Runtime.MalformedHandlerName\",\"errorMessage\":\"Bad handler\"");
    assertThat(functions.error("initthrows", "{}"))
        .startsWith("{\"errorType\":\"Error\",\"errorMessage\":\"at start\"");
    assertThat(functions.error("never", "{}")).startsWith("{\"errorType\":\"Runtime.NodeJsExit\"");
    assertThat(functions.error("circular", "{}"))
        .startsWith(
            "{\"errorType\":\"Runtime.JSONStringifyError\",\"errorMessage\":\"Unable to stringify"
                + " response body\"");
  }

  @Test
  void shouldEndTheProcessOnUncaughtExceptionsAndGoOnWithAnother() {
    functions.deploy(
        functions.node(
            "uncaught",
            """
            export const handler = (event, context, callback) => {
              if (event === 'throw') setTimeout(() => { throw new Error('later'); }, 1);
              else if (event === 'reject') { Promise.reject(new Error('unhandled')); setTimeout(callback, 1000); }
              else callback(null, process.pid);
            };
            """));

    String pid = functions.answer("uncaught", "1");

    assertThat(functions.error("uncaught", "\"throw\""))
        .startsWith("{\"errorType\":\"Error\",\"errorMessage\":\"later\"");
    assertThat(functions.answer("uncaught", "1")).isNotEqualTo(pid);
    assertThat(functions.error("uncaught", "\"reject\""))
        .startsWith(
            "{\"errorType\":\"Runtime.UnhandledPromiseRejection\",\"errorMessage\":\"Error:"
                + " unhandled\"");
    assertThat(functions.answer("uncaught", "1")).isNotEqualTo(pid);
  }

  @Test
  void shouldBufferStreamingResponses() {
    functions.deploy(
        functions.node(
            "stream",
            """
            export const handler = awslambda.streamifyResponse(async (event, stream) => {
              for (const part of event) stream.write(part);
              if (event.length === 0) throw new Error('nothing');
              stream.end();
            });
            """));

    assertThat(functions.answer("stream", "[\"a\",\"b\"]")).isEqualTo("ab");
    assertThat(functions.error("stream", "[]"))
        .startsWith("{\"errorType\":\"Error\",\"errorMessage\":\"nothing\"");
    assertThat(functions.answer("stream", "[\"c\"]")).isEqualTo("c");
  }
}
