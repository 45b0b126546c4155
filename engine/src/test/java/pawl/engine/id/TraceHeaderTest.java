package pawl.engine.id;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TraceHeaderTest {
  private static final String TRACE = "0123abcd0123456789abcdef01234567";
  private static final String SPAN = "89abcdef01234567";

  @Test
  void shouldReadAndWriteBothForms() {
    TraceHeader header = new TraceHeader(TRACE, SPAN, true);
    String xRay = "Root=1-0123abcd-0123456789abcdef01234567;Parent=" + SPAN + ";Sampled=1";
    String w3c = "00-" + TRACE + "-" + SPAN + "-01";
    assertThat(TraceHeader.ofXRay(xRay)).isEqualTo(header);
    assertThat(TraceHeader.ofW3C(w3c)).isEqualTo(header);
    assertThat(header.xRay()).isEqualTo(xRay);
    assertThat(header.w3c()).isEqualTo(w3c);
  }

  @Test
  void shouldReadWhatIsLeftOutAsAsked() {
    TraceHeader header = TraceHeader.ofXRay("Root=1-0123abcd-0123456789abcdef01234567");
    assertThat(header).isEqualTo(new TraceHeader(TRACE, null, true));
    assertThat(header.w3c()).isNull();
    assertThat(TraceHeader.ofW3C("00-" + TRACE + "-" + SPAN + "-00").isSampled()).isFalse();
    assertThat(TraceHeader.ofXRay("Self=1;Root=1-0123abcd-0123456789abcdef01234567;Sampled=0"))
        .isEqualTo(new TraceHeader(TRACE, null, false));
  }

  @Test
  void shouldTakeNothingElseForATrace() {
    assertThat(TraceHeader.ofXRay(null)).isNull();
    assertThat(TraceHeader.ofXRay("Root=1-x-y")).isNull();
    assertThat(TraceHeader.ofW3C(null)).isNull();
    assertThat(TraceHeader.ofW3C("00-" + "0".repeat(32) + "-" + SPAN + "-01")).isNull();
    assertThat(TraceHeader.ofW3C("nonsense")).isNull();
  }
}
