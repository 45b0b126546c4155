package pawl.engine.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import pawl.engine.id.ExecutionId;
import pawl.engine.id.TaskRef;

class TokenCodecTest {
  private final TokenCodec codec = new TokenCodec("a secret".getBytes());
  private final TaskRef task = new TaskRef(ExecutionId.of("arn:aws:states:::execution:m:n"), 7, 3);

  @Test
  void shouldReadWhatItWrote() {
    assertThat(codec.read(codec.write(task))).contains(task);
  }

  @Test
  void shouldRefuseEveryChange() {
    byte[] token = Base64.getDecoder().decode(codec.write(task));
    for (int i = 0; i < token.length; i++) {
      byte[] forged = token.clone();
      forged[i] ^= 1;
      assertThat(codec.read(Base64.getEncoder().encodeToString(forged))).isEmpty();
    }
  }

  @Test
  void shouldRefuseWhatIsNoToken() {
    assertThat(codec.read("")).isEmpty();
    assertThat(codec.read("not a token")).isEmpty();
    assertThat(codec.read("AAAA")).isEmpty();
    assertThat(new TokenCodec("another".getBytes()).read(codec.write(task))).isEmpty();
  }
}
