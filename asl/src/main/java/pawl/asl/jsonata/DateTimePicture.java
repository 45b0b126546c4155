package pawl.asl.jsonata;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A picture of a date and time, read: XPath F&O 3.1, 9.8.4.1. */
record DateTimePicture(List<Part> parts) {
  /** The form of $now and of $fromMillis without a picture. */
  static final DateTimePicture ISO_8601 =
      of("[Y0001]-[M01]-[D01]T[H01]:[m01]:[s01].[f001][Z01:01t]");

  private static final String INTEGERS = "YMDdFWwXxHhmsf";
  private static final String TRUNCATED = "YMD";

  /** A piece of a picture. */
  sealed interface Part {
    /** Text that stands for itself. */
    record Literal(String text) implements Part {}

    /**
     * A component between square brackets.
     *
     * @param component its letter, Y for the year and so on
     * @param names how names are written; null for numbers
     * @param integer how numbers are written; null for names and for what has no number
     * @param digits for Y, M and D: how many digits there are, -1 for any number; NaN if the width
     *     is no number, so that nothing is known
     * @param traditional whether the picture ends in t: then UTC is Z
     */
    record Component(
        char component,
        @Nullable NameCase names,
        @Nullable IntegerPicture integer,
        double digits,
        Width width,
        boolean traditional)
        implements Part {}
  }

  /** How a name is written. */
  enum NameCase {
    UPPER,
    LOWER,
    TITLE
  }

  /**
   * How many characters a component has; null without a limit, NaN if it is no number.
   *
   * @param minimum counts for numbers
   * @param maximum counts for names and for Y, M and D
   */
  record Width(@Nullable Double minimum, @Nullable Double maximum) {
    private static final Width ANY = new Width(null, null);

    static Width of(String text) {
      int dash = text.indexOf('-');
      return dash < 0
          ? new Width(limit(text), null)
          : new Width(limit(text.substring(0, dash)), limit(text.substring(dash + 1)));
    }

    private static @Nullable Double limit(String text) {
      return text.equals("*") ? null : Double.valueOf(NumberText.leadingInteger(text));
    }

    /** The name cut to the maximum. */
    String cut(String name) {
      return maximum != null && name.length() > maximum
          ? name.substring(0, (int) Math.max(0, maximum))
          : name;
    }
  }

  /**
   * @throws JsonataException D3132 for an unknown component, D3135 if a bracket is not closed, and
   *     what {@link IntegerPicture} throws
   */
  static DateTimePicture of(String picture) {
    List<Part> parts = new ArrayList<>();
    int start = 0;
    int open = picture.indexOf('[');
    while (open >= 0) {
      literal(parts, picture.substring(start, open));
      if (picture.startsWith("[[", open)) {
        parts.add(new Part.Literal("["));
        start = open + 2;
      } else {
        int close = picture.indexOf(']', open);
        if (close < 0) {
          throw ErrorCode.D3135.exception();
        }
        parts.add(component(withoutSpaces(picture.substring(open + 1, close))));
        start = close + 1;
      }
      open = picture.indexOf('[', start);
    }
    literal(parts, picture.substring(start));
    return new DateTimePicture(List.copyOf(parts));
  }

  private static void literal(List<Part> parts, String text) {
    if (!text.isEmpty()) {
      parts.add(new Part.Literal(text.replace("]]", "]")));
    }
  }

  private static String withoutSpaces(String text) {
    StringBuilder kept = new StringBuilder(text.length());
    text.chars().filter(c -> !NumberText.isSpace((char) c)).forEach(c -> kept.append((char) c));
    return kept.toString();
  }

  private static Part component(String marker) {
    if (marker.isEmpty()) {
      throw ErrorCode.D3132.exception("value", "");
    }
    char component = marker.charAt(0);
    int comma = marker.lastIndexOf(',');
    Width width = comma < 0 ? Width.ANY : Width.of(marker.substring(comma + 1));
    String presentation = marker.substring(1, comma < 0 ? marker.length() : Math.max(1, comma));
    String modifier = "";
    if (presentation.isEmpty()) {
      presentation = defaultPresentation(component);
    } else if (presentation.length() > 1 && "atco".indexOf(last(presentation)) >= 0) {
      modifier = String.valueOf(last(presentation));
      presentation = presentation.substring(0, presentation.length() - 1);
    }
    NameCase names = names(presentation);
    IntegerPicture integer = null;
    if (component == 'Z' || component == 'z') {
      integer = IntegerPicture.of(presentation);
    } else if (names == null && INTEGERS.indexOf(component) >= 0) {
      integer =
          IntegerPicture.of(modifier.isEmpty() ? presentation : presentation + ";" + modifier);
    }
    return sized(component, names, integer, width, modifier.equals("t"));
  }

  private static char last(String text) {
    return text.charAt(text.length() - 1);
  }

  private static String defaultPresentation(char component) {
    return switch (component) {
      case 'Y', 'M', 'D', 'd', 'W', 'w', 'X', 'x', 'H', 'h', 'f' -> "1";
      case 'F', 'P', 'C', 'E' -> "n";
      case 'm', 's' -> "01";
      case 'Z', 'z' -> "01:01";
      default -> throw ErrorCode.D3132.exception("value", String.valueOf(component));
    };
  }

  private static @Nullable NameCase names(String presentation) {
    if (presentation.startsWith("n")) {
      return NameCase.LOWER;
    }
    if (presentation.startsWith("Nn")) {
      return NameCase.TITLE;
    }
    return presentation.startsWith("N") ? NameCase.UPPER : null;
  }

  /** Applies the width to the digits. */
  private static Part sized(
      char component,
      @Nullable NameCase names,
      @Nullable IntegerPicture integer,
      Width width,
      boolean traditional) {
    double digits = -1;
    if (integer instanceof DigitPicture picture && component != 'Z' && component != 'z') {
      if (width.minimum() != null && picture.mandatory() < width.minimum()) {
        picture = picture.withMandatory(width.minimum());
      }
      if (TRUNCATED.indexOf(component) >= 0 && width.maximum() == null) {
        double all = picture.mandatory() + picture.optional();
        digits = all >= 2 ? all : -1;
      }
      integer = picture;
    }
    if (integer != null && TRUNCATED.indexOf(component) >= 0 && width.maximum() != null) {
      digits = width.maximum();
      integer = integer instanceof DigitPicture picture ? picture.withMandatory(digits) : integer;
    }
    return new Part.Component(component, names, integer, digits, width, traditional);
  }
}
