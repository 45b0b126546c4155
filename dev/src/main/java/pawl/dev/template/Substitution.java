package pawl.dev.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pawl.asl.Diagnostic;

/** Puts values in the place of <code>${Name}</code>, as DefinitionSubstitutions do. */
final class Substitution {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z0-9_:.-]+)}");

  private Substitution() {}

  static Substituted in(String text, Map<String, String> values) {
    StringBuilder result = new StringBuilder();
    List<Piece> pieces = new ArrayList<>();
    Map<String, Diagnostic.Position> unknown = new LinkedHashMap<>();
    Matcher matcher = VARIABLE.matcher(text);
    int copied = 0;
    while (matcher.find()) {
      String value = values.get(matcher.group(1));
      if (value == null) {
        unknown.putIfAbsent(matcher.group(1), position(text, matcher.start()));
        continue;
      }
      pieces.add(new Piece(result.length(), copied, true));
      result.append(text, copied, matcher.start());
      pieces.add(new Piece(result.length(), matcher.start(), false));
      result.append(value);
      copied = matcher.end();
    }
    pieces.add(new Piece(result.length(), copied, true));
    result.append(text, copied, text.length());
    return new Substituted(result.toString(), text, pieces, unknown);
  }

  /**
   * From {@code start} in the result on stands what began at {@code origin}: copied, or a value.
   */
  private record Piece(int start, int origin, boolean copied) {}

  /**
   * A text with values in it.
   *
   * @param unknown names without a value, and where each stands first
   */
  record Substituted(
      String text, String source, List<Piece> pieces, Map<String, Diagnostic.Position> unknown) {
    /** The place in the source of a place in the text; a value's is that of its variable. */
    Diagnostic.Position origin(Diagnostic.Position position) {
      int offset = offset(text, position);
      Piece piece = pieces.getFirst();
      for (Piece candidate : pieces) {
        if (candidate.start() <= offset) {
          piece = candidate;
        }
      }
      int origin = piece.origin() + (piece.copied() ? offset - piece.start() : 0);
      return Substitution.position(source, origin);
    }
  }

  private static int offset(String text, Diagnostic.Position position) {
    int offset = 0;
    for (int line = 1; line < position.line(); line++) {
      int end = text.indexOf('\n', offset);
      if (end < 0) {
        break;
      }
      offset = end + 1;
    }
    return Math.min(offset + Math.max(position.column() - 1, 0), text.length());
  }

  private static Diagnostic.Position position(String text, int offset) {
    int line = 1;
    int lineStart = 0;
    for (int end = text.indexOf('\n');
        end >= 0 && end < offset;
        end = text.indexOf('\n', end + 1)) {
      line++;
      lineStart = end + 1;
    }
    return new Diagnostic.Position(line, offset - lineStart + 1);
  }
}
