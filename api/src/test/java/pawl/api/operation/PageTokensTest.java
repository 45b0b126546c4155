package pawl.api.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import pawl.api.contract.ApiException;

class PageTokensTest {
  private Instant now = Instant.parse("2026-11-01T00:00:00Z");
  private final PageTokens tokens = new PageTokens(new byte[] {1, 2, 3}, () -> now);
  private final byte[] position = {7, 0, -1};

  private void refused(String question, String token) {
    assertThatThrownBy(() -> tokens.read(question, token))
        .isInstanceOfSatisfying(
            ApiException.class,
            e -> {
              assertThat(e.error().code()).isEqualTo("InvalidToken");
              assertThat(e.error().message()).isEqualTo("Invalid Token: 'Invalid token'");
            });
  }

  @Test
  void shouldReadWhatItWrote() {
    assertThat(tokens.read("q", tokens.write("q", position))).isEqualTo(position);
    assertThat(tokens.read("q", tokens.write("q", new byte[0]))).isEmpty();
  }

  @Test
  void shouldRefuseAnotherQuestion() {
    refused("q2", tokens.write("q", position));
  }

  @Test
  void shouldRefuseTokensOfAnotherProcess() {
    refused("q", new PageTokens(new byte[] {4}, () -> now).write("q", position));
  }

  @Test
  void shouldRefuseEveryChangedByte() {
    byte[] token = Base64.getDecoder().decode(tokens.write("q", position));
    for (int i = 0; i < token.length; i++) {
      byte[] changed = token.clone();
      changed[i] ^= 1;
      refused("q", Base64.getEncoder().encodeToString(changed));
    }
  }

  @Test
  void shouldRefuseShortOnes() {
    for (String token : new String[] {"", "AA==", "!!", "AQAAAAAAAAAAAAAAAAAAAAAAAAA="}) {
      refused("q", token);
    }
  }

  @Test
  void shouldExpireAfterADay() {
    String token = tokens.write("q", position);
    now = now.plus(Duration.ofHours(24));
    assertThat(tokens.read("q", token)).isEqualTo(position);
    now = now.plusSeconds(1);
    refused("q", token);
  }
}
