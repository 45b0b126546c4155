package pawl.asl.check;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import pawl.asl.QueryLanguage;
import pawl.asl.expression.Expression;
import pawl.asl.expression.MalformedExpressionException;
import pawl.asl.expression.Path;
import pawl.asl.expression.ReferencePath;
import pawl.asl.expression.Template;
import pawl.asl.expression.VariableName;

/** Checks of paths, templates and assignments in JSONPath states. */
final class Expressions {
  private final Report report;
  private final Values values;

  Expressions(Report report, Values values) {
    this.report = report;
    this.values = values;
  }

  /** InputPath and OutputPath: a path or null. */
  void pathOrNull(@Nullable Cursor at) {
    if (at != null && !at.value().isNull()) {
      path(at);
    }
  }

  /** Any path. */
  void path(@Nullable Cursor at) {
    if (at != null && values.isString(at) && !isPath(at.value().textValue(), _ -> true)) {
      report.schema("Value must be a valid JSONPath.", at);
    }
  }

  /** A path that can name only one node of the input or of a variable. */
  void referencePath(@Nullable Cursor at) {
    notReference(at, Path::isReference);
  }

  /** ItemsPath, which may also begin at the context object. */
  void itemsPath(@Nullable Cursor at) {
    notReference(at, path -> path.isReference() || path.isContextReference());
  }

  private void notReference(@Nullable Cursor at, Predicate<Path> allowed) {
    if (at != null && values.isString(at) && !isPath(at.value().textValue(), allowed)) {
      report.schema("Value is not a Reference Path", at);
    }
  }

  private static boolean isPath(String text, Predicate<Path> allowed) {
    try {
      return allowed.test(Path.compile(text));
    } catch (MalformedExpressionException _) {
      return false;
    }
  }

  /** ResultPath: a reference path into the input, or null. */
  void resultPath(@Nullable Cursor at) {
    if (at == null || at.value().isNull() || !values.isString(at)) {
      return;
    }
    try {
      ReferencePath.compile(at.value().textValue());
    } catch (MalformedExpressionException _) {
      report.schema("Value is not a Reference Path", at);
    }
  }

  /** ErrorPath and CausePath: a path or an intrinsic call. */
  void pathOrCall(@Nullable Cursor at) {
    if (at == null || !values.isString(at)) {
      return;
    }
    try {
      Expression.compile(at.value().textValue());
    } catch (MalformedExpressionException _) {
      report.schema("The value must be a valid JSONPath or a valid intrinsic function call", at);
    }
  }

  /** A payload template. */
  void template(@Nullable Cursor at) {
    if (at == null) {
      return;
    }
    for (Template.Fault fault : Template.check(at.value())) {
      report.schema(
          "The value for the field '"
              + fault.field()
              + "' must be a valid JSONPath or a valid intrinsic function call",
          at);
    }
    Warnings.template(at, report);
  }

  /** Assign of a state, a rule or a catcher, in either language. */
  void assign(@Nullable Cursor at, QueryLanguage language) {
    if (at == null || !values.isObject(at)) {
      return;
    }
    boolean paths = language == QueryLanguage.JSON_PATH;
    for (String key : at.document().members().keySet()) {
      String name = paths && key.endsWith(".$") ? key.substring(0, key.length() - 2) : key;
      if (!VariableName.isValid(name)) {
        report.schema("'" + name + "' is not a valid variable name", at);
      }
    }
    if (paths) {
      template(at);
    }
  }
}
