package pawl.simulation.model;

import java.util.List;
import pawl.simulation.model.Node.Catcher;
import pawl.simulation.model.Node.Recovery;

/** Draws where Choice and Catch lead to: forward, and never past what must have been set. */
final class Targets {
  /** Stands for a target that is still to be drawn. */
  static final int FORWARD = -2;

  private final Chance chance;

  Targets(Chance chance) {
    this.chance = chance;
  }

  /** The node with its targets, for a place in a flow. */
  Node aim(Node node, int at, List<Node> nodes) {
    return switch (node) {
      case Node.Choice choice when choice.target() == FORWARD ->
          new Node.Choice(
              choice.name(),
              choice.variable(),
              choice.limit(),
              choice.hasDefault() ? later(at, nodes) : at + 1,
              choice.hasDefault());
      case Node.Task task ->
          new Node.Task(
              task.name(),
              task.kind(),
              task.timeout(),
              task.heartbeat(),
              aim(task.recovery(), at, nodes),
              task.member(),
              task.machine());
      case Node.Parallel it ->
          new Node.Parallel(it.name(), it.branches(), aim(it.recovery(), at, nodes), it.member());
      case Node.Map it ->
          new Node.Map(
              it.name(),
              it.items(),
              it.concurrency(),
              it.processor(),
              aim(it.recovery(), at, nodes),
              it.member(),
              it.distributed(),
              it.tolerated(),
              it.reader(),
              it.writer(),
              it.express());
      default -> node;
    };
  }

  private Recovery aim(Recovery recovery, int at, List<Node> nodes) {
    return new Recovery(
        recovery.retriers(),
        recovery.catchers().stream()
            .map(catcher -> new Catcher(catcher.errors(), later(at, nodes)))
            .toList());
  }

  /** Not straight to a Map: the state before it sets its items. */
  private int later(int at, List<Node> nodes) {
    int target = chance.between(at + 1, nodes.size() - 1);
    for (int i = target; i < nodes.size(); i++) {
      if (nodes.get(i) instanceof Node.Choice(_, _, _, int body, _)
          && body >= 0
          && body <= target
          && at < body) {
        return body - 1; // to where the loop's counter is set
      }
    }
    return nodes.get(target) instanceof Node.Map map && !map.reader() ? target - 1 : target;
  }

  static Recovery recovery(Node node) {
    return switch (node) {
      case Node.Task task -> task.recovery();
      case Node.Parallel parallel -> parallel.recovery();
      case Node.Map map -> map.recovery();
      default -> Recovery.NONE;
    };
  }
}
