package pawl.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A tour of the API with AWS's SDK for JavaScript, over HTTP/1.1 and HTTP/2: {@code
 * src/test/js/tour.mjs}. The SDK is installed into {@code target} once for every lock file.
 */
class JavaScriptTourTest {
  private static final Path SOURCES = Path.of("src", "test", "js").toAbsolutePath();
  private static final Path HOME = Path.of("target", "js-tour").toAbsolutePath();

  private static final int OLDEST_NODE = 20;

  @TempDir private Path data;

  @Test
  void shouldServeTheSdkForJavaScript() throws Exception {
    Programs.need("node", "npm");
    Files.createDirectories(HOME);
    String version = run("node", "--version").strip();
    assumeTrue(
        Integer.parseInt(version.substring(1, version.indexOf('.'))) >= OLDEST_NODE,
        "the SDK does not run on Node.js " + version);
    install();
    Files.copy(
        SOURCES.resolve("tour.mjs"), HOME.resolve("tour.mjs"), StandardCopyOption.REPLACE_EXISTING);
    Config config =
        new Config("127.0.0.1", 0, data, "us-east-1", "123456789012", Config.Profile.AWS);
    try (Server server = Server.start(config)) {
      String output = run("node", "tour.mjs", server.url());

      assertThat(output).contains("http1: mapRun", "http2: mapRun", "http2: trying");
    }
  }

  /** The lock file beside the modules says of which it is they were installed from. */
  private static void install() throws Exception {
    String lock = Files.readString(SOURCES.resolve("package-lock.json"));
    assertThat(lock).as("a registry is nobody else's business").doesNotContain("\"resolved\"");
    Path installed = HOME.resolve("installed.json");
    if (Files.exists(installed) && Files.readString(installed).equals(lock)) {
      return;
    }
    for (String file : List.of("package.json", "package-lock.json")) {
      Files.copy(SOURCES.resolve(file), HOME.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
    Files.writeString(installed, lock);
  }

  /** Runs a program that has to succeed; what it said. */
  private static String run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).directory(HOME.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as("%s: %s", List.of(command), output).isZero();
    return output;
  }
}
