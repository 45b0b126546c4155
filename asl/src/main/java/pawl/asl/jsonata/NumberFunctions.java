package pawl.asl.jsonata;

import com.fasterxml.jackson.databind.node.BooleanNode;
import java.util.function.DoubleUnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Functions of numbers and of arrays of numbers. */
final class NumberFunctions {
  private static final Pattern DECIMAL =
      Pattern.compile("-?[0-9]++(\\.[0-9]++)?([Ee][-+]?[0-9]++)?");
  private static final Pattern HEXADECIMAL = Pattern.compile("^0[xX][0-9A-Fa-f]");
  private static final Pattern OCTAL = Pattern.compile("0[oO][0-7]");
  private static final Pattern BINARY = Pattern.compile("0[bB][01]++$");

  private NumberFunctions() {}

  static void define(Library library) {
    library.define("sum", "<a<n>:n>", 1, a -> a.has(0) ? Types.number(sum(a)) : null);
    library.define("max", "<a<n>:n>", 1, a -> extreme(a, true));
    library.define("min", "<a<n>:n>", 1, a -> extreme(a, false));
    library.define("average", "<a<n>:n>", 1, NumberFunctions::average);
    library.define("number", "<(nsb)-:n>", 1, NumberFunctions::number);
    library.define("floor", "<n-:n>", 1, a -> map(a, Math::floor));
    library.define("ceil", "<n-:n>", 1, a -> map(a, Math::ceil));
    library.define("abs", "<n-:n>", 1, a -> map(a, Math::abs));
    library.define("round", "<n-n?:n>", 2, NumberFunctions::round);
    library.define("sqrt", "<n-:n>", 1, NumberFunctions::sqrt);
    library.define("power", "<n-n:n>", 2, NumberFunctions::power);
    library.define("boolean", "<x-:b>", 1, a -> a.has(0) ? truth(a, true) : null);
    library.define("not", "<x-:b>", 1, a -> a.has(0) ? truth(a, false) : null);
  }

  private static Object truth(Arguments a, boolean expected) {
    return Types.bool(Truth.of(a.get(0), a.run()) == expected);
  }

  private static double sum(Arguments a) {
    Object numbers = a.get(0);
    int length = Types.length(numbers);
    a.run().chargeMembers(length);
    double total = 0;
    for (int i = 0; i < length; i++) {
      total += Types.number(Types.get(numbers, i));
    }
    return total;
  }

  private static @Nullable Object average(Arguments a) {
    if (!a.has(0) || Types.length(a.get(0)) == 0) {
      return null;
    }
    return Types.number(sum(a) / Types.length(a.get(0)));
  }

  private static @Nullable Object extreme(Arguments a, boolean greatest) {
    if (!a.has(0) || Types.length(a.get(0)) == 0) {
      return null;
    }
    Object numbers = a.get(0);
    int length = Types.length(numbers);
    a.run().chargeMembers(length);
    double extreme = Types.number(Types.get(numbers, 0));
    for (int i = 1; i < length; i++) {
      double number = Types.number(Types.get(numbers, i));
      extreme = greatest ? Math.max(extreme, number) : Math.min(extreme, number);
    }
    return Types.number(extreme);
  }

  private static @Nullable Object map(Arguments a, DoubleUnaryOperator operator) {
    return a.has(0) ? Types.number(operator.applyAsDouble(a.number(0))) : null;
  }

  private static @Nullable Object round(Arguments a) {
    if (!a.has(0)) {
      return null;
    }
    double precision = Math.clamp(a.number(1, 0), -1000, 1000);
    return Types.number(Rounding.halfEven(a.number(0), (int) precision));
  }

  private static @Nullable Object sqrt(Arguments a) {
    if (a.has(0) && a.number(0) < 0) {
      throw new Fault(ErrorCode.D3060).with("value", a.get(0));
    }
    return map(a, Math::sqrt);
  }

  private static @Nullable Object power(Arguments a) {
    if (!a.has(0)) {
      return null;
    }
    double power = a.has(1) ? Math.pow(a.number(0), a.number(1)) : Double.NaN;
    if (!Double.isFinite(power)) {
      throw new Fault(ErrorCode.D3061).with("value", a.get(0)).with("exp", a.get(1));
    }
    return Types.number(power);
  }

  private static @Nullable Object number(Arguments a) {
    Object value = a.get(0);
    if (value == null || Types.isNumber(value)) {
      return value;
    }
    if (value instanceof BooleanNode flag) {
      return Types.number(flag.booleanValue() ? 1 : 0);
    }
    if (Types.isString(value)) {
      String text = a.text(0);
      a.run().chargeCharacters(text.length());
      if (DECIMAL.matcher(text).matches()) {
        double number = Double.parseDouble(text);
        if (Double.isFinite(number)) {
          return Types.number(number);
        }
      }
      if (HEXADECIMAL.matcher(text).find()
          || OCTAL.matcher(text).find()
          || BINARY.matcher(text).find()) {
        return Types.number(withRadix(text));
      }
    }
    throw new Fault(ErrorCode.D3030).with("value", value);
  }

  /** The value of a text such as 0xFF; NaN if there is more than that. */
  private static double withRadix(String text) {
    int radix =
        switch (text.length() > 1 ? text.charAt(1) | 0x20 : 0) {
          case 'x' -> 16;
          case 'o' -> 8;
          case 'b' -> 2;
          default -> 0;
        };
    if (radix == 0 || text.charAt(0) != '0') {
      return Double.NaN;
    }
    double number = 0;
    for (int i = 2; i < text.length(); i++) {
      int digit = Character.digit(text.charAt(i), radix);
      if (digit < 0) {
        return Double.NaN;
      }
      number = number * radix + digit;
    }
    return number;
  }
}
