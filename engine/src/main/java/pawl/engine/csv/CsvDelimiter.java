package pawl.engine.csv;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What may stand between two fields; the names are those of ReaderConfig's CSVDelimiter. */
public enum CsvDelimiter {
  COMMA(','),
  PIPE('|'),
  SEMICOLON(';'),
  SPACE(' '),
  TAB('\t');

  private final char character;

  CsvDelimiter(char character) {
    this.character = character;
  }

  public char character() {
    return character;
  }

  /** The delimiter of this name, which is the comma if none is given; empty if there is none. */
  public static Optional<CsvDelimiter> named(@Nullable String name) {
    return name == null
        ? Optional.of(COMMA)
        : Arrays.stream(values()).filter(it -> it.name().equals(name)).findFirst();
  }
}
