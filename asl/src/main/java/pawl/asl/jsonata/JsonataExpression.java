package pawl.asl.jsonata;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pawl.asl.expression.MalformedExpressionException;

/**
 * A JSONata expression as AWS Step Functions runs it: JSONata 2.0.6 without $eval, with the
 * functions $partition, $range, $hash, $random, $uuid and $parse. It is compiled once and can be
 * evaluated by many threads.
 */
public final class JsonataExpression {
  private final String text;
  private final Node node;
  private final References references;

  private JsonataExpression(String text, Node node) {
    this.text = text;
    this.node = node;
    this.references = References.of(node);
  }

  /**
   * Compiles an expression.
   *
   * @param text without {@code {%} and {@code %}}, trimmed
   * @throws MalformedExpressionException if it is no expression, with the parser's message as AWS
   *     prints it: {@code Unexpected end of expression}
   */
  public static JsonataExpression compile(String text) {
    try {
      return new JsonataExpression(text, Lowering.lower(PathAssembly.assemble(Parser.parse(text))));
    } catch (Fault fault) {
      throw new MalformedExpressionException(fault.exception(nothing()).sentence());
    } catch (JsonataException malformed) {
      throw new MalformedExpressionException(malformed.sentence());
    }
  }

  private static Evaluation nothing() {
    return new Evaluation(new Bindings(name -> null, () -> 0, 0), null);
  }

  /** The expression as it is written. */
  public String text() {
    return text;
  }

  /**
   * Evaluates the expression; it always ends, and soon. What it refuses or cannot do is a {@link
   * Result.Failed}.
   */
  public Result evaluate(Bindings bindings) {
    return evaluate(bindings, null);
  }

  /** Evaluates the expression for a context item, as JSONata does outside of Step Functions. */
  Result evaluate(Bindings bindings, @Nullable JsonNode input) {
    Evaluation run = new Evaluation(bindings, input);
    try {
      Object value = node.evaluate(wrapped(input), run.top(), run);
      if (value == null) {
        return new Result.Nothing();
      }
      JsonNode json = JsonValues.json(value, run);
      return json == null ? new Result.Unsupported() : new Result.Value(json);
    } catch (Fault fault) {
      return failed(fault, run);
    } catch (JsonataException failure) {
      return failed(failure);
    } catch (StackOverflowError deep) {
      // The bounds keep far from this, unless the caller has used up the stack before.
      return failed(Bounds.depth());
    }
  }

  private static Result failed(Fault fault, Evaluation run) {
    try {
      return failed(fault.exception(run));
    } catch (JsonataException bound) {
      return failed(bound);
    }
  }

  private static Result failed(JsonataException failure) {
    return new Result.Failed((failure.code().isEmpty() ? ": " : ". ") + failure.text());
  }

  private static @Nullable Object wrapped(@Nullable JsonNode input) {
    if (input == null || !input.isArray()) {
      return input;
    }
    Sequence wrapper = Sequence.of(input);
    wrapper.becomeOuterWrapper();
    return wrapper;
  }

  /**
   * Which members of $states the expression may read: input, result, context, errorOutput. All of
   * them if $states is used otherwise than with a name after it.
   */
  public Set<String> statesMembers() {
    return references.statesMembers();
  }

  /**
   * The other variables that the expression reads from outside, without dollar sign; not those that
   * it binds itself and not the functions of the library.
   */
  public Set<String> variables() {
    return references.variables();
  }

  /**
   * What AWS refuses when a state machine is created, as messages without a code: {@code Reference
   * to 'phone' at the top level is not supported.}
   *
   * @param statesMembers the members of $states that the field offers
   */
  public List<String> unsupported(Set<String> statesMembers) {
    return references.unsupported(statesMembers);
  }

  @Override
  public String toString() {
    return text;
  }
}
