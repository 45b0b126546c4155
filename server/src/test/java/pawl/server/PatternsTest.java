package pawl.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pawl.asl.Json;
import pawl.server.cli.CommandLineRunner;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;

/**
 * {@code pawl dev examples/long-running} as a process of its own, with real functions, queue and
 * worker: the three patterns succeed, also if the server is killed in the middle.
 */
class PatternsTest {
  private static final String MACHINE = "arn:aws:states:us-east-1:123456789012:stateMachine:";

  @TempDir private Path folder;

  @BeforeEach
  void copyExample() throws IOException {
    Programs.need("node", "npm", "python3");
    Example.copyTo(folder, "long-running");
  }

  private ServerProcess dev() throws IOException {
    return ServerProcess.start("dev", folder.toString(), "--port", "0");
  }

  private String start(SfnClient client, String machine, String input) throws IOException {
    String text = Files.readString(folder.resolve("inputs").resolve(input));
    return Client.start(client, MACHINE + machine, text);
  }

  private String startWithTheAwsCli(String url, String machine, String input) throws Exception {
    Programs.need("aws");
    return AwsCli.run(
        url,
        "start-execution",
        "--state-machine-arn",
        MACHINE + machine,
        "--input",
        "file://" + folder.resolve("inputs").resolve(input),
        "--query",
        "executionArn",
        "--output",
        "text");
  }

  /** Follows the execution to its end, as a person would. */
  private String startWithPawl(String url, String machine, String input) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        CommandLineRunner.run(
            new PrintWriter(out),
            new PrintWriter(err),
            "start",
            machine,
            "--input",
            "@" + folder.resolve("inputs").resolve(input),
            "--name",
            "by-pawl",
            "--follow",
            "--endpoint",
            url);
    assertThat(code).as(err.toString()).isZero();
    assertThat(out.toString()).contains("SUCCEEDED after");
    return "arn:aws:states:us-east-1:123456789012:execution:" + machine + ":by-pawl";
  }

  @Test
  void shouldRunAllThreePatterns() throws Exception {
    try (ServerProcess dev = dev()) {
      SfnClient client = Client.of(dev.url());
      String map = start(client, "MapPattern", "map.json");
      String iterator = startWithTheAwsCli(dev.url(), "IteratorPattern", "iterator.json");
      String callback = startWithPawl(dev.url(), "CallbackPattern", "callback.json");
      String refused = start(client, "CallbackPattern", "callback-bad.json");

      JsonNode totals = output(client, map);
      assertThat(totals.path("Checked").asBoolean()).isTrue();
      assertThat(totals.path("NeededRetries").asInt()).isPositive();
      assertThat(totals.path("PutAside").asInt()).isPositive();
      assertThat(totals.path("Speedup").asDouble()).isGreaterThan(1.2);
      JsonNode work = output(client, iterator);
      assertThat(work.path("Verified").asBoolean()).isTrue();
      assertThat(work.path("Invocations").asInt()).isGreaterThanOrEqualTo(3);
      assertThat(output(client, callback).path("Status").asText()).isEqualTo("DONE");
      assertThat(output(client, refused).path("Status").asText()).isEqualTo("REFUSED");
    }
  }

  @Test
  void shouldGoOnAfterAKill() throws Exception {
    String map;
    String callback;
    List<ProcessHandle> started;
    try (ServerProcess first = dev()) {
      SfnClient client = Client.of(first.url());
      callback = start(client, "CallbackPattern", "callback.json");
      map = start(client, "MapPattern", "map.json");
      awaitEvent(client, callback, event -> event.type() == HistoryEventType.TASK_SUBMITTED);
      awaitEvent(client, map, PatternsTest::isTheHundredthItem);
      started = first.descendants();
      first.kill();
    }
    assertThat(started).isNotEmpty();
    for (ProcessHandle process : started) {
      process.onExit().orTimeout(30, java.util.concurrent.TimeUnit.SECONDS).join();
    }

    try (ServerProcess second = dev()) {
      SfnClient client = Client.of(second.url());
      assertThat(output(client, map).path("Checked").asBoolean()).isTrue();
      assertThat(output(client, callback).path("Status").asText()).isEqualTo("DONE");
      assertGapless(Client.history(client, map));
      assertGapless(Client.history(client, callback));
    }
  }

  private static JsonNode output(SfnClient client, String execution) throws Exception {
    DescribeExecutionResponse description = Client.await(client, execution);
    assertThat(description.status())
        .as("%s %s", description.error(), description.cause())
        .isEqualTo(ExecutionStatus.SUCCEEDED);
    return Json.MAPPER.readTree(description.output());
  }

  private static boolean isTheHundredthItem(HistoryEvent event) {
    return event.mapIterationStartedEventDetails() != null
        && event.mapIterationStartedEventDetails().index() >= 100;
  }

  private static void awaitEvent(SfnClient client, String execution, Predicate<HistoryEvent> wanted)
      throws Exception {
    while (Client.history(client, execution).stream().noneMatch(wanted)) {
      assertThat(client.describeExecution(it -> it.executionArn(execution)).status())
          .isEqualTo(ExecutionStatus.RUNNING);
      Thread.sleep(50);
    }
  }

  /** Ids from 1 without a gap, every event after its predecessor, no item reported twice. */
  private static void assertGapless(List<HistoryEvent> events) {
    assertThat(events)
        .extracting(HistoryEvent::id)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, events.size()).boxed().toList());
    assertThat(events).allMatch(event -> event.previousEventId() < event.id());
    Set<Integer> succeeded = new HashSet<>();
    for (HistoryEvent event : events) {
      if (event.mapIterationSucceededEventDetails() != null) {
        assertThat(succeeded.add(event.mapIterationSucceededEventDetails().index())).isTrue();
      }
    }
    assertThat(events)
        .filteredOn(event -> event.type() == HistoryEventType.EXECUTION_SUCCEEDED)
        .hasSize(1);
  }
}
