package pawl.asl.jsonata;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A regular expression of JavaScript, matched within the bounds of an evaluation. */
record RegularExpression(String source, Pattern pattern) {
  static RegularExpression of(String source, String flags) {
    return new RegularExpression(source, RegexSyntax.compile(source, flags));
  }

  /** The match after another one; null if there is none. */
  @Nullable Object next(String text, int from, Evaluation run) {
    if (from >= text.length()) {
      return null;
    }
    ObjectValue next = match(text, from, run);
    if (next != null && next.get("match") != null && Types.text(next.get("match")).isEmpty()) {
      throw new Fault(ErrorCode.D1004);
    }
    return next;
  }

  /** The first match from there on, as an object of match, start, end, groups and next. */
  @Nullable ObjectValue match(String text, int from, Evaluation run) {
    Matcher matcher = pattern.matcher(new MeteredText(text, 0, text.length(), run));
    try {
      if (!matcher.find(from)) {
        return null;
      }
    } catch (StackOverflowError tooDeep) {
      throw Bounds.depth();
    }
    Sequence groups = Sequence.array();
    for (int i = 1; i <= matcher.groupCount(); i++) {
      int start = matcher.start(i);
      groups.add(start < 0 ? null : Types.string(text.substring(start, matcher.end(i))));
    }
    ObjectValue match = new ObjectValue();
    match.put("match", Types.string(text.substring(matcher.start(), matcher.end())));
    match.put("start", Types.number(matcher.start()));
    match.put("end", Types.number(matcher.end()));
    match.put("groups", groups);
    match.put("next", new FunctionValue.NextMatch(this, text, matcher.end()));
    return match;
  }

  /** A text that counts how often it is looked at: what a backtracking matcher costs. */
  private record MeteredText(String text, int from, int to, Evaluation run)
      implements CharSequence {
    @Override
    public char charAt(int index) {
      run.chargeLook();
      return text.charAt(from + index);
    }

    @Override
    public int length() {
      return to - from;
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return new MeteredText(text, from + start, from + end, run);
    }

    @Override
    public String toString() {
      return text.substring(from, to);
    }
  }
}
