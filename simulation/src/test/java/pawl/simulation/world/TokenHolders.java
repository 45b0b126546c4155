package pawl.simulation.world;

import java.util.HashSet;
import java.util.Set;
import pawl.asl.Payload;
import pawl.engine.Command;
import pawl.engine.Reply;
import pawl.engine.TaskReport;
import pawl.engine.id.TaskRef;
import pawl.simulation.invariant.Violation;
import pawl.simulation.model.Answer;
import pawl.simulation.model.Chance;

/**
 * Those outside who have got task tokens and answer with them: they ask again until they hear
 * something, and some answer twice.
 */
final class TokenHolders {
  private final World world;
  private final Agenda agenda;
  private final Chance chance;
  private final Set<TaskRef> held = new HashSet<>();
  private final Set<TaskRef> heard = new HashSet<>();

  TokenHolders(World world, Agenda agenda, Chance chance) {
    this.world = world;
    this.agenda = agenda;
    this.chance = chance;
  }

  boolean holds(TaskRef task) {
    return held.contains(task);
  }

  /** Somebody gets the token; after a crash perhaps a second time. */
  void hold(TaskRef task, Answer answer) {
    if (!held.add(task)) {
      Mark.TOKEN_GIVEN_TWICE.reached();
      return;
    }
    switch (answer) {
      case Answer.Silence(boolean late) -> {
        if (late) {
          agenda.outside(
              "late token",
              () -> !world.isWaiting(task),
              () -> {
                Mark.TOKEN_AFTER_TIMEOUT.reached();
                send(task, Calls.reportOf(new Answer.Success(2)));
              });
        }
      }
      default -> {
        TaskReport report = Calls.reportOf(answer);
        agenda.outside("token", () -> send(task, report));
        beats(task);
        if (chance.oneIn(4)) {
          agenda.outside("token again", () -> again(task));
        }
      }
    }
  }

  private void beats(TaskRef task) {
    int beats = chance.below(3);
    for (int i = 0; i < beats; i++) {
      agenda.outside(
          "heartbeat",
          () -> {
            Mark.HEARTBEAT.reached();
            world
                .core()
                .submit(
                    new Command.ReportTask(task, new TaskReport.Heartbeat(), true), Asker.NOBODY);
          });
    }
  }

  /** An answer that differs from the first: it must not count if the first was heard. */
  private void again(TaskRef task) {
    if (heard.contains(task)) {
      send(task, new TaskReport.Succeeded(Payload.ofText("{\"n\":99999}")));
    }
  }

  private void send(TaskRef task, TaskReport report) {
    world
        .core()
        .submit(
            new Command.ReportTask(task, report, true),
            new Asker() {
              @Override
              public void answered(Reply reply) {
                if (reply instanceof Reply.Accepted && !heard.add(task)) {
                  throw new Violation("a token is accepted once", "twice for " + task);
                }
                heard.add(task);
              }

              @Override
              public void refused() {
                Mark.TOKEN_SENT_AGAIN.reached();
                agenda.outside("token once more", () -> send(task, report));
              }
            });
  }
}
