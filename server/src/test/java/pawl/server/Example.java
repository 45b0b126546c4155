package pawl.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What is in {@code examples}, in a folder where a test may do with it what it likes. */
final class Example {
  private Example() {}

  static void copyTo(Path folder, String name) throws IOException {
    Path example = Path.of("..", "examples", name).toAbsolutePath().normalize();
    try (Stream<Path> files = Files.walk(example)) {
      for (Path file : files.filter(Example::isSource).toList()) {
        Path copy = folder.resolve(example.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        if (Files.isRegularFile(file)) {
          Files.copy(file, copy);
        }
      }
    }
  }

  private static boolean isSource(Path file) {
    String path = file.toString();
    return !path.contains(".pawl") && !path.contains("node_modules");
  }
}
