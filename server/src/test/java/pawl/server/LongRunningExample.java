package pawl.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** {@code examples/long-running}, in a folder where a test may do with it what it likes. */
final class LongRunningExample {
  private LongRunningExample() {}

  static void copyTo(Path folder) throws IOException {
    Path example = Path.of("..", "examples", "long-running").toAbsolutePath().normalize();
    try (Stream<Path> files = Files.walk(example)) {
      for (Path file : files.filter(LongRunningExample::isSource).toList()) {
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
