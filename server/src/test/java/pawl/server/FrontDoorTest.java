package pawl.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import pawl.engine.Limits;

class FrontDoorTest {
  private final FrontDoor door = new FrontDoor("1.2.3", Limits.AWS);

  private static Answer named(String name) {
    return Answer.text(200, "text/plain", name);
  }

  private void open() {
    door.open(
        new FrontDoor.Rooms(
            _ -> named("states"),
            _ -> named("lambda"),
            _ -> named("admin"),
            _ -> named("metrics")));
  }

  private Answer ask(String method, String path) {
    return door.answer(new Request(method, path, path, "", Map.of(), new byte[0]));
  }

  private static String text(Answer answer) {
    return new String(answer.body(), UTF_8);
  }

  @Test
  void shouldNotBeHealthyBeforeItIsOpen() {
    assertThat(ask("GET", "/health").status()).isEqualTo(503);
    assertThat(ask("POST", "/").status()).isEqualTo(503);
  }

  @Test
  void shouldBeHealthyWhenItIsOpen() {
    open();

    assertThat(ask("GET", "/health").status()).isEqualTo(200);
    assertThat(text(ask("GET", "/health"))).contains("\"ok\"").contains("1.2.3");
  }

  @Test
  void shouldTurnRequestsAwayOnceItIsShut() {
    open();
    door.shut();

    assertThat(ask("POST", "/").status()).isEqualTo(503);
  }

  @Test
  void shouldFindTheRoomByThePath() {
    open();

    assertThat(text(ask("POST", "/"))).isEqualTo("states");
    assertThat(text(ask("POST", "/2015-03-31/functions/f/invocations"))).isEqualTo("lambda");
    assertThat(text(ask("GET", "/2015-03-31/functions"))).isEqualTo("lambda");
    assertThat(ask("GET", "/2015-03-31/functionsX").status()).isEqualTo(404);
    assertThat(ask("PUT", "/health").status()).isEqualTo(405);
  }

  @Test
  void shouldSayToBrowsersWhatThisIs() {
    assertThat(text(ask("GET", "/"))).contains("Pawl 1.2.3").contains("--endpoint-url");
  }

  @Test
  void shouldReadMoreOfAFunctionThanOfARequest() {
    assertThat(door.maxBodyBytes("/")).isEqualTo(Endpoint.USUAL_BODY_BYTES);
    assertThat(door.maxBodyBytes("/2015-03-31/functions")).isGreaterThan(50_000_000);
  }

  @Test
  void shouldLetMetricsBeReadOnly() {
    assertThat(ask("GET", "/metrics").status()).isEqualTo(503);
    open();

    assertThat(text(ask("GET", "/metrics"))).isEqualTo("metrics");
    assertThat(ask("POST", "/metrics").status()).isEqualTo(405);
  }
}
