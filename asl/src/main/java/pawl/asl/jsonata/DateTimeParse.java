package pawl.asl.jsonata;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SequencedCollection;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import pawl.asl.jsonata.DateTimePicture.Part;
import pawl.asl.jsonata.TextPattern.Atom;
import pawl.asl.jsonata.TextPattern.Kind;

/** Reads a date and time by a picture. */
final class DateTimeParse {
  /** The words of numbers and what may stand between them. */
  private static final SequencedCollection<String> WORDS = words();

  private static final SequencedCollection<String> ORDINAL_SUFFIXES =
      List.of("th", "st", "nd", "rd");

  private final TextPattern pattern = new TextPattern();
  private final List<Reading> readings = new ArrayList<>();

  private DateTimeParse() {}

  /**
   * How to read a component from its place in the text.
   *
   * @param from the first of its patterns
   * @param to behind the last of its patterns
   * @param value gives NaN for a text that is no number and nothing for one that is no name
   */
  private record Reading(char component, int from, int to, ToValue value) {}

  private interface ToValue {
    @Nullable Double of(String text);
  }

  private static SequencedCollection<String> words() {
    List<String> words = new ArrayList<>(NumberWords.words());
    words.addAll(List.of("and", "-", ",", " "));
    return List.copyOf(words);
  }

  /** See {@link DateTimePictures#toMillis}. */
  static OptionalDouble millis(String text, DateTimePicture picture, long nowMillis) {
    DateTimeParse parse = new DateTimeParse();
    picture.parts().forEach(parse::add);
    int[] starts = parse.pattern.match(text);
    if (starts == null || parse.readings.isEmpty()) {
      return OptionalDouble.empty();
    }
    Map<Character, Double> components = new LinkedHashMap<>();
    for (Reading reading : parse.readings) {
      Double value =
          reading.value().of(text.substring(starts[reading.from()], starts[reading.to()]));
      components.remove(reading.component());
      if (value != null) {
        components.put(reading.component(), value);
      }
    }
    return OptionalDouble.of(new DateTimeComponents(components).millis(nowMillis));
  }

  private void add(Part part) {
    switch (part) {
      case Part.Literal(String literal) -> pattern.add(new Atom.Literal(literal));
      case Part.Component component -> {
        int from = pattern.size();
        ToValue value = addComponent(component);
        readings.add(new Reading(component.component(), from, pattern.size(), value));
      }
    }
  }

  private ToValue addComponent(Part.Component part) {
    if (part.component() == 'Z' || part.component() == 'z') {
      return addTimezone(part);
    }
    return part.integer() == null ? addName(part) : addInteger(part.integer(), part.digits());
  }

  private ToValue addTimezone(Part.Component part) {
    if (part.component() == 'z') {
      pattern.add(new Atom.Literal("GMT"));
    }
    pattern.add(new Atom.Run(Kind.SIGN, 1, 1));
    pattern.add(Atom.Run.of(Kind.DIGIT));
    String separator =
        part.integer() instanceof DigitPicture digits && digits.grouping() > 0
            ? digits.separators().getFirst().text()
            : "";
    if (!separator.isEmpty()) {
      pattern.add(new Atom.Literal(separator));
      pattern.add(Atom.Run.of(Kind.DIGIT));
    }
    int start = part.component() == 'z' ? 3 : 0;
    return text -> minutes(text.substring(start), separator);
  }

  /** The minutes have no sign of their own: -05:30 is four and a half hours before UTC. */
  private static double minutes(String text, String separator) {
    int hours = 3;
    int minutes = 3;
    if (!separator.isEmpty()) {
      hours = text.indexOf(separator, 1);
      minutes = hours + 1;
    } else if (text.length() <= 3) {
      return NumberText.leadingInteger(text) * 60;
    }
    return NumberText.leadingInteger(text.substring(0, hours)) * 60
        + NumberText.leadingInteger(text.substring(minutes));
  }

  private ToValue addInteger(IntegerPicture picture, double digits) {
    switch (picture) {
      case DigitPicture decimal -> {
        boolean limited = digits > 0;
        double least = digits - decimal.optional();
        pattern.add(
            limited
                ? new Atom.Run(Kind.DIGIT, least < 0 ? Double.POSITIVE_INFINITY : least, digits)
                : Atom.Run.of(Kind.DIGIT));
        if (decimal.ordinal()) {
          pattern.add(new Atom.OneOf(ORDINAL_SUFFIXES));
        }
      }
      case IntegerPicture.Letters _ -> pattern.add(Atom.Run.of(Kind.LETTER));
      case IntegerPicture.Roman _ -> pattern.add(Atom.Run.of(Kind.ROMAN_DIGIT));
      case IntegerPicture.Words _ -> pattern.add(new Atom.Repeated(WORDS));
      case IntegerPicture.Sequence sequence -> throw sequence.notSupported();
    }
    ToDoubleFunction<String> parse = picture::parse;
    return parse::applyAsDouble;
  }

  private ToValue addName(Part.Component part) {
    Map<String, Double> names = names(part);
    pattern.add(Atom.Run.of(Kind.LETTER));
    return names::get;
  }

  private static Map<String, Double> names(Part.Component part) {
    return switch (part.component()) {
      case 'M', 'x' -> numbered(DateTimeFormat.MONTHS, part.width());
      case 'F' -> numbered(DateTimeFormat.DAYS, part.width());
      case 'P' -> Map.of("am", 0.0, "AM", 0.0, "pm", 1.0, "PM", 1.0);
      default -> throw ErrorCode.D3133.exception("value", String.valueOf(part.component()));
    };
  }

  /** Of names that are the same when cut the last one counts; a width of zero is none. */
  private static Map<String, Double> numbered(List<String> names, DateTimePicture.Width width) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    boolean cut = width.maximum() != null && width.maximum() != 0;
    for (int i = 0; i < names.size(); i++) {
      numbers.put(cut ? width.cut(names.get(i)) : names.get(i), i + 1.0);
    }
    return numbers;
  }
}
