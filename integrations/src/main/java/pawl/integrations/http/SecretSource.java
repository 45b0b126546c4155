package pawl.integrations.http;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where values come from that a file of connections only names: {@code ${env:NAME}} is a variable
 * of the environment, {@code ${file:PATH}} the content of a file without the end of its last line.
 *
 * @param folder that relative paths begin in
 */
record SecretSource(Map<String, String> environment, Path folder) {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|file):([^{}]+)}");

  /** What a text becomes, or why it becomes nothing. */
  sealed interface Resolved {
    /**
     * The text with all values in it.
     *
     * @param isSecret whether any was put in
     */
    record Value(String text, boolean isSecret) implements Resolved {}

    record Missing(String reason) implements Resolved {}
  }

  SecretSource {
    environment = Map.copyOf(environment);
  }

  /** Puts values where a text names them. */
  Resolved resolve(String text) {
    StringBuilder result = new StringBuilder();
    Matcher reference = REFERENCE.matcher(text);
    int end = 0;
    while (reference.find()) {
      result.append(text, end, reference.start());
      end = reference.end();
      Resolved value =
          reference.group(1).equals("env")
              ? variable(reference.group(2))
              : content(reference.group(2));
      switch (value) {
        case Resolved.Missing missing -> {
          return missing;
        }
        case Resolved.Value(String found, boolean _) -> result.append(found);
      }
    }
    return new Resolved.Value(result.append(text, end, text.length()).toString(), end > 0);
  }

  private Resolved variable(String name) {
    String value = environment.get(name);
    return value == null
        ? new Resolved.Missing("the environment has no variable " + name)
        : new Resolved.Value(value, true);
  }

  private Resolved content(String path) {
    Path file = folder.resolve(path);
    try {
      return new Resolved.Value(Files.readString(file).replaceFirst("\\R\\z", ""), true);
    } catch (NoSuchFileException _) {
      return new Resolved.Missing("there is no file " + file);
    } catch (CharacterCodingException _) {
      return new Resolved.Missing("the file " + file + " is not UTF-8");
    } catch (IOException e) {
      return new Resolved.Missing("the file " + file + " can't be read: " + e);
    }
  }
}
