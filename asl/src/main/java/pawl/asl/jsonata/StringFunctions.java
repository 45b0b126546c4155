package pawl.asl.jsonata;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Functions of strings, without patterns. */
final class StringFunctions {
  private static final int PIECE = 128;

  private StringFunctions() {}

  static void define(Library library) {
    library.define("string", "<x-b?:s>", 2, 1, StringFunctions::string);
    library.define("substring", "<s-nn?:s>", 3, StringFunctions::substring);
    library.define("substringBefore", "<s-s:s>", 2, StringFunctions::substringBefore);
    library.define("substringAfter", "<s-s:s>", 2, StringFunctions::substringAfter);
    library.define(
        "lowercase", "<s-:s>", 1, a -> map(a, t -> inPieces(t, p -> p.toLowerCase(Locale.ROOT))));
    library.define(
        "uppercase", "<s-:s>", 1, a -> map(a, t -> inPieces(t, p -> p.toUpperCase(Locale.ROOT))));
    library.define("length", "<s-:n>", 1, StringFunctions::length);
    library.define("trim", "<s-:s>", 1, a -> map(a, StringFunctions::trim));
    library.define("pad", "<s-ns?:s>", 3, StringFunctions::pad);
    library.define("join", "<a<s>s?:s>", 2, StringFunctions::join);
    library.define("base64encode", "<s-:s>", 1, a -> map(a, StringFunctions::encode));
    library.define("base64decode", "<s-:s>", 1, a -> map(a, StringFunctions::decode));
    for (UrlCoding coding : UrlCoding.values()) {
      library.define(coding.function(), "<s-:s>", 1, a -> map(a, coding::apply));
    }
  }

  /** A function from text to text. */
  private interface Mapping {
    String apply(String text);
  }

  private static @Nullable Object map(Arguments a, Mapping mapping) {
    if (!a.has(0)) {
      return null;
    }
    a.run().chargeCharacters(a.text(0).length());
    return Types.string(mapping.apply(a.text(0)));
  }

  /** Java's mapping of cases takes quadratic time where one character becomes two. */
  private static String inPieces(String text, Mapping mapping) {
    if (text.length() <= PIECE) {
      return mapping.apply(text);
    }
    StringBuilder out = new StringBuilder(text.length());
    int from = 0;
    while (from < text.length()) {
      int to = Math.min(from + PIECE, text.length());
      if (to < text.length() && Character.isLowSurrogate(text.charAt(to))) {
        to++;
      }
      out.append(mapping.apply(text.substring(from, to)));
      from = to;
    }
    return out.toString();
  }

  private static @Nullable Object string(Arguments a) {
    Object value = a.get(0);
    if (value == null || Types.isString(value)) {
      return value;
    }
    return Types.string(Stringify.text(value, Truth.of(a.get(1), a.run()), a.run()));
  }

  private static @Nullable Object length(Arguments a) {
    if (!a.has(0)) {
      return null;
    }
    String text = a.text(0);
    a.run().chargeCharacters(text.length());
    return Types.number(text.codePointCount(0, text.length()));
  }

  private static @Nullable Object substring(Arguments a) {
    if (!a.has(0)) {
      return null;
    }
    String text = a.text(0);
    a.run().chargeCharacters(text.length());
    int length = text.codePointCount(0, text.length());
    double start = a.number(1, 0);
    if (length + start < 0) {
      start = 0;
    }
    if (!a.has(2)) {
      return slice(text, length, start, length);
    }
    if (a.number(2) <= 0) {
      return Types.string("");
    }
    return slice(
        text, length, start, start >= 0 ? start + a.number(2) : length + start + a.number(2));
  }

  /** JavaScript's slice, counted in code points. */
  private static Object slice(String text, int length, double start, double end) {
    int from = index(start, length);
    int to = index(end, length);
    return Types.string(
        from >= to
            ? ""
            : text.substring(text.offsetByCodePoints(0, from), text.offsetByCodePoints(0, to)));
  }

  private static int index(double position, int length) {
    double whole = position < 0 ? Math.ceil(position) : Math.floor(position);
    return (int) (whole < 0 ? Math.max(length + whole, 0) : Math.min(whole, length));
  }

  private static @Nullable Object substringBefore(Arguments a) {
    if (!a.has(0)) {
      return null;
    }
    int at = indexOf(a);
    return at < 0 ? a.get(0) : Types.string(a.text(0).substring(0, at));
  }

  private static @Nullable Object substringAfter(Arguments a) {
    if (!a.has(0)) {
      return null;
    }
    int at = indexOf(a);
    return at < 0 ? a.get(0) : Types.string(a.text(0).substring(at + a.text(1).length()));
  }

  private static int indexOf(Arguments a) {
    return Search.indexOf(a.text(0), a.has(1) ? a.text(1) : "undefined", 0, a.run());
  }

  private static String trim(String text) {
    StringBuilder out = new StringBuilder();
    boolean blank = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
        blank = !out.isEmpty();
      } else {
        out.append(blank ? " " : "").append(c);
        blank = false;
      }
    }
    return out.toString();
  }

  private static @Nullable Object pad(Arguments a) {
    if (!a.has(0)) {
      return null;
    }
    String text = a.text(0);
    String filler = a.has(2) && !a.text(2).isEmpty() ? a.text(2) : " ";
    double width = a.number(1, 0);
    double missing = Math.abs(width) - text.codePointCount(0, text.length());
    if (!(missing > 0)) {
      return a.get(0);
    }
    if (missing > Bounds.BYTES) {
      throw Bounds.memory();
    }
    a.run().chargeCharacters((long) missing);
    int size = filler.codePointCount(0, filler.length());
    String padding = filler.repeat((int) Math.ceil(missing / size));
    padding = padding.substring(0, padding.offsetByCodePoints(0, (int) missing));
    return Types.string(width > 0 ? text + padding : padding + text);
  }

  private static @Nullable Object join(Arguments a) {
    if (!a.has(0)) {
      return null;
    }
    String separator = a.has(1) ? a.text(1) : "";
    StringBuilder out = new StringBuilder();
    Object strings = a.get(0);
    for (int i = 0; i < Types.length(strings); i++) {
      Object string = Types.get(strings, i);
      int before = out.length();
      out.append(i == 0 ? "" : separator);
      out.append(Types.isString(string) ? Types.text(string) : "");
      a.run().chargeCharacters(out.length() - before);
      if (out.length() > Bounds.BYTES) {
        throw Bounds.memory();
      }
    }
    return Types.string(out.toString());
  }

  private static String encode(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String decode(String text) {
    try {
      return new String(Base64.getDecoder().decode(text), StandardCharsets.ISO_8859_1);
    } catch (IllegalArgumentException e) {
      throw new JsonataException("", "The text is not base64: " + e.getMessage());
    }
  }
}
