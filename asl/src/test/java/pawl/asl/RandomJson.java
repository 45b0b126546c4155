package pawl.asl;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.random.RandomGenerator;

/** Draws JSON values; few names and small numbers, so that equal things meet. */
public final class RandomJson {
  public static final List<String> NAMES = List.of("a", "b", "c", "x y", "ü");
  private static final String[] CHARACTERS = {
    "a", "b", "Z", "0", " ", ",", ".", "'", "\"", "\\", "{", "}", "ü", "€", "😀", "\n", "\u0000",
    "/"
  };

  private final RandomGenerator random;

  public RandomJson(RandomGenerator random) {
    this.random = random;
  }

  public JsonNode value(int depth) {
    return switch (random.nextInt(depth > 0 ? 12 : 6)) {
      case 0 -> NullNode.getInstance();
      case 1 -> BooleanNode.valueOf(random.nextBoolean());
      case 2, 3 -> number();
      case 4, 5 -> TextNode.valueOf(random.nextBoolean() ? name() : text());
      case 6, 7, 8 -> array(depth - 1);
      default -> object(depth - 1);
    };
  }

  public ArrayNode array(int depth) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (int i = random.nextInt(5); i > 0; i--) {
      array.add(value(depth));
    }
    return array;
  }

  public ObjectNode object(int depth) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (int i = random.nextInt(5); i > 0; i--) {
      object.set(name(), value(depth));
    }
    return object;
  }

  public String name() {
    return NAMES.get(random.nextInt(NAMES.size()));
  }

  /** Any characters, also outside the basic plane. */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(9); i > 0; i--) {
      text.append(CHARACTERS[random.nextInt(CHARACTERS.length)]);
    }
    return text.toString();
  }

  public JsonNode number() {
    try {
      return Json.MAPPER.readTree(numberText());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A number in any of the forms that JSON allows. */
  public String numberText() {
    if (random.nextInt(3) > 0) {
      return Integer.toString(random.nextInt(-3, 4));
    }
    StringBuilder text = new StringBuilder(random.nextBoolean() ? "-" : "");
    text.append(random.nextBoolean() ? "0" : Long.toString(random.nextLong(1, Long.MAX_VALUE)));
    if (random.nextBoolean()) {
      text.append('.');
      for (int i = random.nextInt(4); i >= 0; i--) {
        text.append((char) ('0' + random.nextInt(10)));
      }
    }
    if (random.nextInt(3) == 0) {
      text.append(random.nextBoolean() ? "e" : "E");
      text.append(new String[] {"", "+", "-"}[random.nextInt(3)]).append(random.nextInt(30));
    }
    return text.toString();
  }
}
