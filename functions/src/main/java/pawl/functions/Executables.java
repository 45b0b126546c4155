package pawl.functions;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds programs on the PATH of the host. */
final class Executables {
  private Executables() {}

  static Optional<Path> find(String name) {
    for (String folder : path().split(File.pathSeparator)) {
      try {
        Path candidate = Path.of(folder, name).toAbsolutePath();
        if (!folder.isEmpty() && Files.isExecutable(candidate) && Files.isRegularFile(candidate)) {
          return Optional.of(candidate);
        }
      } catch (InvalidPathException e) {
        // An entry that is no path holds no program either.
        continue;
      }
    }
    return Optional.empty();
  }

  static String path() {
    return Optional.ofNullable(System.getenv("PATH")).orElse("/usr/local/bin:/usr/bin:/bin");
  }

  static List<String> prepend(List<String> front, List<String> rest) {
    List<String> all = new ArrayList<>(front);
    all.addAll(rest);
    return List.copyOf(all);
  }
}
