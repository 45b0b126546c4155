package pawl.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigTest {
  private static Config config(int port, String region, String account) {
    return new Config("127.0.0.1", port, Path.of("x/../data"), region, account, Config.Profile.AWS);
  }

  @Test
  void shouldMakeTheDataFolderAbsolute() {
    assertThat(config(0, "eu-west-1", "123456789012").data())
        .isEqualTo(Path.of("data").toAbsolutePath());
  }

  @Test
  void shouldSayWhatIsWrong() {
    assertThatThrownBy(() -> config(70_000, "eu-west-1", "123456789012"))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("70000");
    assertThatThrownBy(() -> config(1, "eu west", "123456789012"))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("eu west");
    assertThatThrownBy(() -> config(1, "eu-west-1", "42"))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("twelve digits");
  }
}
