package pawl.integrations.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import pawl.asl.Json;

/**
 * The access token of a connection: kept until it is about to expire or the API refuses it. Who
 * needs one while one is fetched waits for that one.
 */
final class AccessTokens {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration MARGIN = Duration.ofSeconds(60);
  private static final int MOST_BYTES = 1 << 20;

  private final Authorization.OAuth client;
  private final Wire wire;
  private final InstantSource clock;
  private @Nullable Grant known;
  private @Nullable CompletableFuture<Outcome> coming;

  /** What there is to authorise a request with. */
  sealed interface Outcome {
    record Token(String value) implements Outcome {}

    /** The authorisation server gave none. */
    record Refused(String reason) implements Outcome {}
  }

  /**
   * A token.
   *
   * @param fresh until then it is used
   */
  private record Grant(String token, Instant fresh) {}

  AccessTokens(Authorization.OAuth client, Wire wire, InstantSource clock) {
    this.client = client;
    this.wire = wire;
    this.clock = clock;
  }

  /**
   * A token to use.
   *
   * @param refused a token that the API did not accept; null if it was not asked yet
   * @throws InterruptedException if the thread was interrupted
   */
  Outcome get(@Nullable String refused) throws InterruptedException {
    CompletableFuture<Outcome> future;
    synchronized (this) {
      Grant current = known;
      if (current != null
          && !current.token.equals(refused)
          && clock.instant().isBefore(current.fresh)) {
        return new Outcome.Token(current.token);
      }
      future = coming;
      if (future == null) {
        future = new CompletableFuture<>();
        coming = future;
        // On a thread of its own: whoever gives up waiting does not take the token from others.
        CompletableFuture<Outcome> fetched = future;
        Thread.ofVirtual().name("access-token").start(() -> fetched.complete(fetch()));
      }
    }
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("A token is fetched or refused", e.getCause());
    }
  }

  private Outcome fetch() {
    Outcome outcome = new Outcome.Refused("the request for a token was given up");
    Grant grant = null;
    try {
      Instant asked = clock.instant();
      Wire.Outcome answer = wire.send(request(), MOST_BYTES, PATIENCE);
      if (answer instanceof Wire.Outcome.Answered answered && answered.status() / 100 == 2) {
        grant = grant(answered, asked);
      }
      outcome =
          grant == null ? new Outcome.Refused(reason(answer)) : new Outcome.Token(grant.token);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      outcome = new Outcome.Refused("the request for a token failed: " + e.getMessage());
    }
    synchronized (this) {
      coming = null;
      known = grant;
    }
    return outcome;
  }

  private Outgoing request() {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    headers.put("Accept", List.of("application/json"));
    Map<String, String> query = new LinkedHashMap<>();
    client.additions().query().forEach(it -> query.put(it.name(), it.value()));
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "client_credentials");
    if (client.inBody()) {
      form.put("client_id", client.clientId());
      form.put("client_secret", client.clientSecret());
    } else {
      // RFC 6749, 2.3.1: both are form-encoded first.
      Parameter basic =
          Authorization.basic(
              FormEncoding.encoded(client.clientId()), FormEncoding.encoded(client.clientSecret()));
      headers.put(basic.name(), List.of(basic.value()));
    }
    client.additions().body().forEach(it -> form.put(it.name(), it.value()));
    byte[] body = null;
    if (client.method().equals("GET")) {
      query.putAll(form);
    } else {
      headers.put("Content-Type", List.of("application/x-www-form-urlencoded"));
      body = FormEncoding.pairs(form).getBytes(StandardCharsets.UTF_8);
    }
    client.additions().headers().forEach(it -> headers.put(it.name(), List.of(it.value())));
    return new Outgoing(
        client.method(),
        RequestAssembly.withQuery(client.endpoint(), FormEncoding.pairs(query)),
        headers,
        body);
  }

  private static @Nullable Grant grant(Wire.Outcome.Answered answer, Instant asked) {
    JsonNode json = json(answer);
    String token = json.path("access_token").asText("");
    if (token.isEmpty()) {
      return null;
    }
    JsonNode seconds = json.path("expires_in");
    if (seconds.isMissingNode() || seconds.isNull()) {
      return new Grant(token, Instant.MAX);
    }
    Duration life = Duration.ofSeconds(Math.clamp(seconds.asLong(0), 0, 10_000_000));
    Duration used =
        life.compareTo(MARGIN.multipliedBy(2)) > 0 ? life.minus(MARGIN) : life.dividedBy(2);
    return new Grant(token, asked.plus(used));
  }

  private static JsonNode json(Wire.Outcome.Answered answer) {
    try {
      return Json.MAPPER.readTree(new String(answer.body(), StandardCharsets.UTF_8));
    } catch (JsonProcessingException _) {
      return Json.MAPPER.missingNode();
    }
  }

  /** Names the error that the server names, not what else it says: that may repeat secrets. */
  private String reason(Wire.Outcome outcome) {
    String place = client.endpoint().toString();
    return switch (outcome) {
      case Wire.Outcome.Answered answer -> {
        String error = json(answer).path("error").asText("");
        yield "%s answered %d%s"
            .formatted(
                place,
                answer.status(),
                answer.status() / 100 == 2
                    ? " without an access_token"
                    : error.matches("[A-Za-z0-9_.-]{1,60}") ? " (" + error + ")" : "");
      }
      case Wire.Outcome.TooLarge _ -> place + " answered with more than any token";
      case Wire.Outcome.Broken(String reason) -> place + " gave no answer: " + reason;
    };
  }
}
