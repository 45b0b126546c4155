package pawl.asl.data;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import pawl.asl.Payload;

/**
 * What the expressions of a state may see.
 *
 * @param input the state's raw input
 * @param context makes the context object ({@code $$}, {@code $states.context}); called only when
 *     something reads it, the object must not be changed
 * @param variables variables in scope, inner ones hiding outer ones
 * @param random for States.UUID, States.MathRandom, $uuid and $random; the engine seeds it so that
 *     a turn can be repeated
 * @param nowMillis the time of the turn, for $now and $millis
 * @param trace is told what becomes of the state's data
 */
public record Environment(
    Payload input,
    Supplier<ObjectNode> context,
    Map<String, Payload> variables,
    RandomGenerator random,
    long nowMillis,
    Trace trace) {
  /** One in which nobody watches. */
  public Environment(
      Payload input,
      Supplier<ObjectNode> context,
      Map<String, Payload> variables,
      RandomGenerator random,
      long nowMillis) {
    this(input, context, variables, random, nowMillis, Trace.NONE);
  }
}
