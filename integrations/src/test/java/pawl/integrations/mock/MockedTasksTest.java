package pawl.integrations.mock;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pawl.asl.Payload;
import pawl.engine.TaskCall;
import pawl.engine.TaskReport;
import pawl.integrations.Calls;

class MockedTasksTest {
  private static final TaskReport REAL = new TaskReport.Succeeded(Payload.ofText("\"real\""));
  private static final TaskReport MOCKED = new TaskReport.Succeeded(Payload.ofText("\"mocked\""));

  @TempDir private Path folder;

  private Path file(String testCases) throws Exception {
    return Files.writeString(
        folder.resolve("mocks.json"),
        """
        {"StateMachines": {"M": {"TestCases": %s}},
         "MockedResponses": {"R": {"0": {"Return": "mocked"}}}}
        """
            .formatted(testCases));
  }

  private static TaskReport call(MockedTasks tasks, TaskCall.@Nullable TestCase testCase) {
    TaskCall plain = Calls.service("sqs:sendMessage", "{}");
    return tasks.call(
        new TaskCall(
            plain.task(),
            plain.executionArn(),
            plain.stateName(),
            plain.resource(),
            plain.parameters(),
            null,
            null,
            null,
            0,
            0,
            0,
            null,
            testCase));
  }

  private static void isRuntimeFailure(TaskReport report, String cause) {
    assertThat(report)
        .isInstanceOfSatisfying(
            TaskReport.Failed.class,
            failed -> {
              assertThat(failed.error()).isEqualTo("States.Runtime");
              assertThat(failed.cause()).contains(cause);
            });
  }

  @Test
  void shouldCallWhatNoTestCaseMocks() throws Exception {
    Path file = file("{\"Case\": {\"TheState\": \"R\"}, \"Other\": {\"Another\": \"R\"}}");
    MockedTasks tasks = new MockedTasks(file, _ -> REAL);

    assertThat(call(tasks, null)).isEqualTo(REAL);
    assertThat(call(tasks, new TaskCall.TestCase("M", "Other", 0))).isEqualTo(REAL);
    assertThat(call(tasks, new TaskCall.TestCase("M", "Case", 0))).isEqualTo(MOCKED);
    assertThat(call(tasks, new TaskCall.TestCase("M/Label", "Case", 0))).isEqualTo(MOCKED);
  }

  @Test
  void shouldRatherFailThanCallWhatIsMocked() throws Exception {
    Path file = file("{\"Case\": {\"TheState\": \"R\"}}");
    MockedTasks tasks = new MockedTasks(file, _ -> REAL);

    isRuntimeFailure(
        call(tasks, new TaskCall.TestCase("M", "Case", 1)),
        "'R' of state 'TheState' has no answer to call 1");
    isRuntimeFailure(call(tasks, new TaskCall.TestCase("M", "Gone", 0)), "no test case 'Gone'");
    isRuntimeFailure(
        call(new MockedTasks(null, _ -> REAL), new TaskCall.TestCase("M", "Case", 0)),
        "the server has no mock file");
  }

  @Test
  void shouldReadTheFileAgainWhenItHasChanged() throws Exception {
    MockedTasks tasks = new MockedTasks(file("{}"), _ -> REAL);
    assertThat(tasks.obstacle("M", "{}", "Case")).isPresent();

    file("{\"Case\": {\"TheState\": \"R\"}}");

    assertThat(tasks.obstacle("M", "{}", "Case")).isEmpty();
    assertThat(call(tasks, new TaskCall.TestCase("M", "Case", 0))).isEqualTo(MOCKED);

    Files.delete(folder.resolve("mocks.json"));
    assertThat(tasks.obstacle("M", "{}", "Case"))
        .hasValueSatisfying(what -> assertThat(what).contains("can't be read"));
    assertThat(call(tasks, new TaskCall.TestCase("M", "Case", 0))).isEqualTo(MOCKED);
  }
}
