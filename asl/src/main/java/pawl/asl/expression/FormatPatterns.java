package pawl.asl.expression;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The patterns of States.Format: text with {@code {}} where the arguments go. */
final class FormatPatterns {
  private FormatPatterns() {}

  /** The text before, between and after the places for arguments, escapes resolved. */
  static List<String> parts(String pattern) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      char next = i + 1 < pattern.length() ? pattern.charAt(i + 1) : ' ';
      if (c == '\\' && "'{}\\".indexOf(next) >= 0) {
        part.append(next);
        i++;
      } else if (c == '{' && next == '}') {
        parts.add(part.toString());
        part.setLength(0);
        i++;
      } else {
        part.append(c);
      }
    }
    parts.add(part.toString());
    return parts;
  }

  /** Adds a value the way AWS prints it: strings bare, objects and arrays as Java collections. */
  static void print(JsonNode value, StringBuilder out, Scope scope) {
    int before = out.length();
    if (value.isTextual()) {
      out.append(value.textValue());
    } else if (value.isObject()) {
      out.append('{');
      String separator = "";
      for (var member : value.properties()) {
        out.append(separator).append(member.getKey()).append('=');
        print(member.getValue(), out, scope);
        separator = ", ";
      }
      out.append('}');
    } else if (value.isArray()) {
      out.append('[');
      String separator = "";
      for (JsonNode element : value) {
        out.append(separator);
        print(element, out, scope);
        separator = ", ";
      }
      out.append(']');
    } else {
      out.append(value);
    }
    if (!value.isContainerNode()) {
      scope.produce(out.length() - before);
    }
  }
}
