package pawl.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pawl.asl.MachineType;
import pawl.asl.Payload;
import pawl.engine.Command;
import pawl.engine.ExecutionStatus;
import pawl.engine.Reply;
import pawl.engine.TaskReport;
import pawl.engine.catalogue.CatalogueCommand;
import pawl.engine.catalogue.MachineSettings;
import pawl.engine.host.Outside;
import pawl.engine.id.Arns;
import pawl.engine.id.ExecutionId;
import pawl.engine.read.ExecutionView;

class ExpressTest {
  private static final Arns ARNS = new Arns("us-east-1", "123456789012");

  @TempDir Path folder;

  private final CountDownLatch called = new CountDownLatch(1);
  private EmbeddedHost host;

  @BeforeEach
  void open() {
    host =
        EmbeddedHost.open(
            EmbeddedHost.Options.of(folder, ARNS),
            Outside.of(
                call -> {
                  called.countDown();
                  return call.stateName().equals("Fails")
                      ? new TaskReport.Failed("Boom", "why")
                      : new TaskReport.Succeeded(call.parameters());
                }));
  }

  @AfterEach
  void close() {
    host.close();
  }

  private void create(String states) {
    host.submit(
        new CatalogueCommand.CreateMachine(
            ARNS.stateMachine("M"),
            "M",
            MachineType.EXPRESS,
            "{\"StartAt\": \"S\", \"States\": {" + states + "}}",
            new MachineSettings("arn:aws:iam::123456789012:role/r", null, null, null),
            Map.of()));
  }

  private static Command.Start start(String name, String input) {
    return new Command.Start(
        ARNS.expressExecution("M", name, new java.util.UUID(0, name.hashCode())),
        name,
        ARNS.stateMachine("M"),
        Payload.ofText(input),
        null,
        null);
  }

  private static final String TASK =
      "\"Type\": \"Task\", \"Resource\": \"arn:aws:lambda:us-east-1:123456789012:function:f\"";

  @Test
  void shouldRunTasksWaitsAndMapsAndKeepNothing() {
    create(
        """
        "S": {"Type": "Wait", "Seconds": 1, "Next": "M"},
        "M": {"Type": "Map", "ItemsPath": "$.items", "End": true, "ItemProcessor":
          {"StartAt": "T", "States": {"T": {%s, "End": true}}}}
        """
            .formatted(TASK));
    Command.Start start = start("run", "{\"items\": [1, 2, 3]}");
    ExecutionView view = host.runExpress(start).orElseThrow();
    assertThat(view.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(view.output()).isEqualTo(Payload.ofText("[1,2,3]"));
    assertThat(view.stopMillis() - view.startMillis()).isBetween(1_000L, 3_000L);
    assertThat(host.reads().execution(ExecutionId.of(start.executionArn()))).isEmpty();
  }

  @Test
  void shouldRetryAndCatch() {
    create(
        """
        "S": {"Type": "Pass", "Next": "Fails"},
        "Fails": {%s, "Next": "End",
          "Retry": [{"ErrorEquals": ["Boom"], "IntervalSeconds": 1, "MaxAttempts": 1}],
          "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "End"}]},
        "End": {"Type": "Succeed"}
        """
            .formatted(TASK));
    ExecutionView view = host.runExpress(start("run", "{}")).orElseThrow();
    assertThat(view.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(view.output()).isEqualTo(Payload.ofText("{\"Error\":\"Boom\",\"Cause\":\"why\"}"));
  }

  @Test
  void shouldNotCountRedrivesInSynchronousExecutions() {
    create("\"S\": {\"Type\": \"Pass\", \"OutputPath\": \"$$.Execution\", \"End\": true}");
    ExecutionView view = host.runExpress(start("run", "{}")).orElseThrow();
    assertThat(view.output()).isNotNull();
    assertThat(String.valueOf(view.output())).contains("StartTime").doesNotContain("RedriveCount");
  }

  @Test
  void shouldRunInTheBackground() throws Exception {
    create("\"S\": {%s, \"End\": true}".formatted(TASK));
    assertThat(host.startExpress(start("run", "{}"))).isInstanceOf(Reply.Started.class);
    called.await();
  }

  @Test
  void shouldKnowWhenThereIsNoMachine() {
    assertThat(host.runExpress(start("run", "{}"))).isEmpty();
    assertThat(host.startExpress(start("run", "{}"))).isInstanceOf(Reply.NoSuchMachine.class);
  }

  @Test
  void shouldRunManyAtATime() throws Exception {
    create("\"S\": {%s, \"End\": true}".formatted(TASK));
    List<Callable<ExecutionView>> work = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      String name = "run" + i;
      work.add(() -> host.runExpress(start(name, "\"" + name + "\"")).orElseThrow());
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<ExecutionView> done : threads.invokeAll(work)) {
        assertThat(done.get().output()).isEqualTo(done.get().input());
      }
    }
  }
}
