package pawl.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FunctionFaultTest {
  @TempDir static Path shared;
  private static Functions functions;

  @TempDir Path folder;

  @BeforeAll
  static void startShared() {
    functions = new Functions(shared);
  }

  @AfterAll
  static void stopShared() {
    functions.close();
  }

  @Test
  void shouldKillAFunctionThatHangsAndWhatItStarted() {
    functions.deploy(
        functions
            .node(
                "hang",
                """
                import { spawn } from 'node:child_process';
                export const handler = async (event) => {
                  if (event === 1) return process.pid;
                  const child = spawn('sleep', ['1000'], { detached: event === 'detached' });
                  console.log('child', child.pid);
                  for (;;) ;
                };
                """)
            .withTimeoutSeconds(1));
    long pid = Long.parseLong(functions.answer("hang", "1"));

    InvocationResult result = functions.invoke("hang", "{}");

    assertThat(Functions.errorOf(result))
        .isEqualTo(
            "{\"errorType\":\"Sandbox.Timedout\",\"errorMessage\":\"RequestId: "
                + result.requestId()
                + " Error: Task timed out after 1.00 seconds\"}");
    InvocationRecord invocation = functions.recent("hang").getFirst();
    assertThat(invocation.status()).isEqualTo(InvocationRecord.Status.TIMED_OUT);
    assertThat(invocation.duration()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(3));
    assertThat(invocation.log()).contains("\tStatus: timeout");
    long child = Long.parseLong(invocation.log().replaceAll("(?s).*child (\\d+).*", "$1"));
    Functions.await(() -> !Functions.isAlive(pid) && !Functions.isAlive(child));
    assertThat(functions.answer("hang", "1")).isNotEqualTo(Long.toString(pid));
  }

  @Test
  void shouldReportHowAProcessEnded() {
    functions.deploy(
        functions.python(
            "exits",
            """
            import os, sys
            def handler(event, context):
                if event == "kill":
                    os.kill(os.getpid(), 9)
                if event == "abort":
                    os.abort()
                print("going")
                sys.exit(event)
            """));
    functions.deploy(functions.node("initexits", "process.exit(3); export const handler = 1;"));

    assertThat(functions.error("exits", "7"))
        .matches(
            "\\{\"errorType\":\"Runtime.ExitError\",\"errorMessage\":\"RequestId: \\S+ Error:"
                + " Runtime exited with error: exit status 7\"}");
    assertThat(functions.error("exits", "0"))
        .contains("Error: Runtime exited without providing a reason\"");
    assertThat(functions.recent("exits").getFirst().log())
        .contains("going\nEND", "\tStatus: error\tError Type: Runtime.ExitError");
    assertThat(functions.error("exits", "\"kill\""))
        .contains("Runtime exited with error: signal: killed\"");
    assertThat(functions.error("exits", "\"abort\""))
        .contains("Runtime exited with error: signal: aborted\"");
    assertThat(functions.error("initexits", "1"))
        .contains("\"Runtime.ExitError\"", "Runtime exited with error: exit status 3\"");
  }

  @Test
  void shouldEndAProcessThatUsesTooMuchMemory() {
    functions.deploy(
        functions
            .python(
                "memory",
                """
                import time
                def handler(event, context):
                    kept = bytearray(200 << 20)
                    time.sleep(20)
                    return len(kept)
                """)
            .withTimeoutSeconds(20));

    InvocationResult result = functions.invoke("memory", "{}");

    assertThat(Functions.errorOf(result))
        .isEqualTo(
            "{\"errorType\":\"Runtime.OutOfMemory\",\"errorMessage\":\"RequestId: "
                + result.requestId()
                + " Error: Runtime exited with error: signal: killed\"}");
    assertThat(functions.recent("memory").getFirst().maxMemoryBytes().orElse(0))
        .isGreaterThan(128 << 20);
  }

  @Test
  void shouldRefuseAnAnswerOfTenMegabytesAndGoOn() {
    functions.deploy(
        functions.node(
            "big", "export const handler = async (n) => n === 0 ? process.pid : 'x'.repeat(n);"));
    String pid = functions.answer("big", "0");

    assertThat(functions.error("big", "10000000"))
        .isEqualTo(
            "{\"errorType\":\"Function.ResponseSizeTooLarge\",\"errorMessage\":\"Response payload"
                + " size exceeded maximum allowed payload size (6291556 bytes).\"}");
    assertThat(functions.answer("big", "6000000")).hasSize(6_000_002);
    assertThat(functions.answer("big", "0")).isEqualTo(pid);
  }

  @Test
  void shouldHandGarbageOnAsItIs() {
    functions.deploy(
        functions.python("garbage", "def handler(e, c):\n    return b'\\xff\\x00 no json {'\n"));

    InvocationResult result = functions.invoke("garbage", "{}");

    assertThat(result).isInstanceOf(InvocationResult.Succeeded.class);
    assertThat(((InvocationResult.Succeeded) result).payload())
        .isEqualTo(new byte[] {(byte) 0xff, 0, ' ', 'n', 'o', ' ', 'j', 's', 'o', 'n', ' ', '{'});
  }

  @Test
  void shouldStartAnewWithinTheTimeoutWhenInitialisationIsSlow() {
    try (Functions own =
        new Functions(folder, host -> host.withInitTimeout(Duration.ofMillis(300)))) {
      own.deploy(
          own.python(
                  "slow", "import time\ntime.sleep(0.8)\ndef handler(e, c):\n    return 'late'\n")
              .withTimeoutSeconds(10));
      own.deploy(own.python("stuck", "import time\ntime.sleep(1000)\n").withTimeoutSeconds(1));

      assertThat(own.answer("slow", "{}")).isEqualTo("\"late\"");
      assertThat(own.error("stuck", "{}"))
          .contains("\"Sandbox.Timedout\"", "Error: Task timed out after 1.00 seconds");
    }
  }

  @Test
  void shouldSayWhatIsMissing() {
    functions.deploy(
        FunctionConfiguration.of("nocode", "nodejs22.x", "a.b", shared.resolve("nowhere")));
    functions.deploy(
        FunctionConfiguration.of(
            "noboot", "provided.al2023", "x", functions.write("noboot", "main.sh", "")));
    functions.deploy(
        FunctionConfiguration.of(
            "noexec", "provided.al2", "x", functions.write("noexec", "bootstrap", "#!/bin/sh\n")));

    assertThat(rejection("nocode"))
        .isEqualTo(
            "The code folder of the function nocode does not exist: "
                + shared.resolve("nowhere")
                + ". Build the function, or correct its CodeUri.");
    assertThat(rejection("noboot")).contains("needs an executable file named bootstrap in");
    assertThat(rejection("noexec")).startsWith("Not executable: ").endsWith("chmod +x bootstrap");
    assertThat(functions.host.problem("noexec"))
        .hasValueSatisfying(text -> assertThat(text).contains("chmod"));
    assertThatThrownBy(() -> FunctionConfiguration.of("r", "ruby3.3", "a.b", folder))
        .isInstanceOf(LambdaException.class)
        .hasMessageContaining("nodejs*, python*, java* and provided*");
    assertThat(functions.invoke("unknown", "{}"))
        .isInstanceOfSatisfying(
            InvocationResult.Rejected.class,
            rejected -> {
              assertThat(rejected.code()).isEqualTo("ResourceNotFoundException");
              assertThat(rejected.message())
                  .isEqualTo(
                      "Function not found: arn:aws:lambda:us-east-1:123456789012:function:unknown");
            });
  }

  @Test
  void shouldFindCodeThatIsBuiltLater() {
    functions.deploy(
        FunctionConfiguration.of(
            "later", "nodejs22.x", "index.handler", shared.resolve("code/later")));
    assertThat(rejection("later")).contains("does not exist");

    functions.write("later", "index.mjs", "export const handler = async () => 1;");

    assertThat(functions.answer("later", "{}")).isEqualTo("1");
  }

  @Test
  void shouldGoOnWithAnInvocationWhoseCallerIsInterrupted() throws Exception {
    functions.deploy(
        functions.node(
            "slow",
            "export const handler = async (ms) => new Promise((d) => setTimeout(() => d(ms),"
                + " ms));"));
    functions.answer("slow", "0");
    FutureTask<InvocationResult> call =
        new FutureTask<>(
            () ->
                functions.host.invoke(
                    InvocationRequest.of("slow", "300".getBytes(StandardCharsets.UTF_8))));
    Thread caller = Thread.ofVirtual().start(call);
    Functions.await(() -> caller.getState() == Thread.State.TIMED_WAITING);

    caller.interrupt();

    assertThatThrownBy(call::get).hasCauseInstanceOf(InterruptedException.class);
    Functions.await(() -> functions.recent("slow").size() == 2);
    assertThat(functions.recent("slow").getFirst().status())
        .isEqualTo(InvocationRecord.Status.SUCCEEDED);
  }

  @Test
  void shouldNotTakeTheEndOfTheHostForAFailureOfTheFunction() {
    Functions own = new Functions(folder);
    own.deploy(
        own.node(
                "sleeps",
                "export const handler = async () => new Promise((d) => setTimeout(d, 60000));")
            .withTimeoutSeconds(60));
    FutureTask<InvocationResult> call = own.begin("sleeps", "{}");
    String bootstrap = folder.resolve("data/functions/.runtime/bootstrap.mjs").toString();
    Functions.await(
        () -> ProcessHandle.current().children().anyMatch(p -> command(p).contains(bootstrap)));

    own.close();

    assertThatThrownBy(call::get).hasCauseInstanceOf(CancellationException.class);
    assertThat(ProcessHandle.current().children().filter(p -> command(p).contains(bootstrap)))
        .isEmpty();
  }

  private String rejection(String function) {
    InvocationResult result = functions.invoke(function, "{}");
    assertThat(result).isInstanceOf(InvocationResult.Rejected.class);
    InvocationResult.Rejected rejected = (InvocationResult.Rejected) result;
    assertThat(rejected.code()).isEqualTo("InvalidRuntimeException");
    return rejected.message();
  }

  private static String command(ProcessHandle process) {
    return process.info().commandLine().orElse("");
  }
}
