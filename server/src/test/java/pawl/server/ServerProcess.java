package pawl.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The real program in a process of its own, which a test may kill. */
final class ServerProcess implements AutoCloseable {
  private static final Pattern URL = Pattern.compile("\\s+URL\\s+(http://\\S+)");
  private static final int PATIENCE_SECONDS = 60;

  private final Process process;
  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
  private final CompletableFuture<String> url = new CompletableFuture<>();

  private ServerProcess(Process process) {
    this.process = process;
    Thread.ofVirtual().start(this::read);
  }

  /** Starts {@code pawl} with these arguments. */
  static ServerProcess start(String... arguments) throws IOException {
    return start(Map.of(), arguments);
  }

  /** The same with more variables in its environment. */
  static ServerProcess start(Map<String, String> variables, String... arguments)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                System.getProperty("java.home") + "/bin/java",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                "pawl.server.cli.Main"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
    builder.environment().putAll(Map.of("AWS_EC2_METADATA_DISABLED", "true"));
    builder.environment().putAll(variables);
    return new ServerProcess(builder.start());
  }

  private void read() {
    try (BufferedReader reader = process.inputReader()) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(line);
        Matcher matcher = URL.matcher(line);
        if (matcher.matches()) {
          url.complete(matcher.group(1));
        }
      }
    } catch (IOException e) {
      lines.add(e.toString());
    }
    url.completeExceptionally(new IllegalStateException("it ended: " + output()));
  }

  /** Waits until it is ready. */
  String url() throws Exception {
    return url.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  String output() {
    return String.join("\n", List.copyOf(lines));
  }

  /** Processes that it has started and theirs. */
  List<ProcessHandle> descendants() {
    return process.descendants().toList();
  }

  /** {@code kill -9}. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Asks it to end, as Ctrl-C does; returns its exit code. */
  int stop() throws InterruptedException {
    process.destroy();
    return process.waitFor();
  }

  int waitFor() throws InterruptedException {
    return process.waitFor();
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
