package pawl.dev.template;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** Collects what there is to say about one file while it is read. */
final class Problems {
  private final Path file;
  private final List<Problem> found = new ArrayList<>();

  Problems(Path file) {
    this.file = file;
  }

  void error(Node at, String message) {
    add(Problem.Severity.ERROR, at, message);
  }

  void warn(Node at, String message) {
    add(Problem.Severity.WARNING, at, message);
  }

  void note(Node at, String message) {
    add(Problem.Severity.NOTE, at, message);
  }

  void add(Problem problem) {
    if (!found.contains(problem)) {
      found.add(problem);
    }
  }

  private void add(Problem.Severity severity, Node at, String message) {
    add(at(severity, file, at, message));
  }

  static Problem at(Problem.Severity severity, Path file, Node node, String message) {
    int line = node.getStartMark().map(Mark::getLine).orElse(-1) + 1;
    int column = node.getStartMark().map(Mark::getColumn).orElse(-1) + 1;
    return new Problem(severity, file, line, column, message);
  }

  List<Problem> all() {
    return List.copyOf(found);
  }
}
