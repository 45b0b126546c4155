package pawl.simulation.model;

import java.util.HashMap;
import java.util.Map;

/**
 * A generated program.
 *
 * @param timeoutSeconds of the machine, 0 for none
 */
public record Program(Node.Flow flow, int timeoutSeconds) {
  /** What activity tasks wait at. */
  public static final String ACTIVITY = "arn:aws:states:us-east-1:123456789012:activity:work";

  /** What machines are called by. */
  public static final String MACHINES = "arn:aws:states:us-east-1:123456789012:stateMachine:";

  /** The bucket that results are written to. */
  public static final String RESULTS = "results";

  /** All distributed Maps by their names, which are unique. */
  public Map<String, Node.Map> distributedMaps() {
    Map<String, Node.Map> maps = new HashMap<>();
    collectMaps(flow, maps);
    return maps;
  }

  private static void collectMaps(Node.Flow flow, Map<String, Node.Map> maps) {
    for (Node node : flow.nodes()) {
      switch (node) {
        case Node.Parallel parallel -> parallel.branches().forEach(each -> collectMaps(each, maps));
        case Node.Map map -> {
          if (map.distributed()) {
            maps.put(map.name(), map);
          }
          collectMaps(map.processor(), maps);
        }
        default -> {}
      }
    }
  }

  /** All Task states by their names, which are unique. */
  public Map<String, Node.Task> tasks() {
    Map<String, Node.Task> tasks = new HashMap<>();
    collect(flow, tasks);
    return tasks;
  }

  private static void collect(Node.Flow flow, Map<String, Node.Task> tasks) {
    for (Node node : flow.nodes()) {
      switch (node) {
        case Node.Task task -> tasks.put(task.name(), task);
        case Node.Parallel parallel -> parallel.branches().forEach(each -> collect(each, tasks));
        case Node.Map map -> collect(map.processor(), tasks);
        default -> {}
      }
    }
  }

  /** As Amazon States Language. */
  public String definition() {
    return new Definition().write(this);
  }
}
