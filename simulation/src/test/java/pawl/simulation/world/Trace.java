package pawl.simulation.world;

import java.util.ArrayDeque;
import java.util.Deque;

/** The last things that happened, for the report of a failure. */
final class Trace {
  private static final int KEPT = 400;

  private final Deque<String> lines = new ArrayDeque<>();
  private long steps;

  void add(String line) {
    steps++;
    lines.add(steps + " " + line);
    if (lines.size() > KEPT) {
      lines.remove();
    }
  }

  String text() {
    return String.join("\n", lines);
  }
}
