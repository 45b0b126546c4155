package pawl.simulation.world;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import pawl.asl.Payload;
import pawl.engine.Command;
import pawl.engine.Reply;
import pawl.engine.id.Arns;
import pawl.engine.id.ExecutionId;
import pawl.simulation.invariant.Violation;
import pawl.simulation.model.Chance;

/** Those who start and stop executions, and ask again until they are answered. */
final class Clients {
  private final World world;
  private final Agenda agenda;
  private final Chance chance;
  private final Arns arns;

  /** Executions by name, in the order in which they were asked for. */
  private final Map<String, Command.Start> wanted = new LinkedHashMap<>();

  private final Set<String> acknowledged = new LinkedHashSet<>();
  private final Set<String> stopped = new LinkedHashSet<>();
  private final Set<String> redriven = new LinkedHashSet<>();

  Clients(World world, Agenda agenda, Chance chance, Arns arns) {
    this.world = world;
    this.agenda = agenda;
    this.chance = chance;
    this.arns = arns;
  }

  void want(String machine, String name, Payload input) {
    var start =
        new Command.Start(
            arns.execution(machine, name), name, arns.stateMachine(machine), input, null, null);
    wanted.put(name, start);
    agenda.outside("start " + name, () -> start(start));
    if (chance.oneIn(6)) {
      agenda.outside("start again " + name, () -> start(start));
    }
    if (chance.oneIn(15)) {
      agenda.outside("stop " + name, () -> acknowledged.contains(name), () -> stop(start));
    }
    mayRedrive(start);
    if (chance.oneIn(2)) {
      world.spectators().want(start.execution());
    }
  }

  /** Stops an execution in the midst of something. */
  void stopSoon(String name) {
    Command.Start start = wanted.get(name);
    agenda.outside("stop " + name, () -> stop(start));
  }

  /** Redrives an execution when it has ended, if it has not succeeded; perhaps more than once. */
  private void mayRedrive(Command.Start start) {
    if (chance.oneIn(3)) {
      agenda.outside(
          "redrive " + start.name(),
          () -> acknowledged.contains(start.name()) && world.hasEnded(start.execution()),
          () -> redrive(start));
    }
  }

  private void redrive(Command.Start start) {
    world
        .core()
        .submit(
            new Command.Redrive(start.execution(), null),
            new Asker() {
              @Override
              public void answered(Reply reply) {
                switch (reply) {
                  case Reply.Redriven _ -> {
                    redriven.add(start.name());
                    mayRedrive(start);
                  }
                  case Reply.NotRedrivable _ -> {}
                  default -> throw new Violation("a redrive is answered", reply.toString());
                }
              }

              @Override
              public void refused() {
                redriven.add(start.name()); // perhaps
                agenda.outside("redrive once more " + start.name(), () -> redrive(start));
              }
            });
  }

  /** Whether the outcome is not the first one, or may not be. */
  boolean wasRedriven(String name) {
    return redriven.contains(name);
  }

  Map<String, Command.Start> wanted() {
    return wanted;
  }

  boolean areServed() {
    return acknowledged.containsAll(wanted.keySet());
  }

  Set<String> acknowledged() {
    return acknowledged;
  }

  boolean hasStopped(String name) {
    return stopped.contains(name);
  }

  private void start(Command.Start start) {
    world
        .core()
        .submit(
            start,
            new Asker() {
              @Override
              public void answered(Reply reply) {
                switch (reply) {
                  case Reply.Started started -> {
                    if (started.repeated()) {
                      Mark.START_REPEATED.reached();
                    }
                  }
                  case Reply.NameTaken _ -> {} // it has ended already
                  default -> throw new Violation("a start is answered", reply.toString());
                }
                acknowledged.add(start.name());
              }

              @Override
              public void refused() {
                agenda.outside("start once more " + start.name(), () -> start(start));
              }
            });
  }

  private void stop(Command.Start start) {
    stopped.add(start.name());
    Mark.STOPPED.reached();
    world
        .core()
        .submit(
            new Command.Stop(ExecutionId.of(start.executionArn()), "Stop", "by a client"),
            new Asker() {
              @Override
              public void answered(Reply reply) {
                if (!(reply instanceof Reply.Stopped)) {
                  throw new Violation("a stop is answered", reply.toString());
                }
              }

              @Override
              public void refused() {
                agenda.outside("stop once more", () -> stop(start));
              }
            });
  }
}
