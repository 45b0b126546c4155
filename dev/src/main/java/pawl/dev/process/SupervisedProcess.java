package pawl.dev.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A command that is kept running: started again when it ends, with growing pauses, until closed.
 * Its whole process tree ends with {@link #close} and also when this process is killed.
 */
public final class SupervisedProcess implements AutoCloseable {
  /** How long a process must have run for its next end to count as the first. */
  private static final Duration STEADY = Duration.ofSeconds(10);

  /** The script gives the command three seconds, then kills it. */
  private static final Duration STOPPING = Duration.ofSeconds(6);

  private final String name;
  private final String command;
  private final Path folder;
  private final Map<String, String> environment;
  private final Duration firstPause;
  private final Duration longestPause;
  private final ProcessOutput output;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final ReentrantLock lock = new ReentrantLock();
  private final Thread supervisor;
  private @Nullable Process process;

  private SupervisedProcess(
      String name,
      String command,
      Path folder,
      Map<String, String> environment,
      Duration firstPause,
      Duration longestPause,
      ProcessOutput output) {
    this.name = name;
    this.command = command;
    this.folder = folder;
    this.environment = Map.copyOf(environment);
    this.firstPause = firstPause;
    this.longestPause = longestPause;
    this.output = output;
    this.supervisor = Thread.ofVirtual().name("process-" + name).unstarted(this::supervise);
  }

  /**
   * Starts the command with {@code sh -c} in the folder. The first pause before it is started again
   * is half a second, the longest thirty.
   *
   * @param environment variables besides those of this process
   */
  public static SupervisedProcess start(
      String name,
      String command,
      Path folder,
      Map<String, String> environment,
      ProcessOutput output) {
    return start(
        name, command, folder, environment, Duration.ofMillis(500), Duration.ofSeconds(30), output);
  }

  static SupervisedProcess start(
      String name,
      String command,
      Path folder,
      Map<String, String> environment,
      Duration firstPause,
      Duration longestPause,
      ProcessOutput output) {
    SupervisedProcess process =
        new SupervisedProcess(name, command, folder, environment, firstPause, longestPause, output);
    process.supervisor.start();
    return process;
  }

  public String command() {
    return command;
  }

  private void supervise() {
    Duration pause = firstPause;
    try {
      while (closing.getCount() > 0) {
        long began = System.nanoTime();
        String end = runOnce();
        if (closing.getCount() == 0) {
          return;
        }
        boolean steady = System.nanoTime() - began > STEADY.toNanos();
        pause = steady ? firstPause : pause;
        output.happened(name, "%s; starts again in %s".formatted(end, seconds(pause)));
        if (closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
          return;
        }
        pause = pause.multipliedBy(2);
        pause = pause.compareTo(longestPause) > 0 ? longestPause : pause;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String seconds(Duration pause) {
    return pause.toMillis() % 1000 == 0
        ? pause.toSeconds() + " s"
        : pause.toMillis() / 1000.0 + " s";
  }

  /** Starts the command and waits for its end; says how it ended. */
  private String runOnce() throws InterruptedException {
    Process started;
    lock.lock();
    try {
      if (closing.getCount() == 0) {
        return "stopped";
      }
      started = launch();
      process = started;
    } catch (IOException e) {
      return "can't be started (" + e.getMessage() + ")";
    } finally {
      lock.unlock();
    }
    Thread reader = Thread.ofVirtual().name("output-" + name).start(() -> read(started));
    int code = started.waitFor();
    // What the command started elsewhere may hold its output open for ever.
    reader.join(Duration.ofSeconds(1));
    return "ended with exit code " + code;
  }

  private Process launch() throws IOException {
    ProcessBuilder builder = new ProcessBuilder("sh", "-c", script(), "pawl", command);
    builder.directory(folder.toFile()).redirectErrorStream(true);
    // A profile would make AWS SDKs look past the variables.
    builder.environment().remove("AWS_PROFILE");
    builder.environment().putAll(environment);
    return builder.start();
  }

  private static String script() throws IOException {
    try (InputStream script = SupervisedProcess.class.getResourceAsStream("supervise.sh")) {
      if (script == null) {
        throw new IllegalStateException("The resource supervise.sh is missing");
      }
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void read(Process from) {
    try (BufferedReader reader = from.inputReader(StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        output.written(name, line);
      }
    } catch (IOException e) {
      if (closing.getCount() > 0) {
        output.happened(name, "its output can't be read: " + e.getMessage());
      }
    }
  }

  /** Stops the command and everything it started: politely first, by force after three seconds. */
  @Override
  public void close() {
    beginStopping();
    try {
      if (!supervisor.join(STOPPING)) {
        kill();
        supervisor.join(STOPPING);
      }
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
    }
  }

  /** Lets the command stop and does not wait for it; {@link #close} does. */
  public void beginStopping() {
    lock.lock();
    try {
      closing.countDown();
      if (process != null) {
        process.getOutputStream().close();
      }
    } catch (IOException e) {
      kill();
    } finally {
      lock.unlock();
    }
  }

  private void kill() {
    lock.lock();
    try {
      if (process != null) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    } finally {
      lock.unlock();
    }
  }
}
