package pawl.asl.jsonata;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One evaluation of an expression: what it sees from outside and what it has used of its bounds.
 */
final class Evaluation {
  private final Bindings bindings;
  private final @Nullable Object root;
  private final Map<String, @Nullable Object> variables = new LinkedHashMap<>();
  private final Frame top = new Frame(null);
  private int depth;
  private long steps;
  private int looks;

  /**
   * @param root what {@code $$} is; null in Step Functions
   */
  Evaluation(Bindings bindings, @Nullable Object root) {
    this.bindings = bindings;
    this.root = root;
  }

  Frame top() {
    return top;
  }

  @Nullable Object root() {
    return root;
  }

  RandomGenerator random() {
    return bindings.random();
  }

  long nowMillis() {
    return bindings.nowMillis();
  }

  /** Begins an expression within another; {@link #exit} ends it. */
  void enter() {
    if (++depth > Bounds.DEPTH) {
      throw Bounds.depth();
    }
    charge(1);
  }

  void exit() {
    depth--;
  }

  /** Takes steps of what the evaluation may use. */
  void charge(long count) {
    steps += count;
    if (steps > Bounds.STEPS) {
      throw Bounds.steps();
    }
  }

  /** Takes the steps of reading or writing so many characters. */
  void chargeCharacters(long count) {
    charge(1 + count / Bounds.CHARACTERS_PER_STEP);
  }

  /** Takes the steps of copying so many members. */
  void chargeMembers(long count) {
    charge(1 + count / Bounds.MEMBERS_PER_STEP);
  }

  /** Takes part of a step: a matcher looks at one character. */
  void chargeLook() {
    if (++looks == Bounds.LOOKS_PER_STEP) {
      looks = 0;
      charge(1);
    }
  }

  long steps() {
    return steps;
  }

  /** The value of a variable: bound in the expression, given from outside or of the library. */
  @Nullable Object variable(String name, Frame frame) {
    Object value = frame.lookup(name, this);
    return value == Frame.ABSENT ? outer(name) : value;
  }

  /** The value of a variable that the expression does not bind itself. */
  @Nullable Object outer(String name) {
    if (name.equals("$")) {
      return root;
    }
    if (!variables.containsKey(name)) {
      JsonNode given = bindings.variables().apply(name);
      variables.put(name, given == null ? Library.function(name) : given);
    }
    return variables.get(name);
  }
}
