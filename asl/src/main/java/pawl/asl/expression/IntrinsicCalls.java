package pawl.asl.expression;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.UUID;
import pawl.asl.Json;

/** Carries out calls of intrinsic functions. */
final class IntrinsicCalls {
  /** What States.Base64Encode, Base64Decode and Hash take, in characters. */
  private static final int MAX_CODED_CHARACTERS = 10_000;

  /** How Jayway begins when a path looks for an element of what is no array. */
  private static final String NO_ARRAY = "Filter: ";

  private static final Set<String> HASHES = Set.of("MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512");

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private IntrinsicCalls() {}

  static JsonNode call(Expression.Call call, Scope scope) {
    return call(call, call, scope);
  }

  /**
   * @param whole the expression that the call is in; a path that finds nothing names that
   */
  private static JsonNode call(Expression.Call call, Expression.Call whole, Scope scope) {
    List<JsonNode> values = new ArrayList<>(call.arguments().size());
    for (Expression argument : call.arguments()) {
      values.add(argument(argument, whole, scope));
    }
    Arguments arguments = new Arguments(call, values);
    return switch (call.function()) {
      case FORMAT -> format(call, arguments, scope);
      case STRING_TO_JSON -> stringToJson(arguments, scope);
      case JSON_TO_STRING -> text(arguments.any(0).toString(), scope);
      case ARRAY -> NODES.arrayNode().addAll(values);
      case ARRAY_PARTITION -> ArrayCalls.partition(arguments);
      case ARRAY_CONTAINS -> BooleanNode.valueOf(ArrayCalls.contains(arguments));
      case ARRAY_RANGE -> ArrayCalls.range(arguments);
      case ARRAY_GET_ITEM -> ArrayCalls.item(arguments);
      case ARRAY_LENGTH -> NODES.numberNode(arguments.array(0).size());
      case ARRAY_UNIQUE -> ArrayCalls.unique(arguments);
      case BASE64_ENCODE -> base64Encode(arguments);
      case BASE64_DECODE -> base64Decode(arguments);
      case HASH -> hash(arguments);
      case JSON_MERGE -> merge(arguments);
      case MATH_RANDOM -> MathCalls.random(arguments, scope);
      case MATH_ADD -> MathCalls.add(arguments);
      case STRING_SPLIT -> split(arguments, scope);
      case UUID -> uuid(scope);
    };
  }

  private static JsonNode argument(Expression argument, Expression.Call whole, Scope scope) {
    return switch (argument) {
      case Expression.Selector(Path path) ->
          switch (path.selectPresent(scope)) {
            case Path.Selection.Found(JsonNode node) -> node;
            case Path.Selection.Missing(String reason) ->
                throw EvaluationException.runtime(
                    Arguments.message(
                        whole,
                        reason.startsWith(NO_ARRAY) ? reason : path.absenceAsArgument(scope)));
          };
      case Expression.Call call -> call(call, whole, scope);
      default -> argument.evaluate(scope, whole.text());
    };
  }

  private static JsonNode format(Expression.Call call, Arguments arguments, Scope scope) {
    List<String> parts =
        call.arguments().getFirst() instanceof Expression.FormatPattern(List<String> compiled)
            ? compiled
            : FormatPatterns.parts(arguments.string(0));
    int places = parts.size() - 1;
    if (places != arguments.count() - 1) {
      throw arguments.failure(
          "The number of arguments does not match the number of {} in the template string");
    }
    StringBuilder out = new StringBuilder(parts.getFirst());
    for (int i = 1; i <= places; i++) {
      FormatPatterns.print(arguments.any(i), out, scope);
      out.append(parts.get(i));
    }
    return TextNode.valueOf(out.toString());
  }

  private static JsonNode stringToJson(Arguments arguments, Scope scope) {
    String json = arguments.string(0);
    if (json.isBlank()) {
      return NullNode.getInstance();
    }
    scope.produce(json.length());
    try {
      return Json.MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw arguments.failure(String.valueOf(e.getMessage()));
    }
  }

  private static JsonNode base64Encode(Arguments arguments) {
    byte[] data = coded(arguments).getBytes(StandardCharsets.UTF_8);
    return TextNode.valueOf(Base64.getEncoder().encodeToString(data));
  }

  private static JsonNode base64Decode(Arguments arguments) {
    try {
      byte[] data = Base64.getDecoder().decode(coded(arguments));
      return TextNode.valueOf(new String(data, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw arguments.failure(String.valueOf(e.getMessage()));
    }
  }

  private static JsonNode hash(Arguments arguments) {
    JsonNode data = arguments.any(0);
    String text = data.isTextual() ? data.textValue() : data.toString();
    checkCoded(text, arguments);
    String algorithm = arguments.string(1);
    if (!HASHES.contains(algorithm)) {
      throw arguments.failure(
          "The hash algorithm must be one of MD5, SHA-1, SHA-256, SHA-384 and SHA-512, but was: "
              + algorithm);
    }
    try {
      MessageDigest digest = MessageDigest.getInstance(algorithm);
      byte[] hash = digest.digest(text.getBytes(StandardCharsets.UTF_8));
      return TextNode.valueOf(HexFormat.of().formatHex(hash));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("The JDK lacks a standard hash", e);
    }
  }

  private static String coded(Arguments arguments) {
    String text = arguments.string(0);
    checkCoded(text, arguments);
    return text;
  }

  private static void checkCoded(String text, Arguments arguments) {
    if (text.length() > MAX_CODED_CHARACTERS) {
      throw arguments.failure("The data may have at most " + MAX_CODED_CHARACTERS + " characters");
    }
  }

  private static JsonNode merge(Arguments arguments) {
    ObjectNode first = arguments.object(0);
    ObjectNode second = arguments.object(1);
    if (arguments.bool(2)) {
      throw arguments.failure("Deep merging is not supported");
    }
    ObjectNode merged = NODES.objectNode();
    merged.setAll(first);
    merged.setAll(second);
    return merged;
  }

  /** Every character of the second argument separates; empty parts are dropped. */
  private static JsonNode split(Arguments arguments, Scope scope) {
    String text = arguments.string(0);
    String separators = arguments.string(1);
    scope.produce(text.length());
    var parts = NODES.arrayNode();
    StringTokenizer tokens = new StringTokenizer(text, separators);
    while (tokens.hasMoreTokens()) {
      parts.add(tokens.nextToken());
    }
    return parts;
  }

  /** A version 4 UUID from the evaluation's own randomness. */
  private static JsonNode uuid(Scope scope) {
    long high = (scope.random().nextLong() & ~0xF000L) | 0x4000L;
    long low = (scope.random().nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return TextNode.valueOf(new UUID(high, low).toString());
  }

  private static JsonNode text(String text, Scope scope) {
    scope.produce(text.length());
    return TextNode.valueOf(text);
  }
}
