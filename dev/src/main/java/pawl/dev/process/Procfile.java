package pawl.dev.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pawl.dev.template.Problem;

/**
 * A file of lines <code>name: command</code>; empty lines and lines that begin with {@code #} are
 * left out.
 *
 * @param commands by name, in the order of the file
 */
public record Procfile(Map<String, String> commands, List<Problem> problems) {
  public static final String NAME = "Procfile";
  private static final Pattern LINE = Pattern.compile("([A-Za-z0-9_-]+)\\s*:\\s*(\\S.*)");

  /** Reads a Procfile; one that doesn't exist has no commands. */
  public static Procfile read(Path file) {
    Map<String, String> commands = new LinkedHashMap<>();
    List<Problem> problems = new ArrayList<>();
    List<String> lines = List.of();
    try {
      lines = Files.readAllLines(file);
    } catch (NoSuchFileException none) {
      return new Procfile(commands, problems);
    } catch (IOException e) {
      problems.add(error(file, 0, "The file can't be read: " + e));
    }
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      Matcher matcher = LINE.matcher(line);
      if (!matcher.matches()) {
        problems.add(error(file, i + 1, "A line of a Procfile is 'name: command', not: " + line));
      } else if (commands.putIfAbsent(matcher.group(1), matcher.group(2)) != null) {
        problems.add(error(file, i + 1, "The process " + matcher.group(1) + " stands here twice"));
      }
    }
    return new Procfile(commands, problems);
  }

  private static Problem error(Path file, int line, String message) {
    return new Problem(Problem.Severity.ERROR, file, line, 1, message);
  }
}
