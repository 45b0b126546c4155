package pawl.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import pawl.asl.Json;
import pawl.server.cli.Progress.Note;

class ProgressTest {
  private final Progress progress = new Progress();
  private final List<Note> notes = new ArrayList<>();
  private int id;

  private static ObjectNode details(String member, String value) {
    return Json.MAPPER.createObjectNode().put(member, value);
  }

  private ObjectNode event(int previous, String type) {
    id++;
    return Json.MAPPER
        .createObjectNode()
        .put("id", id)
        .put("previousEventId", previous)
        .put("timestamp", new java.math.BigDecimal(1_000_000 + id))
        .put("type", type);
  }

  private int apply(JsonNode event) {
    notes.addAll(progress.apply(event));
    return id;
  }

  private int plain(int previous, String type) {
    return apply(event(previous, type));
  }

  private int entered(int previous, String type, String name) {
    return apply(
        event(previous, type + "StateEntered")
            .set("stateEnteredEventDetails", details("name", name)));
  }

  private int exited(int previous, String type, String name) {
    return apply(
        event(previous, type + "StateExited")
            .set("stateExitedEventDetails", details("name", name)));
  }

  private int item(int previous, String kind, String map) {
    return apply(
        event(previous, "MapIteration" + kind)
            .set("mapIteration" + kind + "EventDetails", details("name", map)));
  }

  private int mapStarted(int previous, int length) {
    return apply(
        event(previous, "MapStateStarted")
            .set(
                "mapStateStartedEventDetails",
                Json.MAPPER.createObjectNode().put("length", length)));
  }

  private String told() {
    StringWriter out = new StringWriter();
    FollowView view = new FollowView(new Screen(new PrintWriter(out), false, 100), false);
    view.show(notes, progress, Instant.ofEpochSecond(1_000_000 + id));
    return out.toString();
  }

  @Test
  void shouldKnowWhatIsOpen() {
    plain(0, "ExecutionStarted");
    int a = exited(entered(0, "Pass", "A"), "Pass", "A");
    entered(a, "Task", "B");

    assertThat(progress.open()).extracting(visit -> visit.state).containsExactly("B");
    assertThat(progress.hasEnded()).isFalse();
  }

  @Test
  void shouldTellStatesWithTheirDuration() {
    plain(0, "ExecutionStarted");
    int b = entered(0, "Task", "B");
    b = plain(plain(plain(b, "TaskScheduled"), "TaskStarted"), "TaskSucceeded");
    plain(exited(b, "Task", "B"), "ExecutionSucceeded");

    assertThat(told()).contains("→ B  Task").contains("✓ B  Task  4.00 s");
    assertThat(progress.hasEnded()).isTrue();
    assertThat(progress.open()).isEmpty();
  }

  @Test
  void shouldCountTheItemsOfAMap() {
    plain(0, "ExecutionStarted");
    int started = mapStarted(entered(0, "Map", "M"), 4);
    int first = exited(entered(item(started, "Started", "M"), "Pass", "P"), "Pass", "P");
    int firstDone = item(first, "Succeeded", "M");
    int second = entered(item(first, "Started", "M"), "Fail", "F");
    item(second, "Failed", "M");

    assertThat(firstDone).isPositive();
    assertThat(progress.open())
        .singleElement()
        .satisfies(
            map -> {
              assertThat(map.state).isEqualTo("M");
              assertThat(map.items()).isEqualTo(4);
              assertThat(map.succeeded()).isEqualTo(1);
              assertThat(map.failed()).isEqualTo(1);
            });
    assertThat(told()).contains("1/4").contains("2/4  1 failed").doesNotContain("→ P");
  }

  @Test
  void shouldStartCountingAgainWhenAMapIsRetried() {
    plain(0, "ExecutionStarted");
    int failed = entered(item(mapStarted(entered(0, "Map", "M"), 2), "Started", "M"), "Fail", "F");
    item(failed, "Failed", "M");
    int again = mapStarted(failed, 2);
    item(exited(entered(item(again, "Started", "M"), "Pass", "P"), "Pass", "P"), "Succeeded", "M");

    assertThat(progress.open())
        .filteredOn(visit -> visit.isMap())
        .singleElement()
        .satisfies(
            map -> {
              assertThat(map.succeeded()).isEqualTo(1);
              assertThat(map.failed()).isZero();
            });
  }

  @Test
  void shouldTellRetriesAndWhatWasCaught() {
    plain(0, "ExecutionStarted");
    int task = plain(entered(0, "Task", "T"), "LambdaFunctionScheduled");
    task =
        apply(
            event(task, "LambdaFunctionFailed")
                .set("lambdaFunctionFailedEventDetails", details("error", "Busy")));
    task = plain(task, "LambdaFunctionScheduled");
    task = plain(task, "LambdaFunctionTimedOut");
    exited(task, "Task", "T");

    assertThat(told())
        .contains("! T  Busy")
        .contains("States.Timeout  attempt 2")
        .contains("caught States.Timeout");
  }

  @Test
  void shouldCloseBranchesWithTheirParallel() {
    plain(0, "ExecutionStarted");
    int started = plain(entered(0, "Parallel", "Both"), "ParallelStateStarted");
    entered(started, "Wait", "Long");
    int failing = entered(started, "Fail", "Broken");
    int failed = plain(failing, "ParallelStateFailed");
    exited(failed, "Parallel", "Both");

    assertThat(progress.open()).isEmpty();
  }
}
