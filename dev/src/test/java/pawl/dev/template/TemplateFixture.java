package pawl.dev.template;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import pawl.engine.id.Arns;

/** A folder with a template in it, and what came of reading it. */
final class TemplateFixture {
  static final String MACHINE =
      """
      {
        "StartAt": "A",
        "States": {
          "A": {"Type": "Task", "Resource": "${Function}", "End": true}
        }
      }
      """;

  private final Path folder;
  private final Map<String, String> parameters = new HashMap<>();

  TemplateFixture(Path folder) {
    this.folder = folder;
  }

  TemplateFixture file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return this;
  }

  TemplateFixture parameter(String name, String value) {
    parameters.put(name, value);
    return this;
  }

  SamTemplate read(String text) throws IOException {
    return read("template.yaml", text);
  }

  SamTemplate read(String name, String text) throws IOException {
    file(name, text);
    return SamTemplate.read(
        folder.resolve(name),
        new Surroundings(
            new Arns("eu-north-1", "123456789012"), "shop", "http://127.0.0.1:9324", parameters));
  }

  /** {@code file:line:column: severity: message} of each problem. */
  List<String> problems(SamTemplate template) throws IOException {
    return template.problems().stream()
        .map(problem -> problem.text(template.file().getParent()))
        .toList();
  }
}
