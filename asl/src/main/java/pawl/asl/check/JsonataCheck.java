package pawl.asl.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import pawl.asl.expression.MalformedExpressionException;
import pawl.asl.jsonata.JsonataExpression;

/** Checks JSONata strings: their marks, their syntax, and what they read. */
final class JsonataCheck {
  private static final String OPENING = "{%";
  private static final String CLOSING = "%}";

  /** What an expression may read of {@code $states} besides {@code input} and {@code context}. */
  enum Reads {
    NO_MORE(Set.of("input", "context")),
    RESULT(Set.of("input", "context", "result")),
    ERROR_OUTPUT(Set.of("input", "context", "errorOutput")),
    /** AWS does not look at what is read here. */
    ANYTHING(Set.of());

    private final Set<String> statesMembers;

    Reads(Set<String> statesMembers) {
      this.statesMembers = statesMembers;
    }
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
    JsonataExpression expression;
    try {
      expression = JsonataExpression.compile(text.strip());
    } catch (MalformedExpressionException e) {
      report.error("INVALID_JSONATA_EXPRESSION", String.valueOf(e.getMessage()), at);
      return;
    }
    if (reads != Reads.ANYTHING) {
      for (String message : expression.unsupported(reads.statesMembers)) {
        report.error("UNSUPPORTED_JSONATA_EXPRESSION", message, at);
      }
    }
  }
}
