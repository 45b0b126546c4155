package pawl.asl.jsonata;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Functions that write and read numbers and timestamps by pictures. */
final class FormatFunctions {
  private static final long STEPS_PER_CHARACTER = 4;

  private FormatFunctions() {}

  static void define(Library library) {
    library.define("formatNumber", "<n-so?:s>", 3, FormatFunctions::formatNumber);
    library.define("formatBase", "<n-n?:s>", 2, FormatFunctions::formatBase);
    library.define("formatInteger", "<n-s:s>", 2, FormatFunctions::formatInteger);
    library.define("parseInteger", "<s-s:n>", 2, FormatFunctions::parseInteger);
    library.define("toMillis", "<s-s?:n>", 2, FormatFunctions::toMillis);
    library.define("fromMillis", "<n-s?s?:s>", 3, FormatFunctions::fromMillis);
    library.define("now", "<s?s?:s>", 2, FormatFunctions::now);
    library.define("millis", "<:n>", 0, a -> Types.number((double) a.run().nowMillis()));
  }

  /** Pictures cost their length several times. */
  private static void charge(Arguments a, int picture) {
    a.run().charge(8 + STEPS_PER_CHARACTER * (a.has(picture) ? a.text(picture).length() : 0));
  }

  private static @Nullable Object formatNumber(Arguments a) {
    if (!a.has(0)) {
      return null;
    }
    charge(a, 1);
    Map<String, String> options = new LinkedHashMap<>();
    if (a.has(2)) {
      ObjectFunctions.members(a.get(2), a.run())
          .forEach(
              (name, value) -> {
                if (Types.isString(value)) {
                  options.put(name, Types.text(value));
                }
              });
    }
    return Types.string(
        NumberPictures.formatNumber(a.number(0), a.has(1) ? a.text(1) : "", options));
  }

  private static @Nullable Object formatBase(Arguments a) {
    return a.has(0) ? Types.string(NumberPictures.formatBase(a.number(0), a.number(1, 10))) : null;
  }

  private static @Nullable Object formatInteger(Arguments a) {
    if (!a.has(0)) {
      return null;
    }
    charge(a, 1);
    return Types.string(IntegerPictures.formatInteger(a.number(0), a.has(1) ? a.text(1) : ""));
  }

  private static @Nullable Object parseInteger(Arguments a) {
    if (!a.has(0)) {
      return null;
    }
    charge(a, 0);
    charge(a, 1);
    return Types.number(IntegerPictures.parseInteger(a.text(0), a.has(1) ? a.text(1) : ""));
  }

  private static @Nullable Object toMillis(Arguments a) {
    if (!a.has(0)) {
      return null;
    }
    charge(a, 0);
    charge(a, 1);
    OptionalDouble millis =
        DateTimePictures.toMillis(a.text(0), a.textOrNull(1), a.run().nowMillis());
    return millis.isPresent() ? Types.number(millis.getAsDouble()) : null;
  }

  private static @Nullable Object fromMillis(Arguments a) {
    if (!a.has(0)) {
      return null;
    }
    charge(a, 1);
    return Types.string(DateTimePictures.fromMillis(a.number(0), a.textOrNull(1), a.textOrNull(2)));
  }

  private static Object now(Arguments a) {
    charge(a, 0);
    return Types.string(
        DateTimePictures.fromMillis(a.run().nowMillis(), a.textOrNull(0), a.textOrNull(1)));
  }
}
