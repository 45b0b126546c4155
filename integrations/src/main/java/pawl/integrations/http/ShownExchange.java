package pawl.integrations.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import pawl.engine.HttpExchange;

/** A request and its answer as TestState shows them. */
final class ShownExchange {
  private ShownExchange() {}

  /**
   * Shows an exchange.
   *
   * @param request with those values that may be seen
   * @param answer null if there was none
   */
  static HttpExchange of(Outgoing request, Wire.Outcome.@Nullable Answered answer) {
    String protocol = String.valueOf(request.address().getScheme()).toLowerCase(Locale.ROOT);
    return new HttpExchange(
        new HttpExchange.Request(
            protocol,
            request.method(),
            request.address().toString(),
            lines(request.headers()),
            text(request.body())),
        answer == null
            ? null
            : new HttpExchange.Response(
                protocol,
                String.valueOf(answer.status()),
                StatusText.of(answer.status()),
                lines(new TreeMap<>(answer.headers())),
                text(answer.body())));
  }

  /** As AWS prints them. */
  private static String lines(Map<String, List<String>> headers) {
    return headers.entrySet().stream()
        .flatMap(it -> it.getValue().stream().map(value -> it.getKey() + ": " + value))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static @Nullable String text(byte @Nullable [] body) {
    return body == null || body.length == 0 ? null : new String(body, StandardCharsets.UTF_8);
  }
}
