package pawl.asl.jsonata;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ErrorCodeTest {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  @Test
  void shouldPrintInsertsAsJson() {
    JsonataException error = ErrorCode.T0410.exception(Map.of("index", 1, "token", "abs"));

    assertThat(error.code()).isEqualTo("T0410");
    assertThat(error.text())
        .isEqualTo("T0410: Argument 1 of function \"abs\" does not match function signature");
  }

  @Test
  void shouldPrintInsertsInThreeBracesBare() {
    assertThat(ErrorCode.T1005.exception("token", "sum").text())
        .isEqualTo("T1005: Attempted to invoke a non-function. Did you mean $sum?");
    assertThat(ErrorCode.D3140.exception(Map.of("functionName", "decodeUrl", "value", "%")).text())
        .isEqualTo("D3140: Malformed URL passed to $decodeUrl(): \"%\"");
  }

  @Test
  void shouldKeepASentenceWithoutInserts() {
    assertThat(ErrorCode.T1006.exception().text())
        .isEqualTo("T1006: Attempted to invoke a non-function");
  }

  @Test
  void shouldPrintWhatIsMissingAsUndefined() {
    assertThat(ErrorCode.D1001.exception().text())
        .isEqualTo("D1001: Number out of range: undefined");
  }

  @Test
  void shouldPrintNumbersAndNodesAsJavaScriptDoes() {
    var object = NODES.objectNode().put("a", 1e21).put("b", "x\n\"\uD800");
    object.putArray("c").add(true).addNull().add(0.5);

    assertThat(ErrorCode.D1001.exception("value", Double.POSITIVE_INFINITY).text())
        .isEqualTo("D1001: Number out of range: null");
    assertThat(ErrorCode.D3060.exception("value", -2.0).text())
        .isEqualTo("D3060: The sqrt function cannot be applied to a negative number: -2");
    assertThat(ErrorCode.D3030.exception("value", object).text())
        .isEqualTo(
            "D3030: Unable to cast value to a number: "
                + "{\"a\":1e+21,\"b\":\"x\\n\\\"\\ud800\",\"c\":[true,null,0.5]}");
    assertThat(ErrorCode.S0103.exception("token", "x").text())
        .isEqualTo("S0103: Unsupported escape sequence: \\\"x\"");
  }
}
