package pawl.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The ports of queues and buckets, which stay the same from start to start while they are free:
 * queue URLs stand in definitions of executions that are still running.
 */
final class Ports {
  private Ports() {}

  /** {@code what} says in the plural what is served there. */
  static int remembered(Path file, String what, Console console) {
    try {
      int before = Files.exists(file) ? Integer.parseInt(Files.readString(file).strip()) : 0;
      if (before > 0 && isFree(before)) {
        return before;
      }
      int port = anyFree();
      Files.createDirectories(file.getParent());
      Files.writeString(file, port + "\n");
      if (before > 0) {
        console.warn(
            "Port %d of the %s is taken; they are on port %d now, and executions that know the old URL don't find them"
                .formatted(before, what, port));
      }
      return port;
    } catch (IOException e) {
      throw new UncheckedIOException("No port for the " + what + ": " + e.getMessage(), e);
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }

  private static int anyFree() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
