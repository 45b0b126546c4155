package pawl.simulation.world;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import pawl.asl.Payload;
import pawl.engine.Command;
import pawl.engine.Effect;
import pawl.engine.ItemPage;
import pawl.engine.ItemRequest;
import pawl.engine.Reply;
import pawl.engine.TaskCall;
import pawl.engine.TaskReport;
import pawl.engine.id.ExecutionId;
import pawl.engine.id.TaskRef;
import pawl.simulation.invariant.Violation;
import pawl.simulation.model.Answer;
import pawl.simulation.model.Chance;

/**
 * Carries out effects as the hosts' courier does, in any order, sometimes twice; what it is about
 * to do dies with the process.
 */
final class Courier {
  private static final int PAGE = 2;

  private final World world;
  private final Agenda agenda;
  private final Chance chance;
  private final TokenHolders holders;
  private final Set<TaskRef> calls = new HashSet<>();
  private final Set<TaskRef> made = new HashSet<>();
  private final Set<TaskRef> following = new HashSet<>();
  private final Set<TaskRef> everFollowed = new HashSet<>();

  /** Jobs that never end by themselves. */
  private final Set<String> endless = new TreeSet<>();

  private int process;

  Courier(World world, Agenda agenda, Chance chance, TokenHolders holders) {
    this.world = world;
    this.agenda = agenda;
    this.chance = chance;
    this.holders = holders;
  }

  void crash() {
    process++;
    calls.clear();
    following.clear();
  }

  void carryOut(Effect effect) {
    switch (effect) {
      case Effect.CallTask(TaskCall call) ->
          agenda.inside("call " + call.stateName(), () -> call(call));
      case Effect.FollowJob(TaskCall call, String job) ->
          agenda.inside("follow " + call.stateName(), () -> follow(call.task(), job));
      case Effect.StopJob(ExecutionId from, byte[] key, String job) -> {
        agenda.inside("stop job", () -> stop(from, key, job));
        if (world.isRough() && chance.oneIn(4)) {
          Mark.JOB_STOPPED_TWICE.reached();
          agenda.inside("stop job again", () -> stop(from, key, job));
        }
      }
      case Effect.ReadItems read -> agenda.inside("read items", () -> read(read));
      case Effect.WriteResults _ -> throw new IllegalStateException("Nothing writes results");
      case Effect.AbandonTask(TaskRef task) ->
          agenda.inside(
              "abandon",
              () -> {
                calls.remove(task);
                following.remove(task);
              });
      case Effect.ContinueLater(ExecutionId execution) -> {
        Mark.LONG_TURN_GOES_ON.reached();
        agenda.inside(
            "go on", () -> world.core().submit(new Command.Continue(execution), Asker.NOBODY));
      }
      case Effect.Deliver(ExecutionId from, byte[] key, Command<?> command) -> {
        agenda.inside("deliver", () -> deliver(from, key, command));
        if (world.isRough() && chance.oneIn(4)) {
          Mark.DELIVERED_TWICE.reached();
          agenda.inside("deliver again", () -> untilDurable(command, () -> {}));
        }
      }
      case Effect.WakeAt _, Effect.OfferActivityTask _, Effect.AnnounceEnd _ -> {}
    }
  }

  private void deliver(ExecutionId from, byte[] key, Command<?> command) {
    untilDurable(command, () -> untilDurable(new Command.ConfirmDelivery(from, key), () -> {}));
  }

  /** Asks again as long as the process lives and nothing has come of it. */
  private void untilDurable(Command<?> command, Runnable then) {
    int asking = process;
    world
        .core()
        .ask(
            command,
            new Asker() {
              @Override
              public void answered(Reply reply) {
                if (process == asking) {
                  then.run();
                }
              }

              @Override
              public void refused() {
                if (process == asking) {
                  agenda.inside("ask again", () -> untilDurable(command, then));
                }
              }
            });
  }

  private void call(TaskCall call) {
    if (!calls.add(call.task())) {
      Mark.CALL_UNDER_WAY_NOT_REPEATED.reached();
      return;
    }
    if (!made.add(call.task())) {
      Mark.CALL_REPEATED_AFTER_CRASH.reached();
    }
    Optional<Places.Waiting> waiting =
        world.committedPlaces().find(call.task().execution(), call.task().scope());
    if (waiting.isEmpty() || waiting.get().attempt() != call.task().attempt()) {
      Mark.CALL_NOBODY_WAITS_FOR.reached();
      report(call.task(), new TaskReport.Succeeded(Payload.ofText("{\"n\":0}")));
      return;
    }
    Answer answer = world.answer(waiting.get());
    switch (waiting.get().task().kind()) {
      case CALLBACK -> callback(call.task(), answer);
      case JOB -> job(call.task(), answer);
      default -> answer(call.task(), answer);
    }
  }

  /** An order that is refused starts no job. */
  private void job(TaskRef task, Answer answer) {
    if (answer instanceof Answer.Failure && task.attempt() % 3 == 0) {
      answer(task, answer);
    } else {
      report(task, new TaskReport.JobStarted(Payload.ofText("{\"Id\":\"j\"}"), "job of " + task));
    }
  }

  private void follow(TaskRef task, String job) {
    if (!job.equals("job of " + task)) {
      throw new Violation("a task follows its own job", task + " follows " + job);
    }
    if (!following.add(task)) {
      Mark.CALL_UNDER_WAY_NOT_REPEATED.reached();
      return;
    }
    if (!everFollowed.add(task)) {
      Mark.JOB_FOLLOWED_AFTER_CRASH.reached();
    }
    Optional<Places.Waiting> waiting = world.committedPlaces().find(task.execution(), task.scope());
    if (waiting.isEmpty() || waiting.get().attempt() != task.attempt()) {
      Mark.CALL_NOBODY_WAITS_FOR.reached();
      report(task, new TaskReport.Succeeded(Payload.ofText("{\"n\":0}")));
      return;
    }
    Answer answer = world.answer(waiting.get());
    if (answer instanceof Answer.Silence || answer instanceof Answer.GivenUp) {
      endless.add(job);
    }
    answer(task, answer);
  }

  private void stop(ExecutionId from, byte[] key, String job) {
    Mark.JOB_STOPPED.reached();
    endless.remove(job);
    untilDurable(new Command.ConfirmDelivery(from, key), () -> {});
  }

  /** At the end no job may be left that nobody waits for. */
  void jobsEnded() {
    if (!endless.isEmpty()) {
      throw new Violation("no job is left running", endless.toString());
    }
  }

  private void callback(TaskRef task, Answer answer) {
    boolean byCall = answer instanceof Answer.Failure && task.attempt() % 3 == 0;
    if (byCall) {
      answer(task, answer);
      return;
    }
    holders.hold(task, answer);
    report(task, new TaskReport.Submitted(Payload.ofText("{\"MessageId\":\"m\"}"), null));
  }

  private void answer(TaskRef task, Answer answer) {
    switch (answer) {
      case Answer.Silence(boolean late) -> {
        if (late) {
          agenda.inside(
              "late answer",
              () -> !world.isWaiting(task),
              () -> {
                Mark.ANSWER_AFTER_TIMEOUT.reached();
                send(task, reportOf(new Answer.Success(1)));
              });
        }
      }
      default -> report(task, reportOf(answer));
    }
  }

  private void report(TaskRef task, TaskReport report) {
    agenda.inside("report " + report.getClass().getSimpleName(), () -> send(task, report));
    if (world.isRough() && chance.oneIn(8)) {
      Mark.REPORTED_TWICE.reached();
      agenda.inside("report again", () -> send(task, report));
    }
  }

  private void send(TaskRef task, TaskReport report) {
    untilDurable(
        new Command.ReportTask(task, report, false),
        () -> {
          calls.remove(task);
          if (!(report instanceof TaskReport.JobStarted)) {
            following.remove(task);
          }
        });
  }

  static TaskReport reportOf(Answer answer) {
    return switch (answer) {
      case Answer.Success(int n) -> new TaskReport.Succeeded(Payload.ofText("{\"n\":" + n + "}"));
      case Answer.TooMuch() ->
          new TaskReport.Succeeded(
              Payload.ofText("{\"n\":\"" + "x".repeat(World.PAYLOAD_BYTES) + "\"}"));
      case Answer.Failure(String error, String cause) -> new TaskReport.Failed(error, cause);
      case Answer.GivenUp() -> new TaskReport.TimedOut();
      case Answer.Unreadable() -> new TaskReport.Failed("States.Runtime", "Not JSON");
      case Answer.Silence _ -> throw new IllegalArgumentException("Silence says nothing");
    };
  }

  private void read(Effect.ReadItems read) {
    Command<?> command =
        new Command.ReportItems(
            read.execution(),
            read.scope(),
            read.run(),
            read.request().position(),
            page(read.request()));
    agenda.inside("items", () -> untilDurable(command, () -> {}));
    if (world.isRough() && chance.oneIn(4)) {
      Mark.ITEMS_REPORTED_TWICE.reached();
      agenda.inside("items again", () -> untilDurable(command, () -> {}));
    }
  }

  /** The dataset is the key of the object: numbers with commas between. */
  private static ItemPage page(ItemRequest request) {
    String key = request.parameters().node().get("Key").asText();
    List<Payload> all = new ArrayList<>();
    for (String number : key.split(",")) {
      if (!number.isEmpty()) {
        all.add(Payload.ofText(number));
      }
    }
    int from = request.position() == null ? 0 : Integer.parseInt(request.position());
    int to = Math.min(all.size(), from + PAGE);
    return new ItemPage.Items(all.subList(from, to), to == all.size() ? null : "" + to);
  }
}
