package pawl.simulation.world;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import pawl.asl.Payload;
import pawl.engine.Command;
import pawl.engine.TaskCall;
import pawl.engine.TaskCaller;
import pawl.engine.TaskReport;
import pawl.engine.id.TaskRef;
import pawl.simulation.invariant.Violation;
import pawl.simulation.model.Answer;
import pawl.simulation.model.Chance;
import pawl.simulation.model.Node;

/** What Task states call: answers as the routes say, when its turn has come. */
final class Calls implements TaskCaller {
  private final World world;
  private final Chance chance;
  private final TokenHolders holders;
  private final Consumer<String> pause;

  /** Calls and followings that were ever made, also before a crash. */
  private final Set<TaskRef> made = new HashSet<>();

  private final Set<TaskRef> followed = new HashSet<>();

  /** Those that no durable report has come of, in this process. */
  private final Set<TaskRef> calling = new HashSet<>();

  private final Set<TaskRef> following = new HashSet<>();

  /** How often a task was let go of; a redrive may begin anew with the same. */
  private final Map<TaskRef, Integer> abandoned = new HashMap<>();

  /** Jobs that never end by themselves. */
  private final Set<String> endless = new TreeSet<>();

  /** Jobs that this process has ordered and nobody has followed or stopped. */
  private final Set<String> ordered = new TreeSet<>();

  /**
   * @param pause lets others go on while a job is being stopped
   */
  Calls(World world, Chance chance, TokenHolders holders, Consumer<String> pause) {
    this.world = world;
    this.chance = chance;
    this.holders = holders;
    this.pause = pause;
  }

  void crash() {
    calling.clear();
    following.clear();
    abandoned.clear();
    ordered.clear(); // who has ordered them could not say so any more
  }

  /** The core wants nothing more of this task. */
  void abandon(TaskRef task) {
    abandoned.merge(task, 1, Integer::sum);
    calling.remove(task);
    following.remove(task);
  }

  /** The report of a call, or of a job's end, is durable. */
  void reported(Command.ReportTask report) {
    calling.remove(report.task());
    if (!(report.report() instanceof TaskReport.JobStarted)) {
      following.remove(report.task());
    }
  }

  boolean isCalling(TaskRef task) {
    return calling.contains(task);
  }

  boolean isFollowing(TaskRef task) {
    return following.contains(task);
  }

  @Override
  public TaskReport call(TaskCall call) {
    TaskRef task = call.task();
    if (!calling.add(task)) {
      throw new Violation("a call is made once until its report is durable", task.toString());
    }
    if (!made.add(task)) {
      Mark.CALL_REPEATED_AFTER_CRASH.reached();
    }
    Optional<Places.Waiting> waiting = waiting(task);
    if (Nested.isMeant(call)) {
      return start(call, waiting);
    }
    if (waiting.isEmpty()) {
      Mark.CALL_NOBODY_WAITS_FOR.reached();
      return reportOf(new Answer.Success(0));
    }
    Answer answer = world.answer(waiting.get());
    boolean refused = answer instanceof Answer.Failure && task.attempt() % 3 == 0;
    Node.Kind kind = waiting.get().task().kind();
    if (kind == Node.Kind.CALLBACK && !refused) {
      world.strands().giveWay("submit " + call.stateName());
      holders.hold(task, answer);
      return twice(task, new TaskReport.Submitted(Payload.ofText("{\"MessageId\":\"m\"}"), null));
    }
    if (kind == Node.Kind.JOB && !refused) {
      world.strands().giveWay("order " + call.stateName());
      String job = "job of " + task;
      if (!followed.contains(task)) { // a call that is made again orders the same job
        ordered.add(job);
      }
      return twice(task, new TaskReport.JobStarted(Payload.ofText("{\"Id\":\"j\"}"), job));
    }
    return answer(call, answer);
  }

  /** Starts an execution; if the task waits for a token, somebody gets that then. */
  private TaskReport start(TaskCall call, Optional<Places.Waiting> waiting) {
    TaskReport report = world.nested().call(call);
    if (call.taskToken() != null && report instanceof TaskReport.Submitted) {
      waiting.ifPresent(it -> holders.hold(call.task(), world.answer(it)));
    }
    return twice(call.task(), report);
  }

  private Optional<Places.Waiting> waiting(TaskRef task) {
    return world
        .committedPlaces()
        .find(task.execution(), task.scope())
        .filter(waiting -> waiting.attempt() == task.attempt());
  }

  @Override
  public TaskReport follow(TaskCall call, String job) {
    TaskRef task = call.task();
    if (!job.equals("job of " + task)) {
      throw new Violation("a task follows its own job", task + " follows " + job);
    }
    ordered.remove(job);
    if (!following.add(task)) {
      throw new Violation("a job is followed once", task.toString());
    }
    if (!followed.add(task)) {
      Mark.JOB_FOLLOWED_AFTER_CRASH.reached();
    }
    Optional<Places.Waiting> waiting = waiting(task);
    if (waiting.isEmpty()) {
      Mark.CALL_NOBODY_WAITS_FOR.reached();
      return reportOf(new Answer.Success(0));
    }
    Answer answer = world.answer(waiting.get());
    if (answer instanceof Answer.Silence || answer instanceof Answer.GivenUp) {
      endless.add(job);
    } else {
      // The place of a child changes when its Map is tried again, before the child is stopped.
      endless.remove(job);
    }
    return answer(call, answer);
  }

  private TaskReport answer(TaskCall call, Answer answer) {
    TaskRef task = call.task();
    if (answer instanceof Answer.Silence(boolean late)) {
      return silence(call, late);
    }
    await(call, "answer ", () -> true);
    if (Thread.interrupted()) {
      return letGo();
    }
    if (answer instanceof Answer.Unreadable && chance.oneIn(2)) {
      Mark.CALL_THREW.reached();
      throw new IllegalStateException("As a caller never should");
    }
    return twice(task, reportOf(answer));
  }

  private TaskReport silence(TaskCall call, boolean late) {
    TaskRef task = call.task();
    await(call, "silence of ", () -> late && !world.isWaiting(task));
    boolean interrupted = Thread.interrupted();
    if (interrupted && (!late || chance.oneIn(2))) {
      return letGo();
    }
    if (!late) {
      throw new Violation("a call that nobody waits for is let go of", task.toString());
    }
    Mark.ANSWER_AFTER_TIMEOUT.reached();
    return reportOf(new Answer.Success(1));
  }

  /** Until it is ready, or nobody wants it any more. */
  private void await(TaskCall call, String what, BooleanSupplier ready) {
    TaskRef task = call.task();
    BooleanSupplier unwanted = unwanted(task);
    world
        .strands()
        .linger(what + call.stateName(), () -> ready.getAsBoolean() || unwanted.getAsBoolean());
  }

  /** Says whether somebody has let go of a call since now: then its thread may be interrupted. */
  BooleanSupplier unwanted(TaskRef task) {
    boolean kept = world.isKept(task.execution());
    int before = abandoned.getOrDefault(task, 0);
    return () -> abandoned.getOrDefault(task, 0) > before || !kept && !world.isWaiting(task);
  }

  private static TaskReport letGo() {
    Mark.CALL_LET_GO.reached();
    return new TaskReport.Failed("States.Runtime", "Let go of");
  }

  /** Gives the report back, and at times has it arrive by itself too. */
  private TaskReport twice(TaskRef task, TaskReport report) {
    if (world.isKept(task.execution()) && world.isRough() && chance.oneIn(8)) {
      Mark.REPORTED_TWICE.reached();
      world
          .agenda()
          .inside(
              "report again",
              () ->
                  world.core().ask(new Command.ReportTask(task, report, false), Asker.heedless()));
    }
    return report;
  }

  @Override
  public void stop(String job) {
    Mark.JOB_STOPPED.reached();
    pause.accept("stop job");
    endless.remove(job);
    ordered.remove(job);
  }

  /** At the end no job may be left that nobody waits for. */
  void jobsEnded() {
    if (!endless.isEmpty() || !ordered.isEmpty()) {
      throw new Violation("no job is left running", endless + " and " + ordered);
    }
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
}
