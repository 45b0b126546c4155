package pawl.functions;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that no function process outlives the host, not even after {@code kill -9}: one small
 * shell, told of every process, holds the reading end of a pipe. When the host is gone, however it
 * went, the pipe ends and the shell kills what is left. Works for every runtime, and for handlers
 * that are in the middle of work.
 *
 * <p>Where {@code setsid} exists, each process leads a group of its own. Then Ctrl-C in the host's
 * terminal doesn't reach it, and what it started is ended with it.
 */
final class ProcessGuard implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ProcessGuard.class);

  private final String script;
  private final Optional<Path> setsid;
  private final Map<Long, Boolean> pids = new ConcurrentHashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Process shell;
  private boolean closed;

  private ProcessGuard(String script, Optional<Path> setsid) {
    this.script = script;
    this.setsid = setsid;
  }

  static ProcessGuard start() throws IOException {
    try (InputStream resource = ProcessGuard.class.getResourceAsStream("guard.sh")) {
      if (resource == null) {
        throw new IllegalStateException("the resource guard.sh is missing");
      }
      String script = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
      ProcessGuard guard = new ProcessGuard(script, Executables.find("setsid"));
      guard.shell = guard.startShell();
      return guard;
    }
  }

  /** The command, to be started as the leader of a process group if the machine can do that. */
  List<String> inOwnGroup(List<String> command) {
    return setsid
        .map(path -> Executables.prepend(List.of(path.toString()), command))
        .orElse(command);
  }

  /** A process has been started. */
  void add(long pid) {
    pids.put(pid, true);
    send("+ " + pid + kind());
  }

  /** Kills what the process has left behind, if it led a group, and forgets it. */
  void end(long pid) {
    if (pids.remove(pid) != null) {
      send("k " + pid);
    }
  }

  /** Kills everything that is left. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      if (shell != null) {
        shell.getOutputStream().close();
      }
    } catch (IOException e) {
      LOG.debug("closing the pipe to the guard", e);
    } finally {
      lock.unlock();
    }
  }

  private String kind() {
    return setsid.isPresent() ? " g" : " p";
  }

  private void send(String line) {
    lock.lock();
    try {
      if (closed || shell == null) {
        return;
      }
      try {
        write(shell, line);
      } catch (IOException e) {
        LOG.warn(
            "the guard of the function processes has ended ({}); starting it anew", e.getMessage());
        shell = startShell();
        for (long pid : pids.keySet()) {
          write(shell, "+ " + pid + kind());
        }
      }
    } catch (IOException e) {
      LOG.error("the guard can't be started: function processes may outlive a killed host", e);
    } finally {
      lock.unlock();
    }
  }

  private static void write(Process shell, String line) throws IOException {
    OutputStream out = shell.getOutputStream();
    out.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  private Process startShell() throws IOException {
    Path sh = Executables.find("sh").orElse(Path.of("/bin/sh"));
    if (!Files.isExecutable(sh)) {
      throw new IOException("the function host needs a POSIX shell: no sh on the PATH");
    }
    ProcessBuilder builder = new ProcessBuilder(inOwnGroup(List.of(sh.toString(), "-c", script)));
    builder
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD);
    return builder.start();
  }
}
