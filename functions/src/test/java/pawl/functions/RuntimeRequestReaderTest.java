package pawl.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuntimeRequestReaderTest {
  private static final int LIMIT = 1000;

  private static RuntimeRequestReader reader(InputStream in) {
    return new RuntimeRequestReader(in, LIMIT, () -> {});
  }

  private static RuntimeRequestReader reader(String text) {
    return reader(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  private static String body(RuntimeRequest request) {
    return new String(request.body(), StandardCharsets.ISO_8859_1);
  }

  @Test
  void shouldReadRequestsThatFollowEachOther() throws IOException {
    RuntimeRequestReader reader =
        reader(
            "POST /a?q=1 HTTP/1.1\r\n"
                + "Content-Length: 3\r\n"
                + "X-One:  two \r\n\r\n"
                + "abcGET /b HTTP/1.1\r\n\r\n");

    RuntimeRequest first = reader.read();
    assertThat(first.method()).isEqualTo("POST");
    assertThat(first.path()).isEqualTo("/a");
    assertThat(first.headers()).containsEntry("x-one", "two");
    assertThat(body(first)).isEqualTo("abc");
    assertThat(reader.hasBuffered()).isTrue();
    assertThat(reader.read().path()).isEqualTo("/b");
    assertThat(reader.hasBuffered()).isFalse();
    assertThat(reader.read()).isNull();
  }

  @Test
  void shouldReadChunksAndTrailersHoweverTheyArrive() throws IOException {
    String request =
        "POST /r HTTP/1.1\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n"
            + "3\r\n"
            + "abc\r\n"
            + "A;x=y\r\n"
            + "0123456789\r\n"
            + "0\r\n"
            + "Trailer-One: v\r\n\r\n"
            + "GET /next HTTP/1.1\r\n\r\n";
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      InputStream pieces =
          new FilterInputStream(
              new ByteArrayInputStream(request.getBytes(StandardCharsets.ISO_8859_1))) {
            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
              return super.read(target, offset, Math.min(length, 1 + random.nextInt(7)));
            }
          };
      RuntimeRequestReader reader = reader(pieces);

      RuntimeRequest read = reader.read();

      assertThat(body(read)).isEqualTo("abc0123456789");
      assertThat(read.headers()).containsEntry("trailer-one", "v");
      assertThat(reader.read().path()).isEqualTo("/next");
    }
  }

  @Test
  void shouldDropBodiesThatAreTooLargeAndGoOn() throws IOException {
    String large = "x".repeat(LIMIT + 1);
    RuntimeRequestReader reader =
        reader(
            "POST /a HTTP/1.1\r\nContent-Length: 1001\r\n\r\n"
                + large
                + "POST /b HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n258\r\n"
                + "x".repeat(600)
                + "\r\n258\r\n"
                + "x".repeat(600)
                + "\r\n0\r\n\r\nGET /c HTTP/1.1\r\n\r\n");

    assertThat(reader.read().bodyTooLarge()).isTrue();
    assertThat(reader.read().bodyTooLarge()).isTrue();
    assertThat(reader.read().path()).isEqualTo("/c");
  }

  @Test
  void shouldGiveLeaveToSendABody() throws IOException {
    AtomicInteger leaves = new AtomicInteger();
    InputStream in =
        new ByteArrayInputStream(
            "POST /a HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\nx"
                .getBytes(StandardCharsets.ISO_8859_1));

    assertThat(body(new RuntimeRequestReader(in, LIMIT, leaves::incrementAndGet).read()))
        .isEqualTo("x");
    assertThat(leaves).hasValue(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense\r\n\r\n",
        "GET /a HTTP/2\r\n\r\n",
        "GET /a HTTP/1.1\r\nno colon\r\n\r\n",
        "GET /a HTTP/1.1\r\nA: b",
        "POST /a HTTP/1.1\r\nContent-Length: x\r\n\r\n",
        "POST /a HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        "POST /a HTTP/1.1\r\nContent-Length: 5\r\n\r\nabc",
        "POST /a HTTP/1.1\r\nContent-Length: 5000\r\n\r\nabc",
        "POST /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "POST /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab"
      })
  void shouldRefuseWhatIsNotHttp(String text) {
    assertThatThrownBy(() -> reader(text).read()).isInstanceOf(IOException.class);
  }
}
