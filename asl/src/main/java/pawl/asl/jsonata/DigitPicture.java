package pawl.asl.jsonata;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An integer in decimal digits.
 *
 * @param zero the zero of the script
 * @param mandatory how many digits are printed at least
 * @param optional how many optional digits the picture has
 * @param grouping how many digits lie between two separators if they are regular, else 0
 * @param separators from the last to the first
 */
record DigitPicture(
    int zero,
    double mandatory,
    int optional,
    int grouping,
    List<Separator> separators,
    boolean ordinal)
    implements IntegerPicture {

  /**
   * @param position how many digits lie behind it
   */
  record Separator(int position, String text) {}

  /** The zeros of the scripts whose digits a picture may use. */
  private static final int[] ZEROS = {
    0x30, 0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6,
    0x0D66, 0x0DE6, 0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80,
    0x1A90, 0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0,
    0xFF10
  };

  /** Without a digit the picture is a sequence. */
  static IntegerPicture of(String picture, boolean ordinal) {
    int[] characters = picture.codePoints().toArray();
    List<Separator> separators = new ArrayList<>();
    int zero = -1;
    int mandatory = 0;
    int optional = 0;
    for (int i = characters.length - 1; i >= 0; i--) {
      int script = zeroOf(characters[i]);
      if (script >= 0) {
        if (zero >= 0 && zero != script) {
          throw ErrorCode.D3131.exception();
        }
        zero = script;
        mandatory++;
      } else if (characters[i] == '#') {
        optional++;
      } else {
        separators.add(new Separator(mandatory + optional, Character.toString(characters[i])));
      }
    }
    return mandatory == 0
        ? new Sequence(picture)
        : new DigitPicture(zero, mandatory, optional, grouping(separators), separators, ordinal);
  }

  private static int zeroOf(int character) {
    for (int zero : ZEROS) {
      if (character >= zero && character <= zero + 9) {
        return zero;
      }
    }
    return -1;
  }

  private static int grouping(List<Separator> separators) {
    boolean same = separators.stream().map(Separator::text).distinct().count() == 1;
    return same
        ? NumberPicture.regular(separators.stream().mapToInt(Separator::position).toArray())
        : 0;
  }

  DigitPicture withMandatory(double digits) {
    return new DigitPicture(zero, digits, optional, grouping, separators, ordinal);
  }

  @Override
  public String formatMagnitude(double number) {
    TextBound.check(mandatory);
    String digits = NumberText.of(number);
    digits = "0".repeat((int) Math.max(0, mandatory - digits.length())) + digits;
    if (zero != '0') {
      digits = shift(digits, zero - '0');
    }
    String grouped = grouping > 0 ? groupRegularly(digits) : group(digits);
    return ordinal ? grouped + ordinalSuffix(grouped) : grouped;
  }

  private String groupRegularly(String digits) {
    String separator = separators.getFirst().text();
    Insertions insertions = new Insertions(digits);
    for (int group = (digits.length() - 1) / grouping; group > 0; group--) {
      insertions.insert(insertions.length() - group * grouping, separator);
    }
    return insertions.text();
  }

  /**
   * A separator with fewer digits behind it than the number has goes to its place. One further to
   * the left goes to the front, and then jsonata-js drops characters there, since substr of a
   * negative index counts from the end.
   */
  private String group(String digits) {
    StringBuilder reversed = new StringBuilder(digits).reverse();
    int next = separators.size() - 1;
    for (; next >= 0 && separators.get(next).position() > reversed.length(); next--) {
      Separator separator = separators.get(next);
      int dropped = Math.max(0, 2 * reversed.length() - separator.position());
      reversed.setLength(reversed.length() - dropped);
      reversed.append(new StringBuilder(separator.text()).reverse());
    }
    Insertions insertions = new Insertions(reversed.reverse().toString());
    for (; next >= 0; next--) {
      Separator separator = separators.get(next);
      insertions.insert(insertions.length() - separator.position(), separator.text());
    }
    return insertions.text();
  }

  private static String ordinalSuffix(String digits) {
    int last = digits.length() - 1;
    if (last > 0 && digits.charAt(last - 1) == '1') {
      return "th";
    }
    return switch (digits.charAt(last)) {
      case '1' -> "st";
      case '2' -> "nd";
      case '3' -> "rd";
      default -> "th";
    };
  }

  @Override
  public double parse(String text) {
    String digits = ordinal ? text.substring(0, Math.max(0, text.length() - 2)) : text;
    digits = grouping > 0 ? digits.replace(",", "") : withoutSeparators(digits);
    if (zero != '0') {
      if (digits.chars().anyMatch(c -> c < zero - '0')) {
        return Double.NaN;
      }
      digits = shift(digits, '0' - zero);
    }
    return NumberText.leadingInteger(digits) + 0.0;
  }

  private String withoutSeparators(String digits) {
    if (separators.isEmpty()) {
      return digits;
    }
    var dropped = separators.stream().map(Separator::text).collect(Collectors.toSet());
    StringBuilder kept = new StringBuilder(digits.length());
    digits
        .codePoints()
        .filter(c -> !dropped.contains(Character.toString(c)))
        .forEach(kept::appendCodePoint);
    return kept.toString();
  }

  private static String shift(String text, int distance) {
    StringBuilder shifted = new StringBuilder(text.length());
    text.chars().forEach(c -> shifted.append((char) (c + distance)));
    return shifted.toString();
  }
}
