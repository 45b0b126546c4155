package pawl.asl.expression;

import com.fasterxml.jackson.databind.JsonNode;

/** Bounds that keep a hostile expression from exhausting time, heap or stack. */
final class Limits {
  /** Nesting of a value that an expression builds; the JSON parser reads back 1000 levels. */
  static final int VALUE_DEPTH = 900;

  /** Nodes that the paths of one evaluation may visit. */
  static final int PATH_VISITS = 5_000_000;

  /** Characters that the intrinsic functions of one evaluation may produce. */
  static final int PRODUCED_CHARACTERS = 16 * 1024 * 1024;

  /** Nodes of a value that an expression builds, every 16 characters of text counted as one. */
  static final int VALUE_NODES = 5_000_000;

  /** Text of a path that is more than names and indexes. */
  static final int PATH_CHARACTERS = 4096;

  /** Dots, brackets and parentheses in such a path. */
  static final int PATH_STEPS = 256;

  private static final int CHARACTERS_PER_NODE = 16;

  private Limits() {}

  /** Refuses a value that is too deep or too large to be written and read again. */
  static JsonNode checked(JsonNode value) {
    return checked(value, 0);
  }

  /** The same for a value that will stand {@code depth} levels deep. */
  static JsonNode checked(JsonNode value, int depth) {
    int[] nodesLeft = {VALUE_NODES};
    visit(value, VALUE_DEPTH - depth, nodesLeft);
    return value;
  }

  private static void visit(JsonNode value, int depth, int[] nodesLeft) {
    if (depth <= 0) {
      throw EvaluationException.runtime(
          "The result is nested deeper than " + VALUE_DEPTH + " levels.");
    }
    nodesLeft[0] -= 1 + (value.isTextual() ? value.textValue().length() / CHARACTERS_PER_NODE : 0);
    if (nodesLeft[0] < 0) {
      throw EvaluationException.runtime("The result is larger than any payload may be.");
    }
    if (value.isContainerNode()) {
      for (JsonNode element : value) {
        visit(element, depth - 1, nodesLeft);
      }
    }
  }
}
