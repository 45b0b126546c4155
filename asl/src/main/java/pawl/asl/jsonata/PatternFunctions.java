package pawl.asl.jsonata;

import org.jspecify.annotations.Nullable;

/** Functions of strings that take a regular expression or another matcher. */
final class PatternFunctions {
  private static final int STEPS_PER_MATCH = 6;

  private PatternFunctions() {}

  static void define(Library library) {
    library.define("match", "<s-f<s:o>n?:a<o>>", 3, PatternFunctions::match);
    library.define("contains", "<s-(sf):b>", 2, PatternFunctions::contains);
    library.define("replace", "<s-(sf)(sf)n?:s>", 4, PatternFunctions::replace);
    library.define("split", "<s-(sf)n?:a<s>>", 3, PatternFunctions::split);
  }

  /** One match: what a matcher gives. */
  private record Match(Object value, Arguments arguments) {
    static @Nullable Match first(Arguments a, @Nullable Object matcher) {
      return of(a.call(matcher, a.get(0)), a);
    }

    private static @Nullable Match of(@Nullable Object value, Arguments a) {
      if (value == null) {
        return null;
      }
      a.run().charge(STEPS_PER_MATCH);
      Match match = new Match(value, a);
      if (Types.isTruthy(value)
          && !(Types.isNumber(match.member("start"))
              || Types.isArray(match.member("groups"))
              || Types.isFunction(match.member("next")))) {
        throw new Fault(ErrorCode.T1010);
      }
      return match;
    }

    @Nullable Match next() {
      return of(arguments.call(member("next"), (Object) null), arguments);
    }

    @Nullable Object member(String name) {
      return Name.lookup(value, name, arguments.run());
    }

    String text() {
      return Types.isString(member("match")) ? Types.text(member("match")) : "";
    }

    int start() {
      return index("start");
    }

    int end() {
      return index("end");
    }

    private int index(String name) {
      return Types.isNumber(member(name)) ? (int) Types.number(member(name)) : 0;
    }
  }

  private static double limit(Arguments a, int index, ErrorCode code) {
    double limit = a.number(index, Double.POSITIVE_INFINITY);
    if (limit < 0) {
      throw new Fault(code);
    }
    return limit;
  }

  private static @Nullable Object contains(Arguments a) {
    if (!a.has(0)) {
      return null;
    }
    return Types.bool(
        Types.isFunction(a.get(1))
            ? Match.first(a, a.get(1)) != null
            : Search.indexOf(a.text(0), a.has(1) ? a.text(1) : "undefined", 0, a.run()) >= 0);
  }

  private static @Nullable Object match(Arguments a) {
    if (!a.has(0)) {
      return null;
    }
    double limit = limit(a, 2, ErrorCode.D3040);
    Sequence result = Sequence.sequence();
    Match match = limit > 0 ? Match.first(a, a.get(1)) : null;
    while (match != null && result.size() < limit) {
      a.run().charge(1);
      ObjectValue found = new ObjectValue();
      put(found, "match", match.member("match"));
      put(found, "index", match.member("start"));
      put(found, "groups", match.member("groups"));
      result.add(found);
      match = match.next();
    }
    return result;
  }

  private static void put(ObjectValue object, String name, @Nullable Object value) {
    if (value != null) {
      object.put(name, value);
    }
  }

  private static @Nullable Object split(Arguments a) {
    if (!a.has(0)) {
      return null;
    }
    double limit = limit(a, 2, ErrorCode.D3020);
    Sequence result = Sequence.array();
    if (!(limit > 0)) {
      return result;
    }
    String text = a.text(0);
    a.run().chargeCharacters(text.length());
    if (!Types.isFunction(a.get(1))) {
      splitAtText(text, a, Math.floor(limit), result);
      return result;
    }
    Match match = Match.first(a, a.get(1));
    int start = 0;
    while (match != null && result.size() < limit) {
      result.add(Types.string(substring(text, start, match.start())));
      start = match.end();
      match = match.next();
      a.run().charge(1);
    }
    if (result.size() < limit) {
      result.add(Types.string(substring(text, start, text.length())));
    }
    return result;
  }

  private static void splitAtText(String text, Arguments a, double limit, Sequence result) {
    if (!a.has(1)) {
      result.add(Types.string(text));
      return;
    }
    String separator = a.text(1);
    if (separator.isEmpty()) {
      a.run().charge(text.length());
      for (int i = 0; i < text.length() && i < limit; i++) {
        result.add(Types.string(text.substring(i, i + 1)));
      }
      return;
    }
    int start = 0;
    int at = Search.indexOf(text, separator, 0, a.run());
    while (at >= 0 && result.size() < limit) {
      a.run().charge(1);
      result.add(Types.string(text.substring(start, at)));
      start = at + separator.length();
      at = Search.indexOf(text, separator, start, a.run());
    }
    if (result.size() < limit) {
      result.add(Types.string(text.substring(start)));
    }
  }

  /** JavaScript's substring, which a matcher's positions may run beyond. */
  private static String substring(String text, int start, int end) {
    int from = Math.clamp(Math.min(start, end), 0, text.length());
    return text.substring(from, Math.clamp(Math.max(start, end), from, text.length()));
  }

  private static @Nullable Object replace(Arguments a) {
    if (!a.has(0)) {
      return null;
    }
    if (Types.isString(a.get(1)) && a.text(1).isEmpty()) {
      throw new Fault(ErrorCode.D3010);
    }
    double limit = limit(a, 3, ErrorCode.D3011);
    if (!(limit > 0)) {
      return a.get(0);
    }
    StringBuilder out = new StringBuilder();
    int position =
        Types.isFunction(a.get(1)) ? replaceMatches(a, limit, out) : replaceText(a, limit, out);
    append(out, substring(a.text(0), position, a.text(0).length()), a.run());
    return Types.string(out.toString());
  }

  private static void append(StringBuilder out, String text, Evaluation run) {
    run.charge(text.length() / Bounds.CHARACTERS_PER_STEP);
    out.append(text);
    if (out.length() > Bounds.BYTES) {
      throw Bounds.memory();
    }
  }

  private static int replaceText(Arguments a, double limit, StringBuilder out) {
    String text = a.text(0);
    String pattern = a.has(1) ? a.text(1) : "undefined";
    if (Types.isFunction(a.get(2))) {
      throw new Fault(ErrorCode.D3012);
    }
    String replacement = a.has(2) ? a.text(2) : "undefined";
    int position = 0;
    int count = 0;
    int at = Search.indexOf(text, pattern, 0, a.run());
    while (at >= 0 && count < limit) {
      a.run().charge(1);
      append(out, text.substring(position, at), a.run());
      append(out, replacement, a.run());
      position = at + pattern.length();
      count++;
      at = Search.indexOf(text, pattern, position, a.run());
    }
    return position;
  }

  private static int replaceMatches(Arguments a, double limit, StringBuilder out) {
    int position = 0;
    int count = 0;
    Match match = Match.first(a, a.get(1));
    while (match != null && count < limit) {
      append(out, substring(a.text(0), position, match.start()), a.run());
      append(out, replacement(a, match), a.run());
      position = match.start() + match.text().length();
      count++;
      match = match.next();
      a.run().charge(1);
    }
    return position;
  }

  private static String replacement(Arguments a, Match match) {
    if (Types.isString(a.get(2))) {
      return Substitution.of(a.text(2), match.text(), match.member("groups"), a.run());
    }
    Object replacement = a.call(a.get(2), match.value());
    if (!Types.isString(replacement)) {
      throw new Fault(ErrorCode.D3012);
    }
    return Types.text(replacement);
  }
}
