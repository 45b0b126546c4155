package pawl.bench.load;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * A connection that is kept, for requests with the headers that an AWS SDK sends. It does as little
 * as possible: what the client spends is taken from the server on the same machine.
 */
public final class Connection implements AutoCloseable {
  private static final int OK = 200;
  private static final int BUFFER = 16 << 10;
  private static final int PATIENCE_MILLIS = 60_000;
  private static final String HEADERS =
      """
      Host: 127.0.0.1\r
      Content-Type: application/x-amz-json-1.0\r
      User-Agent: aws-sdk-java/2.57.8 md/io#sync md/http#Apache ua/2.1\r
      amz-sdk-invocation-id: 0c9d1f0e-5f0d-4f7e-9d0b-6d3c3b8a9c11\r
      amz-sdk-request: attempt=1; max=3\r
      X-Amz-Date: 20260101T000000Z\r
      Authorization: AWS4-HMAC-SHA256 \
      Credential=AKIAIOSFODNN7EXAMPLE/20260101/us-east-1/states/aws4_request, \
      SignedHeaders=amz-sdk-invocation-id;amz-sdk-request;content-length;content-type;host;\
      x-amz-date;x-amz-target, \
      Signature=fe5f80f77d5fa3beca038a248ff027d0445342fe2855ddc963176630326f1024\r
      """;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final byte[] buffer = new byte[BUFFER];
  private int filled;

  public Connection(int port) throws IOException {
    socket = new Socket();
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
    in = socket.getInputStream();
    out = socket.getOutputStream();
  }

  /** All of a request to this operation but its body, which {@link #call} puts behind it. */
  public static byte[] head(String operation) {
    return ("POST / HTTP/1.1\r\nX-Amz-Target: AWSStepFunctions."
            + operation
            + "\r\n"
            + HEADERS
            + "Content-Length: ")
        .getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Makes a request and waits for its answer.
   *
   * @throws IOException if there is none, or it is an error
   */
  public String call(byte[] head, String body) throws IOException {
    byte[] bodyBytes = body.getBytes(StandardCharsets.UTF_8);
    byte[] length = (bodyBytes.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    byte[] request = Arrays.copyOf(head, head.length + length.length + bodyBytes.length);
    System.arraycopy(length, 0, request, head.length, length.length);
    System.arraycopy(bodyBytes, 0, request, head.length + length.length, bodyBytes.length);
    return exchange(request);
  }

  /** Asks for the page at this path. */
  public String get(String path) throws IOException {
    return exchange(
        ("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII));
  }

  private String exchange(byte[] request) throws IOException {
    out.write(request);
    filled = 0;
    int bodyAt = readHead();
    String head = new String(buffer, 0, bodyAt, StandardCharsets.US_ASCII);
    String answer = readBody(bodyAt, contentLength(head));
    int status = Integer.parseInt(head.substring(9, 12));
    if (status != OK) {
      throw new IOException("Status " + status + ": " + answer);
    }
    return answer;
  }

  /** Reads until the headers are there; returns where the body begins. */
  private int readHead() throws IOException {
    int looked = 0;
    while (true) {
      int n = in.read(buffer, filled, buffer.length - filled);
      if (n <= 0) {
        throw new EOFException("The server has closed the connection");
      }
      filled += n;
      for (int i = Math.max(0, looked - 3); i + 3 < filled; i++) {
        if (buffer[i] == '\r'
            && buffer[i + 1] == '\n'
            && buffer[i + 2] == '\r'
            && buffer[i + 3] == '\n') {
          return i + 4;
        }
      }
      looked = filled;
    }
  }

  private static int contentLength(String head) throws IOException {
    String name = "content-length:";
    int at = head.toLowerCase(Locale.ROOT).indexOf(name);
    if (at < 0) {
      throw new IOException("No Content-Length: " + head);
    }
    return Integer.parseInt(head.substring(at + name.length(), head.indexOf('\r', at)).strip());
  }

  private String readBody(int bodyAt, int length) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream(length);
    body.write(buffer, bodyAt, filled - bodyAt);
    while (body.size() < length) {
      int n = in.read(buffer);
      if (n <= 0) {
        throw new EOFException("The server has closed the connection");
      }
      body.write(buffer, 0, n);
    }
    return body.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
