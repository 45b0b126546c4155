package pawl.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginsTest {
  private static final String HOST = "127.0.0.1:8083";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost",
        "http://localhost:5173",
        "https://localhost:5173",
        "http://LOCALHOST:1",
        "http://app.localhost:3000",
        "http://127.0.0.1:8083",
        "http://127.1.2.3",
        "http://[::1]:5173"
      })
  void shouldLetPagesOfThisMachineCall(String origin) {
    assertThat(Origins.OWN.allow(origin, HOST, true)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "",
        "*",
        "http://evil.example",
        "https://localhost.evil.example",
        "http://evillocalhost",
        "http://127.0.0.1.evil.example",
        "http://127.evil.example",
        "http://10.0.0.1",
        "http://[::2]",
        "ftp://localhost",
        "file://localhost",
        "localhost",
        "http://user@evil.example",
        "http://localhost,http://evil.example",
        "http://evil.example/ http://localhost"
      })
  void shouldRefusePagesFromElsewhere(String origin) {
    assertThat(Origins.OWN.allow(origin, HOST, true)).isFalse();
  }

  @Test
  void shouldNotBelieveANameThatPointsAtThisMachine() {
    assertThat(Origins.OWN.allow("http://evil.example:8083", "evil.example:8083", true)).isFalse();
    assertThat(Origins.OWN.allow("http://pawl.intern:8083", "pawl.intern:8083", false)).isTrue();
    assertThat(Origins.OWN.allow("http://10.0.0.7:8083", "10.0.0.7:8083", true)).isTrue();
    assertThat(Origins.OWN.allow("http://10.0.0.7:8083", "10.0.0.8:8083", false)).isFalse();
  }

  @Test
  void shouldLetCallWhoWasNamed() {
    Origins origins = Origins.of(List.of("https://Console.example.org", "http://a.example:8080"));

    assertThat(origins.allow("https://console.example.org", HOST, true)).isTrue();
    assertThat(origins.allow("http://a.example:8080", HOST, true)).isTrue();
    assertThat(origins.allow("http://console.example.org", HOST, true)).isFalse();
    assertThat(origins.allow("http://a.example:8081", HOST, true)).isFalse();
    assertThat(Origins.of(List.of("*")).allow("null", HOST, true)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"example.org", "https://example.org/", "https://", "x y", "http:x", "**"})
  void shouldSayWhatIsNoOrigin(String text) {
    assertThatThrownBy(() -> Origins.of(List.of(text)))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("'" + text + "'");
  }
}
