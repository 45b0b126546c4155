package pawl.asl.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import pawl.asl.Payload;
import pawl.asl.data.Environment;

/**
 * One evaluation: what {@code $}, {@code $$} and {@code $name} stand for, and how much work is left
 * to it.
 */
public final class Scope {
  private final Payload input;
  private final Evaluator evaluator;

  private Scope(Payload input, Evaluator evaluator) {
    this.input = input;
    this.evaluator = evaluator;
  }

  /** {@code $} is the state's raw input. */
  public static Scope of(Environment environment) {
    return new Scope(environment.input(), new Evaluator(environment));
  }

  /** The same evaluation with another {@code $}. */
  public Scope withInput(Payload other) {
    return new Scope(other, evaluator);
  }

  /** What {@code $} stands for. */
  public Payload input() {
    return input;
  }

  JsonNode context() {
    return evaluator.context();
  }

  @Nullable Payload variable(String name) {
    return evaluator.environment.variables().get(name);
  }

  /** All variables as one object, to be quoted in messages. */
  JsonNode variables() {
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    evaluator.environment.variables().forEach((name, value) -> all.set(name, value.node()));
    return all;
  }

  RandomGenerator random() {
    return evaluator.environment.random();
  }

  void visit(long nodes) {
    evaluator.visitsLeft -= nodes;
    if (evaluator.visitsLeft < 0) {
      throw EvaluationException.runtime(
          "The paths of the state visit more than " + Limits.PATH_VISITS + " values.");
    }
  }

  void produce(int characters) {
    evaluator.charactersLeft -= characters;
    if (evaluator.charactersLeft < 0) {
      throw EvaluationException.runtime(
          "The intrinsic functions of the state produce more than "
              + Limits.PRODUCED_CHARACTERS
              + " characters.");
    }
  }

  /** What all scopes of one evaluation share. */
  private static final class Evaluator {
    final Environment environment;
    long visitsLeft = Limits.PATH_VISITS;
    long charactersLeft = Limits.PRODUCED_CHARACTERS;
    private @Nullable JsonNode context;

    Evaluator(Environment environment) {
      this.environment = environment;
    }

    JsonNode context() {
      JsonNode result = context;
      if (result == null) {
        result = environment.context().get();
        context = result;
      }
      return result;
    }
  }
}
