package pawl.asl.jsonata;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import pawl.asl.jsonata.DateTimePicture.NameCase;
import pawl.asl.jsonata.DateTimePicture.Part;

/** Writes a moment by a picture. */
final class DateTimeFormat {
  static final List<String> MONTHS =
      List.of(
          "January",
          "February",
          "March",
          "April",
          "May",
          "June",
          "July",
          "August",
          "September",
          "October",
          "November",
          "December");
  static final List<String> DAYS =
      List.of("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday");

  private static final String CALENDAR = "ISO";

  private final DateTimeFields fields;
  private final double offsetHours;
  private final double offsetMinutes;

  private DateTimeFormat(DateTimeFields fields, double offsetHours, double offsetMinutes) {
    this.fields = fields;
    this.offsetHours = offsetHours;
    this.offsetMinutes = offsetMinutes;
  }

  /**
   * The hours are rounded down and the minutes keep their sign, so that -0530 is six and a half
   * hours before UTC: jsonata-js does so.
   */
  static DateTimeFormat at(double millis, @Nullable String timezone) {
    double offset = timezone == null ? 0 : NumberText.leadingInteger(timezone);
    double hours = Math.floor(offset / 100);
    double minutes = offset % 100 + 0.0;
    return new DateTimeFormat(
        DateTimeFields.of(millis + (60 * hours + minutes) * 60_000), hours, minutes);
  }

  String format(DateTimePicture picture) {
    StringBuilder text = new StringBuilder();
    for (Part part : picture.parts()) {
      switch (part) {
        case Part.Literal literal -> text.append(literal.text());
        case Part.Component component -> text.append(component(component));
      }
      TextBound.check(text.length());
    }
    return text.toString();
  }

  private String component(Part.Component part) {
    return switch (part.component()) {
      case 'Y', 'M', 'D', 'd', 'F', 'W', 'w', 'X', 'x', 'H', 'h', 'm', 's', 'f' -> number(part);
      case 'Z', 'z' -> timezone(part);
      case 'P' -> {
        String half = fields.isAfternoon() ? "pm" : "am";
        yield part.names() == NameCase.UPPER ? half.toUpperCase(Locale.ROOT) : half;
      }
      case 'C', 'E' -> CALENDAR;
      // An unknown letter with a presentation is not refused.
      default -> "undefined";
    };
  }

  private String number(Part.Component part) {
    double value = fields.get(part.component());
    if (part.integer() == null) {
      return name(part, value);
    }
    boolean truncated = part.component() == 'Y' && part.digits() != -1;
    return part.integer().format(truncated ? value % Math.pow(10, part.digits()) : value);
  }

  private static String name(Part.Component part, double value) {
    List<String> names =
        switch (part.component()) {
          case 'M', 'x' -> MONTHS;
          case 'F' -> DAYS;
          default -> throw ErrorCode.D3133.exception("value", String.valueOf(part.component()));
        };
    if (Double.isNaN(value)) {
      return "undefined";
    }
    String name = names.get((int) value - 1);
    String cased =
        switch (part.names()) {
          case UPPER -> name.toUpperCase(Locale.ROOT);
          case LOWER -> name.toLowerCase(Locale.ROOT);
          case TITLE -> name;
          case null -> name;
        };
    return part.width().cut(cased);
  }

  private String timezone(Part.Component part) {
    double offset = offsetHours * 100 + offsetMinutes;
    String zone = (offset >= 0 ? "+" : "") + zone(part.integer(), offset);
    if (offset == 0 && part.traditional()) {
      return "Z";
    }
    return part.component() == 'z' ? "GMT" + zone : zone;
  }

  private String zone(@Nullable IntegerPicture picture, double offset) {
    if (!(picture instanceof DigitPicture digits)) {
      throw ErrorCode.D3134.exception();
    }
    if (digits.grouping() > 0 || digits.mandatory() == 3 || digits.mandatory() == 4) {
      return digits.format(offset);
    }
    if (digits.mandatory() > 4) {
      throw ErrorCode.D3134.exception("value", digits.mandatory());
    }
    String hours = digits.format(offsetHours);
    return offsetMinutes == 0
        ? hours
        : hours + ":" + IntegerPictures.formatInteger(offsetMinutes, "00");
  }
}
