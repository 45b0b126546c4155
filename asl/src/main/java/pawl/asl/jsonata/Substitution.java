package pawl.asl.jsonata;

import org.jspecify.annotations.Nullable;

/** A replacement in which {@code $0} is the match, {@code $1} a group, {@code $$} a dollar sign. */
final class Substitution {
  private Substitution() {}

  static String of(String replacement, String match, @Nullable Object groups, Evaluation run) {
    int count = Types.isArray(groups) ? Types.length(groups) : 0;
    StringBuilder out = new StringBuilder();
    int position = 0;
    int at = replacement.indexOf('$');
    while (at >= 0) {
      out.append(replacement, position, at);
      position = at + 1;
      if (replacement.startsWith("$", position)) {
        out.append('$');
        position++;
      } else if (replacement.startsWith("0", position)) {
        out.append(match);
        position++;
      } else {
        int digits = Integer.toString(Math.max(count, 1)).length();
        double index = number(replacement, position, digits);
        if (digits > 1 && index > count) {
          index = number(replacement, position, digits - 1);
        }
        if (Double.isNaN(index)) {
          out.append('$');
        } else {
          out.append(group(groups, count, (int) index));
          position += NumberText.of(index).length();
        }
      }
      run.charge(1 + match.length() / Bounds.CHARACTERS_PER_STEP);
      if (out.length() > Bounds.BYTES) {
        throw Bounds.memory();
      }
      at = replacement.indexOf('$', position);
    }
    return out.append(replacement, Math.min(position, replacement.length()), replacement.length())
        .toString();
  }

  private static double number(String text, int from, int digits) {
    return NumberText.leadingInteger(text.substring(from, Math.min(from + digits, text.length())));
  }

  private static String group(@Nullable Object groups, int count, int index) {
    Object group = index >= 1 && index <= count ? Types.get(groups, index - 1) : null;
    return Types.isString(group) ? Types.text(group) : "";
  }
}
