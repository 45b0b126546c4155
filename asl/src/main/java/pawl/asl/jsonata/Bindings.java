package pawl.asl.jsonata;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What an expression sees from outside.
 *
 * @param variables the value of {@code $name}, also of {@code $states}; null if there is none. It
 *     is asked at most once for each name in an evaluation
 * @param random for $random, $shuffle and $uuid; seeded by the caller so that an evaluation can be
 *     repeated
 * @param nowMillis what $now and $millis give
 */
public record Bindings(
    Function<String, @Nullable JsonNode> variables, RandomGenerator random, long nowMillis) {}
