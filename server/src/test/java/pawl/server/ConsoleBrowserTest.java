package pawl.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import pawl.server.console.ConsoleFiles;

/**
 * The console in a real Chromium, against {@code pawl dev examples/long-running}. The tests stand
 * in {@code console/e2e/run.mjs}; each becomes one here. They leave pictures in {@code
 * console/target/screenshots}.
 */
class ConsoleBrowserTest {
  private static final Path CONSOLE = Path.of("..", "console").toAbsolutePath().normalize();

  @TempDir private Path folder;

  @TestFactory
  List<DynamicTest> shouldWorkInABrowser() throws Exception {
    Programs.need("node", "npm", "python3", "chromium");
    assumeTrue(new ConsoleFiles().isThere(), "the console was not built");
    assumeTrue(
        Files.isDirectory(CONSOLE.resolve("node_modules/playwright-core")),
        "the packages of the console are not installed");
    Example.copyTo(folder, "long-running");

    try (ServerProcess dev = ServerProcess.start("dev", folder.toString(), "--port", "0")) {
      List<String> lines = run(dev.url());
      List<DynamicTest> tests = new ArrayList<>();
      for (String line : lines) {
        if (line.startsWith("ok ")) {
          tests.add(DynamicTest.dynamicTest(line.substring(3), () -> {}));
        } else if (line.startsWith("not ok ")) {
          tests.add(DynamicTest.dynamicTest(line.substring(7), () -> assertThat(line).isEmpty()));
        }
      }
      assertThat(tests).as(String.join("\n", lines)).hasSizeGreaterThan(10);
      return tests;
    }
  }

  private List<String> run(String url) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("node", "e2e/run.mjs", url, folder.resolve("inputs").toString())
            .directory(CONSOLE.toFile())
            .redirectErrorStream(true)
            .start();
    List<String> lines = new ArrayList<>();
    try (BufferedReader reader = process.inputReader()) {
      reader.lines().peek(System.out::println).forEach(lines::add);
    } finally {
      process.destroy();
    }
    process.waitFor();
    return lines;
  }
}
