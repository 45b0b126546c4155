package pawl.functions;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a runtime process. Answers may come from another thread than the one that
 * reads: the event for a held {@code next} is written by the invoking thread, which saves a change
 * of threads.
 */
final class RuntimeConnection {
  private static final byte[] ACCEPTED =
      bytes(
          "HTTP/1.1 202 Accepted\r\n"
              + "Content-Type: application/json\r\n"
              + "Content-Length: 16\r\n\r\n"
              + "{\"status\":\"OK\"}\n");
  private static final byte[] CONTINUE = bytes("HTTP/1.1 100 Continue\r\n\r\n");

  private final Socket socket;
  private final OutputStream out;
  private final ReentrantLock lock = new ReentrantLock();
  private byte @Nullable [] held;

  RuntimeConnection(Socket socket) throws IOException {
    this.socket = socket;
    this.out = socket.getOutputStream();
  }

  /**
   * Confirms a POST.
   *
   * @param hold true to send it together with the next answer, for a client that has already sent
   *     its next request
   */
  void accept(boolean hold) throws IOException {
    if (hold) {
      lock.lock();
      try {
        held = ACCEPTED;
      } finally {
        lock.unlock();
      }
    } else {
      write(ACCEPTED);
    }
  }

  void fail(int status, String errorType, String errorMessage) throws IOException {
    byte[] body = PlatformError.body(errorType, errorMessage);
    write(
        bytes(
            "HTTP/1.1 "
                + status
                + " Error\r\nContent-Type: application/json\r\nContent-Length: "
                + body.length
                + "\r\n\r\n"),
        body);
  }

  /** Answers a held {@code next} with an event. */
  void event(String headerLines, byte[] payload) throws IOException {
    byte[] head =
        bytes(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                + headerLines
                + "Content-Length: "
                + payload.length
                + "\r\n\r\n");
    write(head, payload);
  }

  void mayContinue() {
    try {
      write(CONTINUE);
    } catch (IOException e) {
      close();
    }
  }

  void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // Nothing is left to do with a socket that can't even be closed; the process behind it is
      // watched on its own.
    }
  }

  private void write(byte[]... parts) throws IOException {
    lock.lock();
    try {
      int length = held == null ? 0 : held.length;
      for (byte[] part : parts) {
        length += part.length;
      }
      byte[] all = new byte[length];
      int at = 0;
      if (held != null) {
        System.arraycopy(held, 0, all, 0, held.length);
        at = held.length;
        held = null;
      }
      for (byte[] part : parts) {
        System.arraycopy(part, 0, all, at, part.length);
        at += part.length;
      }
      out.write(all);
    } finally {
      lock.unlock();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
