package pawl.asl.check;

import com.fasterxml.jackson.databind.JsonNode;
import pawl.asl.expression.MalformedExpressionException;

/** Checks JSONata strings: their marks, their syntax, and what they read. */
final class JsonataCheck {
  private static final String OPENING = "{%";
  private static final String CLOSING = "%}";

  /** What an expression may read of {@code $states} besides {@code input} and {@code context}. */
  enum Reads {
    NO_MORE,
    RESULT,
    ERROR_OUTPUT,
    /** AWS does not look at what is read here. */
    ANYTHING
  }

  private final Report report;

  JsonataCheck(Report report) {
    this.report = report;
  }

  /** Whether this is, or was to be, a JSONata string. If so, it is checked. */
  boolean isJsonata(Cursor at, Reads reads) {
    JsonNode value = at.value();
    if (!value.isTextual()) {
      return false;
    }
    String text = value.textValue();
    boolean opens = text.startsWith(OPENING);
    boolean closes = text.endsWith(CLOSING);
    if (!opens && !closes) {
      return false;
    }
    if (opens && closes && text.length() >= OPENING.length() + CLOSING.length()) {
      expression(text.substring(OPENING.length(), text.length() - CLOSING.length()), at, reads);
    } else {
      report.schema("A JSONata expression must begin with '{%' and end with '%}'", at);
    }
    return true;
  }

  /** Checks the strings in a value, at any depth. */
  void deep(Cursor at, Reads reads) {
    if (!isJsonata(at, reads)) {
      at.members(at.fields()).forEach(member -> deep(member, reads));
      at.elements().forEach(element -> deep(element, reads));
    }
  }

  private void expression(String text, Cursor at, Reads reads) {
    JsonataReferences references;
    try {
      references = JsonataReferences.of(text);
    } catch (MalformedExpressionException e) {
      report.error("INVALID_JSONATA_EXPRESSION", String.valueOf(e.getMessage()), at);
      return;
    }
    if (reads == Reads.ANYTHING) {
      return;
    }
    for (String name : references.names()) {
      unsupported("Reference to '" + name + "' at the top level is not supported.", at);
    }
    if (references.readsRoot()) {
      unsupported("Reference to '$$' is not supported.", at);
    }
    for (String field : references.statesFields()) {
      if (!isThere(field, reads)) {
        unsupported("Field '$states." + field + "' does not exist.", at);
      }
    }
  }

  private static boolean isThere(String statesField, Reads reads) {
    return switch (statesField) {
      case "input", "context" -> true;
      case "result" -> reads == Reads.RESULT;
      case "errorOutput" -> reads == Reads.ERROR_OUTPUT;
      default -> false;
    };
  }

  private void unsupported(String message, Cursor at) {
    report.error("UNSUPPORTED_JSONATA_EXPRESSION", message, at);
  }
}
