package pawl.asl.compile;

import pawl.asl.Payload;
import pawl.asl.data.Environment;
import pawl.asl.expression.EvaluationException;
import pawl.asl.expression.Path;
import pawl.asl.expression.Scope;

/** InputPath or OutputPath: a path, or null, which stands for an empty object. */
sealed interface PathField {
  record Selected(Path path) implements PathField {}

  /** The field is null. */
  record Nothing() implements PathField {}

  /** The field is not there: everything passes. */
  static PathField whole() {
    return new Selected(Path.compile("$"));
  }

  /** What the field selects of what {@code $} is in the scope. */
  default Payload select(Scope scope) {
    return switch (this) {
      case Nothing() -> Payload.EMPTY_OBJECT;
      case Selected(Path path) -> {
        Payload selected = path.selectPayload(scope);
        if (selected == null) {
          throw invalidPath(path, scope);
        }
        yield selected;
      }
    };
  }

  /** As InputPath: an evaluation in which {@code $} is what the field selects of the raw input. */
  default Scope scope(Environment environment) {
    Scope raw = Scope.of(environment);
    return raw.withInput(select(raw));
  }

  /** The complaint about a path that selects nothing. */
  static EvaluationException invalidPath(Path path, Scope scope) {
    String reason =
        path.select(scope) instanceof Path.Selection.Missing(String why) ? why : "No results";
    return EvaluationException.runtime("Invalid path '" + path + "' : " + reason);
  }
}
