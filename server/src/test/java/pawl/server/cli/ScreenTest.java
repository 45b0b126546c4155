package pawl.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import pawl.server.cli.Screen.Style;

class ScreenTest {
  private final StringWriter out = new StringWriter();
  private final Screen plain = new Screen(new PrintWriter(out), false, 10);
  private final Screen terminal = new Screen(new PrintWriter(out), true, 10);

  @Test
  void shouldUseColoursOnTerminalsOnly() {
    assertThat(plain.style(Style.RED, "x")).isEqualTo("x");
    assertThat(terminal.style(Style.RED, "x")).isEqualTo("\033[31mx\033[0m");
  }

  @Test
  void shouldCutLinesWhereTheyEndForTheEye() {
    assertThat(terminal.fit("0123456789")).isEqualTo("0123456789");
    assertThat(terminal.fit("0123456789a")).isEqualTo("0123456789\033[0m");
    assertThat(terminal.fit("\033[31m01234\033[0m56789a"))
        .isEqualTo("\033[31m01234\033[0m56789\033[0m");
  }

  @Test
  void shouldAlignTables() {
    plain.table(List.of("A", "B"), List.of(List.of("long", "x"), List.of("s", "y")));

    assertThat(out.toString()).isEqualToNormalizingNewlines("A     B\nlong  x\ns     y\n");
  }

  @Test
  void shouldWriteDurationsInThreeDigitsOrSo() {
    assertThat(Text.duration(Duration.ofMillis(85))).isEqualTo("85 ms");
    assertThat(Text.duration(Duration.ofMillis(1_234))).isEqualTo("1.23 s");
    assertThat(Text.duration(Duration.ofMillis(12_345))).isEqualTo("12.3 s");
    assertThat(Text.duration(Duration.ofSeconds(125))).isEqualTo("2 min 05 s");
    assertThat(Text.duration(Duration.ofMinutes(200))).isEqualTo("3 h 20 min");
  }
}
