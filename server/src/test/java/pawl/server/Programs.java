package pawl.server;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Programs that a test needs and not every machine has. */
final class Programs {
  private Programs() {}

  static boolean isOnPath(String program) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  /** Skips the test, and says why, if a program is not there; {@code ./check} installs them. */
  static void need(String... programs) {
    for (String program : programs) {
      assumeTrue(isOnPath(program), program + " is not installed");
    }
  }
}
