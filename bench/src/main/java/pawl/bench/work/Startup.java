package pawl.bench.work;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import pawl.bench.load.Connection;
import pawl.bench.measure.Memory;

/** {@code pawl serve} on a new folder, from the command until it says that it is healthy. */
final class Startup implements Workload {
  private static final int TIMES = 7;
  private static final double IDLE_SECONDS = 3;
  private static final long PATIENCE_NANOS = 60_000_000_000L;
  private static final int DIGITS = 3;
  private static final double MIB = 1 << 20;
  private static final double GOAL_SECONDS = 1;
  private static final double RESIDENT_GOAL_MIB = 150;

  @Override
  public String name() {
    return "startup";
  }

  @Override
  public String description() {
    return "'pawl serve' until /health answers, and its memory when idle (median of 7, --count)";
  }

  @Override
  public Result run(Setting setting) throws Exception {
    List<String> program = program(setting);
    if (setting.launcher() != null) {
      // Builds what is to be built, reads what is to be read from the disk.
      run(new ProcessBuilder(with(program, "--version")));
    }
    int times = setting.countOr(TIMES);
    Duration idle = Duration.ofMillis((long) (1e3 * Math.min(IDLE_SECONDS, setting.seconds())));
    setting.measuring().run();
    Histogram ready = new Histogram(DIGITS);
    Histogram resident = new Histogram(DIGITS);
    for (int i = 0; i < times; i++) {
      startOnce(program, setting.data().resolve("data" + i), idle, ready, resident);
    }
    return Result.of(
            name(),
            "%d times, %s",
            times,
            setting.launcher() == null ? "without the launcher" : "with the launcher")
        .latencies(ready)
        .figure("residentBytesIdle", resident.getValueAtPercentile(50))
        .score(Score.atMost("ready", ready.getValueAtPercentile(50) / 1e9, GOAL_SECONDS, "s"))
        .score(
            Score.atMost(
                "resident when idle",
                resident.getValueAtPercentile(50) / MIB,
                RESIDENT_GOAL_MIB,
                "MiB"));
  }

  private static List<String> program(Setting setting) {
    Path launcher = setting.launcher();
    return launcher != null
        ? List.of(launcher.toString())
        : List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            "pawl.server.cli.Main");
  }

  private static List<String> with(List<String> program, String... arguments) {
    List<String> command = new ArrayList<>(program);
    command.addAll(List.of(arguments));
    return command;
  }

  private static void run(ProcessBuilder builder) throws IOException, InterruptedException {
    Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    process.getInputStream().readAllBytes();
    if (process.waitFor() != 0) {
      throw new IllegalStateException("The program can't be run");
    }
  }

  private static void startOnce(
      List<String> program, Path data, Duration idle, Histogram ready, Histogram resident)
      throws IOException, InterruptedException {
    int port = freePort();
    List<String> command =
        with(program, "serve", "--port", String.valueOf(port), "--data", data.toString());
    long began = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      while (!isHealthy(port)) {
        if (!process.isAlive() || System.nanoTime() - began > PATIENCE_NANOS) {
          throw new IllegalStateException("The server does not start");
        }
        Thread.sleep(1);
      }
      ready.recordValue(System.nanoTime() - began);
      Thread.sleep(idle);
      resident.recordValue(Math.max(0, Memory.resident(process.pid())));
    } finally {
      process.destroy();
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    }
  }

  private static boolean isHealthy(int port) {
    try (Connection connection = new Connection(port)) {
      connection.get("/health");
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
