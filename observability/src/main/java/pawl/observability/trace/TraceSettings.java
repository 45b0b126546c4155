package pawl.observability.trace;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where spans go, as the variables of OpenTelemetry say.
 *
 * @param tracesUrl that spans are posted to
 * @param headers that go with them
 * @param resource attributes of whoever sends them
 */
public record TraceSettings(
    URI tracesUrl, Map<String, String> headers, Map<String, String> resource) {
  private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
  private static final String TRACES_ENDPOINT = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";
  private static final String PROTOCOL = "OTEL_EXPORTER_OTLP_PROTOCOL";
  private static final String TRACES_PROTOCOL = "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL";
  private static final String HTTP = "http/protobuf";

  public TraceSettings {
    headers = Map.copyOf(headers);
    resource = Map.copyOf(resource);
  }

  /**
   * Reads the variables; empty if they name no endpoint, or say that there are to be no traces.
   *
   * @throws IllegalArgumentException if they can't be followed; the message names the variable
   */
  public static Optional<TraceSettings> fromEnvironment(Map<String, String> environment) {
    String whole = given(environment, ENDPOINT);
    String ofTraces = given(environment, TRACES_ENDPOINT);
    if ((whole == null && ofTraces == null)
        || "true".equalsIgnoreCase(given(environment, "OTEL_SDK_DISABLED"))
        || "none".equals(given(environment, "OTEL_TRACES_EXPORTER"))) {
      return Optional.empty();
    }
    checkProtocol(environment, TRACES_PROTOCOL);
    checkProtocol(environment, PROTOCOL);
    URI url =
        ofTraces != null
            ? url(TRACES_ENDPOINT, ofTraces)
            : url(ENDPOINT, String.valueOf(whole).replaceFirst("/+$", "") + "/v1/traces");
    Map<String, String> headers = new LinkedHashMap<>();
    headers.putAll(pairs(given(environment, "OTEL_EXPORTER_OTLP_HEADERS")));
    headers.putAll(pairs(given(environment, "OTEL_EXPORTER_OTLP_TRACES_HEADERS")));
    Map<String, String> resource = new LinkedHashMap<>();
    resource.put("service.name", "pawl");
    resource.putAll(pairs(given(environment, "OTEL_RESOURCE_ATTRIBUTES")));
    String service = given(environment, "OTEL_SERVICE_NAME");
    if (service != null) {
      resource.put("service.name", service);
    }
    return Optional.of(new TraceSettings(url, headers, resource));
  }

  private static void checkProtocol(Map<String, String> environment, String variable) {
    String protocol = given(environment, variable);
    if (protocol != null && !protocol.equals(HTTP)) {
      throw new IllegalArgumentException(
          variable + " is '" + protocol + "', but spans are sent as " + HTTP + " only");
    }
  }

  private static @Nullable String given(Map<String, String> environment, String variable) {
    String value = environment.get(variable);
    return value == null || value.isBlank() ? null : value.strip();
  }

  private static URI url(String variable, String text) {
    try {
      URI url = URI.create(text);
      if (url.getHost() != null && String.valueOf(url.getScheme()).startsWith("http")) {
        return url;
      }
    } catch (IllegalArgumentException _) {
      // said below
    }
    throw new IllegalArgumentException(
        variable + " is '" + text + "', but must be a URL such as http://127.0.0.1:4318");
  }

  /** {@code a=1,b=2}, with percent signs where need be. */
  private static Map<String, String> pairs(@Nullable String text) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String pair : text == null ? new String[0] : text.split(",")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        pairs.put(
            pair.substring(0, equals).strip(),
            URLDecoder.decode(
                pair.substring(equals + 1).strip().replace("+", "%2B"), StandardCharsets.UTF_8));
      }
    }
    return pairs;
  }
}
