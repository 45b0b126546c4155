package pawl.asl.check;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import pawl.asl.QueryLanguage;
import pawl.asl.check.JsonataCheck.Reads;
import pawl.asl.expression.Expression;
import pawl.asl.expression.MalformedExpressionException;
import pawl.asl.expression.Path;
import pawl.asl.expression.ReferencePath;
import pawl.asl.expression.Template;
import pawl.asl.expression.VariableName;

/** Checks of paths and templates in JSONPath states, of JSONata strings in JSONata states. */
final class Expressions {
  private static final String SUFFIX = ".$";

  private final Report report;
  private final Values values;
  private final QueryLanguage language;
  private final JsonataCheck jsonata;

  Expressions(Report report, Values values, QueryLanguage language) {
    this.report = report;
    this.values = values;
    this.language = language;
    this.jsonata = new JsonataCheck(report);
  }

  QueryLanguage language() {
    return language;
  }

  /** Whether the state's expressions are paths, not JSONata. */
  boolean arePaths() {
    return language == QueryLanguage.JSON_PATH;
  }

  /** Whether a JSONata state has a JSONata string here. If so, it is checked. */
  boolean isJsonata(@Nullable Cursor at) {
    return at != null && !arePaths() && jsonata.isJsonata(at, Reads.NO_MORE);
  }

  /** Any JSON of a JSONata state, in which strings may be JSONata strings. */
  void value(@Nullable Cursor at, Reads reads) {
    if (at != null && !arePaths()) {
      jsonata.deep(at, reads);
    }
  }

  /**
   * An object that the state makes: a template in JSONPath states; in JSONata states an object with
   * JSONata strings in it, or a JSONata string.
   */
  void object(@Nullable Cursor at, Reads reads) {
    if (at == null) {
      return;
    }
    if (arePaths()) {
      if (values.isObject(at)) {
        template(at);
      }
    } else if (!jsonata.isJsonata(at, reads) && values.isObject(at)) {
      jsonata.deep(at, reads);
    }
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

  /** A payload template of a JSONPath state. */
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
    twice(at);
    Warnings.template(at, report);
  }

  /** Complains about fields that are there twice once {@code .$} is taken away. */
  private void twice(Cursor at) {
    for (String field : at.fields()) {
      if (field.endsWith(SUFFIX) && at.has(withoutSuffix(field))) {
        report.onlyOne(List.of(withoutSuffix(field), field), at);
      }
    }
    at.members(at.fields()).forEach(this::twice);
    at.elements().forEach(this::twice);
  }

  private static String withoutSuffix(String field) {
    return field.substring(0, field.length() - SUFFIX.length());
  }

  /** The name of the variable that a field of Assign gives its value. */
  static String variable(String field, QueryLanguage language) {
    return language == QueryLanguage.JSON_PATH && field.endsWith(SUFFIX)
        ? withoutSuffix(field)
        : field;
  }

  /** Assign of a state, a rule or a catcher, in either language. */
  void assign(@Nullable Cursor at, Reads reads) {
    if (at == null || !values.isObject(at)) {
      return;
    }
    for (String field : at.fields()) {
      String name = variable(field, language);
      if (!VariableName.isValid(name)) {
        report.schema("'" + name + "' is not a valid variable name", at);
      }
    }
    if (arePaths()) {
      template(at);
    } else {
      jsonata.deep(at, reads);
    }
  }
}
