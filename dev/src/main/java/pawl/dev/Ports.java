package pawl.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The port of the queues, which stays the same from start to start while it is free: queue URLs
 * stand in definitions of executions that are still running.
 */
final class Ports {
  private Ports() {}

  static int remembered(Path file, Console console) {
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
            "Port %d of the queues is taken; they are on port %d now, and executions that know the old URL can't send"
                .formatted(before, port));
      }
      return port;
    } catch (IOException e) {
      throw new UncheckedIOException("No port for the queues: " + e.getMessage(), e);
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
