package pawl.asl.check;

import java.util.List;

/**
 * Checks of numbers that may be written as a literal, in JSONata states as a JSONata string, or in
 * JSONPath states under the name with {@code Path} at its end as a path.
 */
final class Settings {
  private final Report report;
  private final Values values;
  private final Expressions expressions;

  Settings(Report report, Values values, Expressions expressions) {
    this.report = report;
    this.values = values;
    this.expressions = expressions;
  }

  void integer(Cursor at, String field, long min, long max) {
    Cursor literal = at.member(field);
    if (!expressions.isJsonata(literal)) {
      values.integer(literal, min, max);
    }
    path(at, field);
  }

  void number(Cursor at, String field, String min, String max) {
    Cursor literal = at.member(field);
    if (!expressions.isJsonata(literal)) {
      values.number(literal, min, max);
    }
    path(at, field);
  }

  private void path(Cursor at, String field) {
    if (!expressions.arePaths()) {
      return;
    }
    Cursor path = at.member(field + "Path");
    if (path != null && at.has(field)) {
      report.onlyOne(List.of(field, field + "Path"), at);
    }
    expressions.referencePath(path);
  }
}
