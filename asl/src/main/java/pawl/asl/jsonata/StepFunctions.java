package pawl.asl.jsonata;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import pawl.asl.Json;

/** The functions that AWS Step Functions adds to JSONata. */
final class StepFunctions {
  private static final Set<String> ALGORITHMS =
      Set.of("MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512");

  private StepFunctions() {}

  static void define(Library library) {
    library.define("partition", "<an:a>", 2, StepFunctions::partition);
    library.define("range", "<nnn:a>", 3, StepFunctions::range);
    library.define("hash", "<s-s:s>", 2, StepFunctions::hash);
    library.define("random", "<n?:n>", 1, 0, StepFunctions::random);
    library.define("uuid", "<:s>", 0, a -> Types.string(uuid(a.run().random())));
    library.define("parse", "<s-:x>", 1, StepFunctions::parse);
  }

  private static double towardsZero(double number) {
    return number < 0 ? Math.ceil(number) : Math.floor(number);
  }

  private static @Nullable Object partition(Arguments a) {
    if (!a.has(0) || !a.has(1)) {
      return null;
    }
    double size = towardsZero(a.number(1));
    if (size == 0) {
      return null;
    }
    if (size < 0) {
      throw new JsonataException("", "The chunk size must be a positive integer");
    }
    Object array = a.get(0);
    int length = Types.length(array);
    a.run().charge(length);
    Sequence result = Sequence.array();
    for (int from = 0; from < length; from += (int) Math.min(size, length)) {
      Sequence part = Sequence.array();
      for (int i = from; i < length && i < from + size; i++) {
        part.add(Types.get(array, i));
      }
      result.add(part);
    }
    return result;
  }

  private static @Nullable Object range(Arguments a) {
    if (!a.has(0) || !a.has(1) || !a.has(2)) {
      return null;
    }
    double first = towardsZero(a.number(0));
    double last = towardsZero(a.number(1));
    double step = towardsZero(a.number(2));
    if (step == 0) {
      return null;
    }
    double count = Math.floor((last - first) / step) + 1;
    if (count * Bounds.BYTES_PER_MEMBER > Bounds.BYTES) {
      throw Bounds.memory();
    }
    Sequence result = Sequence.array();
    for (int i = 0; i < count; i++) {
      a.run().charge(1);
      result.add(Types.number(first + i * step));
    }
    return result;
  }

  private static @Nullable Object hash(Arguments a) {
    if (!a.has(0) || !a.has(1) || !ALGORITHMS.contains(a.text(1))) {
      return null;
    }
    a.run().charge(8 + a.text(0).length() / 4);
    try {
      MessageDigest digest = MessageDigest.getInstance(a.text(1));
      byte[] bytes = digest.digest(a.text(0).getBytes(StandardCharsets.UTF_8));
      return Types.string(HexFormat.of().formatHex(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object random(Arguments a) {
    double number =
        a.has(0) ? new Random((long) a.number(0)).nextDouble() : a.run().random().nextDouble();
    return Types.number(number);
  }

  private static String uuid(RandomGenerator random) {
    long high = random.nextLong() & 0xFFFF_FFFF_FFFF_0FFFL | 0x4000L;
    long low = random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
    return new UUID(high, low).toString();
  }

  private static @Nullable Object parse(Arguments a) {
    if (!a.has(0)) {
      return null;
    }
    String text = a.text(0);
    a.run().charge(1 + text.length());
    try {
      JsonNode value = Json.MAPPER.readTree(text);
      if (value == null || value.isMissingNode()) {
        throw new JsonataException("", "Unexpected end of JSON input");
      }
      return value;
    } catch (JsonProcessingException e) {
      throw new JsonataException("", e.getOriginalMessage());
    }
  }
}
