package pawl.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import pawl.asl.Payload;
import pawl.engine.catalogue.CatalogueCommand;
import pawl.engine.host.Outside;
import pawl.engine.read.ExecutionQuery;
import pawl.engine.retention.Retention;
import pawl.engine.store.Keys;

class RetentionTest {
  private static final String WAIT =
      """
      {"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 86400, "End": true}}}
      """;

  private static final String MAP =
      """
      {"StartAt": "M", "States": {"M": {"Type": "Map", "Label": "Run", "End": true,
        "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
          "StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}}}}}
      """;

  private static int listed(Engine engine) {
    return engine
        .host
        .reads()
        .executions(ExecutionQuery.of(engine.host.arns().stateMachine("Machine")), 1_000, null)
        .rows()
        .size();
  }

  @Test
  void shouldKeepAnExecutionForNinetyDaysAfterItsEnd() {
    Engine engine = Engine.given(WAIT).start("{}").after(Duration.ofDays(90));
    assertThat(engine.status()).isEqualTo(ExecutionStatus.SUCCEEDED);

    assertThat(engine.host.removeExpired(Retention.AWS)).isZero();
    engine.after(Duration.ofDays(1).minusMillis(1));
    assertThat(engine.host.removeExpired(Retention.AWS)).isZero();
    assertThat(engine.status()).isEqualTo(ExecutionStatus.SUCCEEDED);

    engine.after(Duration.ofMillis(2));
    assertThat(engine.host.removeExpired(Retention.AWS)).isEqualTo(1);
    assertThat(engine.host.reads().execution(engine.id())).isEmpty();
    assertThat(listed(engine)).isZero();
    assertThat(engine.host.store().size()).as("no key is left").isZero();
  }

  @Test
  void shouldKeepWhatRunsHoweverOldItIs() {
    Engine engine = Engine.given(WAIT.replace("86400", "30000000")).start("{}");
    engine.after(Duration.ofDays(300));

    assertThat(engine.host.removeExpired(Retention.AWS)).isZero();
    assertThat(engine.status()).isEqualTo(ExecutionStatus.RUNNING);
  }

  @Test
  void shouldGiveTheNameAgainOnceTheExecutionIsGone() {
    Engine engine = Engine.given(WAIT).start("{\"n\": 1}").after(Duration.ofDays(2));
    var other =
        new Command.Start(
            engine.execution().arn(),
            "run",
            engine.host.arns().stateMachine("Machine"),
            Payload.ofText("{\"n\": 2}"),
            null,
            null);
    assertThat(engine.host.submit(other)).isInstanceOf(Reply.NameTaken.class);

    engine.after(Duration.ofDays(90));
    engine.host.removeExpired(Retention.AWS);

    assertThat(engine.host.submit(other)).isInstanceOf(Reply.Started.class);
    assertThat(engine.execution().input().text()).isEqualTo("{\"n\": 2}");
    assertThat(engine.host.removeExpired(Retention.AWS)).as("the new one runs").isZero();
  }

  @Test
  void shouldFollowTheTagOfTheMachine() {
    Engine engine = Engine.given(WAIT).start("{}").after(Duration.ofDays(10));
    String machine = engine.host.arns().stateMachine("Machine");
    assertThat(engine.host.removeExpired(Retention.AWS)).isZero();

    engine.host.submit(
        new CatalogueCommand.Tag(machine, Map.of(Retention.TAG, "not a number"), 50));
    assertThat(engine.host.removeExpired(Retention.AWS)).isZero();
    engine.host.submit(new CatalogueCommand.Tag(machine, Map.of(Retention.TAG, "7"), 50));
    assertThat(engine.host.removeExpired(Retention.AWS)).isEqualTo(1);
    assertThat(engine.host.reads().execution(engine.id())).isEmpty();
  }

  @Test
  void shouldLookAtEveryMachineWhateverTheFirstOnesKeep() {
    Engine engine = Engine.given(WAIT).start("{}");
    engine.add("Other", WAIT);
    engine.host.submit(
        new Command.Start(
            engine.host.arns().execution("Other", "run"),
            "run",
            engine.host.arns().stateMachine("Other"),
            Payload.ofText("{}"),
            null,
            null));
    engine.after(Duration.ofDays(20));
    for (String machine : new String[] {"Machine", "Other"}) {
      String days = machine.equals("Other") ? "300" : "10";
      engine.host.submit(
          new CatalogueCommand.Tag(
              engine.host.arns().stateMachine(machine), Map.of(Retention.TAG, days), 50));
    }

    assertThat(engine.host.removeExpired(new Retention(1))).isEqualTo(1);
    assertThat(engine.host.reads().execution(engine.id())).isEmpty();
    assertThat(engine.host.removeExpired(new Retention(1))).isZero();
  }

  @Test
  void shouldRemoveTheChildrenOfAMapRunWithTheirParentInTurnsOfBoundedSize() {
    String items =
        IntStream.range(0, 2_500).mapToObj(Integer::toString).collect(Collectors.joining(","));
    Engine engine =
        Engine.given(
                MAP,
                Limits.AWS,
                Outside.of(_ -> new TaskReport.Failed("Test", "Nothing is called")))
            .start("[" + items + "]");
    assertThat(engine.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    engine.after(Duration.ofDays(89));
    assertThat(engine.host.removeExpired(Retention.AWS)).isZero();
    int before = engine.host.store().size();
    assertThat(before).isGreaterThan(10_000);

    engine.after(Duration.ofDays(2));
    engine.host.removeExpired(Retention.AWS);
    engine.host.removeExpired(Retention.AWS);

    assertThat(engine.host.bugs()).isEmpty();
    assertThat(engine.host.store().size()).as("no key is left").isZero();
  }

  @Test
  void shouldHideWhatIsBeingRemovedButNotGiveItsNameAway() {
    Engine engine = Engine.given(WAIT).start("{}").after(Duration.ofDays(100));
    var machine = engine.host.arns().stateMachine("Machine");
    byte[] key = Keys.execution(engine.id());
    // As the first of several turns leaves it.
    var execution = pawl.engine.store.Executions.read(engine.host.store(), engine.id());
    execution.removing = true;
    byte[] record =
        pawl.engine.store.RecordCodec.write(execution, pawl.engine.turn.ExecutionTurn::keep);
    engine.host.store().apply(java.util.List.of(new Write(key, record)));

    assertThat(engine.host.reads().execution(engine.id())).isEmpty();
    assertThat(engine.host.reads().history(engine.id(), false, 10, null)).isEmpty();
    var again =
        new Command.Start(execution.arn, "run", machine, Payload.ofText("{\"n\": 2}"), null, null);
    assertThat(engine.host.submit(again)).isInstanceOf(Reply.NameTaken.class);

    engine.host.submit(new Command.Continue(engine.id()));
    assertThat(engine.host.store().size()).isZero();
  }
}
