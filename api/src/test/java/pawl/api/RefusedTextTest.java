package pawl.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RefusedTextTest {
  @Test
  void shouldLeaveShortTextsAsTheyAre() {
    assertThat(RefusedText.of("Invalid Name: 'ä b'")).isEqualTo("Invalid Name: 'ä b'");
  }

  @Test
  void shouldLetNobodyWriteLinesIntoTheLog() {
    assertThat(RefusedText.of("x'\r\n12:00:00 ERROR forged\u2028\u001b[31m\u202e"))
        .isEqualTo("x'??12:00:00 ERROR forged??[31m?");
  }

  @Test
  void shouldKeepTheEndsOfALongText() {
    String text = RefusedText.of("Value '" + "x".repeat(100_000) + "' at 'name' failed");

    assertThat(text).hasSize(505).startsWith("Value 'xxx").contains(" ... ").endsWith("' failed");
  }
}
