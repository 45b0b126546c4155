package pawl.asl.jsonata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NumericNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values as text, as $string gives it: numbers with 15 digits, functions as empty strings. */
final class Stringify {
  private static final int INDENT = 2;

  private final StringBuilder out = new StringBuilder();
  private final boolean pretty;
  private final Evaluation run;

  private Stringify(boolean pretty, Evaluation run) {
    this.pretty = pretty;
    this.run = run;
  }

  /**
   * @throws Fault D3001 or D1001 if a number in it is infinite
   */
  static String text(Object value, boolean pretty, Evaluation run) {
    return switch (value) {
      case TextNode text -> text.textValue();
      case FunctionValue ignored -> "";
      case NumericNode number when !Double.isFinite(number.doubleValue()) ->
          throw new Fault(ErrorCode.D3001);
      case NumericNode number -> NumberText.string(number.doubleValue());
      default -> {
        Stringify json = new Stringify(pretty, run);
        json.write(
            value instanceof Sequence wrapper && wrapper.isOuterWrapper() ? wrapper.get(0) : value,
            0);
        yield json.out.toString();
      }
    };
  }

  private void write(@Nullable Object value, int depth) {
    Bounds.checkWalk(depth);
    int before = out.length();
    switch (value) {
      case null -> out.append("null");
      case TextNode text -> JsonText.quote(out, text.textValue());
      case NumericNode number ->
          out.append(Types.isNumeric(number) ? NumberText.string(number.doubleValue()) : "null");
      case ArrayNode array -> array(array, depth);
      case Sequence array -> array(array, depth);
      case ObjectNode object -> object(object, depth);
      case ObjectValue object -> object(object, depth);
      case JsonNode simple -> out.append(simple.asText());
      default -> out.append("\"\"");
    }
    run.chargeCharacters(out.length() - before);
    if (out.length() > Bounds.BYTES) {
      throw Bounds.memory();
    }
  }

  private void array(Object array, int depth) {
    int length = Types.length(array);
    out.append('[');
    for (int i = 0; i < length; i++) {
      out.append(i == 0 ? "" : ",");
      line(depth + 1);
      write(Types.get(array, i), depth + 1);
    }
    if (length > 0) {
      line(depth);
    }
    out.append(']');
  }

  private void object(Object object, int depth) {
    out.append('{');
    boolean first = true;
    for (Map.Entry<String, @Nullable Object> member :
        ObjectFunctions.members(object, run).entrySet()) {
      if (member.getValue() == null) {
        continue;
      }
      out.append(first ? "" : ",");
      line(depth + 1);
      JsonText.quote(out, member.getKey());
      out.append(pretty ? ": " : ":");
      write(member.getValue(), depth + 1);
      first = false;
    }
    if (!first) {
      line(depth);
    }
    out.append('}');
  }

  private void line(int depth) {
    if (pretty) {
      out.append('\n').append(" ".repeat(depth * INDENT));
    }
  }
}
