package pawl.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import pawl.asl.Json;

/**
 * What a result depends on besides the program.
 *
 * @param commit of the sources, with a plus sign if they were changed since
 */
record Environment(
    String time,
    String commit,
    int processors,
    String processor,
    long memoryBytes,
    String system,
    String java,
    String flags) {
  static Environment read() {
    var system =
        ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
    return new Environment(
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        readCommit(),
        system.getAvailableProcessors(),
        readProcessor(),
        system.getTotalMemorySize(),
        system.getName() + " " + system.getVersion(),
        System.getProperty("java.vm.name") + " " + Runtime.version(),
        String.join(" ", Fork.flags().stream().filter(flag -> !flag.startsWith("-D")).toList()));
  }

  /** The one of a report. */
  static Environment read(JsonNode json) {
    return new Environment(
        json.path("time").asText(),
        json.path("commit").asText(),
        json.path("processors").asInt(),
        json.path("processor").asText(),
        json.path("memoryBytes").asLong(),
        json.path("system").asText(),
        json.path("java").asText(),
        json.path("flags").asText());
  }

  ObjectNode json() {
    return Json.MAPPER
        .createObjectNode()
        .put("time", time)
        .put("commit", commit)
        .put("processors", processors)
        .put("processor", processor)
        .put("memoryBytes", memoryBytes)
        .put("system", system)
        .put("java", java)
        .put("flags", flags);
  }

  String line() {
    return "%s, commit %s, %d processors (%s), %d GiB, %s, %s, flags: %s"
        .formatted(
            time,
            commit,
            processors,
            processor,
            Math.round(memoryBytes / (double) (1 << 30)),
            system,
            java,
            flags.isEmpty() ? "none" : flags);
  }

  private static String readProcessor() {
    try {
      return Files.readString(Path.of("/proc/cpuinfo"))
          .lines()
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException e) {
      return System.getProperty("os.arch");
    }
  }

  private static String readCommit() {
    String root = System.getenv().getOrDefault("PAWL_ROOT", ".");
    String hash = git(root, "rev-parse", "--short", "HEAD");
    if (hash.isEmpty()) {
      return "unknown";
    }
    return git(root, "status", "--porcelain", "-uno").isEmpty() ? hash : hash + "+";
  }

  private static String git(String root, String... arguments) {
    try {
      List<String> command = new ArrayList<>(List.of("git", "-C", root));
      command.addAll(List.of(arguments));
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0 ? text.strip() : "";
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
