package pawl.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FunctionPoolTest {
  /**
   * Answers with its process id when the file that the event names exists; says so in another file
   * before.
   */
  private static final String GATED =
      """
      import { existsSync, writeFileSync } from 'node:fs';
      export const handler = async (gate) => {
        if (gate) {
          writeFileSync(`${gate}.${process.pid}`, '');
          while (!existsSync(gate)) await new Promise((done) => setTimeout(done, 5));
        }
        return process.pid;
      };
      """;

  @TempDir Path folder;
  private Functions functions;

  private void start(UnaryOperator<HostConfiguration> settings) {
    functions = new Functions(folder, settings);
  }

  @AfterEach
  void stop() {
    functions.close();
  }

  @Test
  void shouldUseAnIdleProcessAgain() {
    start(UnaryOperator.identity());
    functions.deploy(functions.node("f", GATED));
    functions.deploy(
        functions.python("p", "import os\ndef handler(e, c):\n    return os.getpid()\n"));

    Set<String> node =
        IntStream.range(0, 50)
            .mapToObj(i -> functions.answer("f", "null"))
            .collect(Collectors.toSet());
    Set<String> python =
        IntStream.range(0, 50)
            .mapToObj(i -> functions.answer("p", "null"))
            .collect(Collectors.toSet());

    assertThat(node).hasSize(1);
    assertThat(python).hasSize(1);
  }

  @Test
  void shouldRunInParallelUpToTheLimitAndQueueTheRest() throws Exception {
    start(host -> host.withMaxConcurrency(10, 3));
    functions.deploy(functions.node("f", GATED).withTimeoutSeconds(30));
    Path gate = folder.resolve("gate");
    String event = "\"" + gate + "\"";

    var calls = IntStream.range(0, 5).mapToObj(i -> functions.begin("f", event)).toList();
    Functions.await(() -> entered(gate) == 3);
    assertThat(calls).noneMatch(FutureTask::isDone);
    Files.createFile(gate);

    Set<String> pids =
        calls.stream()
            .map(call -> Functions.answerOf(Functions.await(call)))
            .collect(Collectors.toSet());
    assertThat(pids).hasSize(3);
  }

  @Test
  void shouldTurnCallersAwayWhenTheWaitIsTooLong() throws Exception {
    start(host -> host.withMaxConcurrency(1, 5).withWaiting(10, Duration.ofMillis(50)));
    functions.deploy(functions.node("f", GATED).withTimeoutSeconds(30));
    functions.deploy(functions.node("g", GATED));
    Path gate = folder.resolve("gate");
    FutureTask<InvocationResult> first = functions.begin("f", "\"" + gate + "\"");
    Functions.await(() -> entered(gate) == 1);

    assertThat(functions.invoke("g", "null"))
        .isInstanceOfSatisfying(
            InvocationResult.Rejected.class,
            rejected -> {
              assertThat(rejected.code()).isEqualTo("TooManyRequestsException");
              assertThat(rejected.status()).isEqualTo(429);
              assertThat(rejected.message()).isEqualTo("Rate Exceeded.");
            });
    Files.createFile(gate);
    String pid = Functions.answerOf(Functions.await(first));
    // The only place is free again, and the idle process of the other function makes room.
    assertThat(functions.answer("g", "null")).isNotEqualTo(pid);
    Functions.await(() -> !Functions.isAlive(Long.parseLong(pid)));
  }

  @Test
  void shouldStopAProcessThatHasBeenIdleForLong() {
    start(host -> host.withIdleTime(Duration.ofMillis(100)));
    functions.deploy(functions.node("f", GATED));

    long pid = Long.parseLong(functions.answer("f", "null"));

    Functions.await(() -> !Functions.isAlive(pid));
    assertThat(functions.answer("f", "null")).isNotEqualTo(Long.toString(pid));
  }

  @Test
  void shouldEndInvocationsOnTheOldCodeAndBeginNewOnesOnTheNew() throws Exception {
    start(UnaryOperator.identity());
    functions.deploy(functions.node("f", GATED).withTimeoutSeconds(30));
    String idle = functions.answer("f", "null");
    Path gate = folder.resolve("gate");
    FutureTask<InvocationResult> running = functions.begin("f", "\"" + gate + "\"");
    Functions.await(() -> entered(gate) == 1);

    functions.write("f", "index.mjs", "export const handler = async () => 'new';");
    functions.host.reload("f");

    assertThat(functions.answer("f", "null")).isEqualTo("\"new\"");
    Files.createFile(gate);
    assertThat(Functions.answerOf(Functions.await(running))).isEqualTo(idle);
    Functions.await(() -> !Functions.isAlive(Long.parseLong(idle)));
    assertThat(functions.answer("f", "null")).isEqualTo("\"new\"");
    assertThat(functions.host.remove("f")).isTrue();
    assertThat(functions.invoke("f", "null")).isInstanceOf(InvocationResult.Rejected.class);
    assertThat(functions.host.remove("f")).isFalse();
  }

  private static long entered(Path gate) {
    try (var files = Files.list(gate.getParent())) {
      return files.filter(file -> file.getFileName().toString().startsWith("gate.")).count();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void shouldRunNoMoreAtATimeThanTheProcessorsServeWhileAFunctionComputes() throws Exception {
    int enough = (int) Math.ceil(1.5 * Runtime.getRuntime().availableProcessors());
    assumeThat(2 * enough).isLessThan(12);
    assumeThat(Path.of("/proc/self/schedstat")).exists();
    start(host -> host.withMaxConcurrency(64, 12));
    functions.deploy(
        functions.node(
            "f",
            """
            export const handler = async () => {
              const end = process.cpuUsage().user + 3000;
              while (process.cpuUsage().user < end);
              return process.pid;
            };
            """));

    Set<String> lastUsed = processesUsedByMany("f");

    // A busy machine makes measures vary.
    assertThat(lastUsed).hasSizeBetween(1, 2 * enough);
  }

  @Test
  void shouldRunAsManyAsAreAllowedWhileAFunctionWaits() throws Exception {
    start(host -> host.withMaxConcurrency(64, 12));
    functions.deploy(
        functions.node(
            "f",
            """
            export const handler = async () => {
              await new Promise((done) => setTimeout(done, 50));
              return process.pid;
            };
            """));

    Set<String> lastUsed = processesUsedByMany("f");

    assertThat(lastUsed).hasSize(12);
  }

  /** The processes that answered in the last second of five, in which 24 callers called. */
  private Set<String> processesUsedByMany(String name) throws Exception {
    Set<String> used = ConcurrentHashMap.newKeySet();
    long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 24; i++) {
        callers.submit(
            () -> {
              for (long begin = System.nanoTime(); begin < end; begin = System.nanoTime()) {
                String pid = functions.answer(name, "null");
                if (end - begin < Duration.ofSeconds(1).toNanos()) {
                  used.add(pid);
                }
              }
            });
      }
    }
    return used;
  }
}
