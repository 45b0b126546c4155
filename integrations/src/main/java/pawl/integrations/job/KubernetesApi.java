package pawl.integrations.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import pawl.asl.Json;
import pawl.integrations.sdk.ClusterTokens;
import pawl.integrations.sdk.ClusterTokens.NoCredentialsException;

/** Calls the Kubernetes API of an EKS cluster, which has a certificate of its own authority. */
final class KubernetesApi {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int MOST_BYTES = 8 << 20;
  private static final Map<Integer, String> STATUS_TEXTS =
      Map.ofEntries(
          Map.entry(200, "OK"),
          Map.entry(201, "Created"),
          Map.entry(202, "Accepted"),
          Map.entry(400, "Bad Request"),
          Map.entry(401, "Unauthorized"),
          Map.entry(403, "Forbidden"),
          Map.entry(404, "Not Found"),
          Map.entry(405, "Method Not Allowed"),
          Map.entry(409, "Conflict"),
          Map.entry(410, "Gone"),
          Map.entry(415, "Unsupported Media Type"),
          Map.entry(422, "Unprocessable Entity"),
          Map.entry(429, "Too Many Requests"),
          Map.entry(500, "Internal Server Error"),
          Map.entry(503, "Service Unavailable"),
          Map.entry(504, "Gateway Timeout"));

  private final ClusterTokens tokens;

  KubernetesApi(ClusterTokens tokens) {
    this.tokens = tokens;
  }

  /**
   * Whom to call, and in whose name.
   *
   * @param role whose credentials are shown, or null for those of this process
   */
  record Session(KubernetesTarget target, String region, @Nullable String role) {}

  /** A call. */
  record Call(
      String method, String path, Map<String, List<String>> query, @Nullable JsonNode body) {
    static Call get(String path) {
      return new Call("GET", path, Map.of(), null);
    }
  }

  /** An answer of whatever status. */
  record Answer(int status, String text) {
    boolean isSuccess() {
      return status / 100 == 2;
    }

    /** The body as JSON if it is that, else as text. */
    JsonNode body() {
      try {
        JsonNode body = Json.MAPPER.readTree(text);
        return body.isMissingNode() ? TextNode.valueOf(text) : body;
      } catch (JsonProcessingException _) {
        return TextNode.valueOf(text);
      }
    }

    /** As tasks show it. */
    ObjectNode shown() {
      ObjectNode shown = JsonNodeFactory.instance.objectNode();
      shown.set("ResponseBody", body());
      shown.put("StatusCode", status);
      shown.put("StatusText", STATUS_TEXTS.getOrDefault(status, ""));
      return shown;
    }
  }

  /**
   * Makes a call and waits for its answer.
   *
   * @throws IOException if there was none: no connection, no trust, no credentials, too slow
   */
  Answer send(Session session, Call call) throws IOException, InterruptedException {
    KubernetesTarget target = session.target();
    try (HttpClient client =
        HttpClient.newBuilder()
            .sslContext(trusting(target.authority()))
            .connectTimeout(Duration.ofSeconds(10))
            .version(HttpClient.Version.HTTP_1_1)
            .build()) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(address(target, call))
              .timeout(PATIENCE)
              .header(
                  "Authorization",
                  "Bearer " + tokens.token(target.cluster(), session.region(), session.role()))
              .header("Accept", "application/json, */*");
      JsonNode body = call.body();
      if (body == null) {
        request.method(call.method(), BodyPublishers.noBody());
      } else {
        String text = body.isTextual() ? body.textValue() : body.toString();
        request
            .header("Content-Type", contentType(call.method()))
            .method(call.method(), BodyPublishers.ofString(text));
      }
      HttpResponse<InputStream> response =
          client.send(request.build(), BodyHandlers.ofInputStream());
      try (InputStream content = response.body()) {
        byte[] bytes = content.readNBytes(MOST_BYTES);
        return new Answer(response.statusCode(), new String(bytes, StandardCharsets.UTF_8));
      } finally {
        client.shutdownNow();
      }
    } catch (NoCredentialsException | GeneralSecurityException | IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static String contentType(String method) {
    return method.equals("PATCH") ? "application/merge-patch+json" : "application/json";
  }

  private static URI address(KubernetesTarget target, Call call) {
    List<String> pairs = new ArrayList<>();
    call.query()
        .forEach((name, values) -> values.forEach(it -> pairs.add(coded(name) + "=" + coded(it))));
    String endpoint = target.endpoint().replaceAll("/+$", "");
    return URI.create(
        endpoint + call.path() + (pairs.isEmpty() ? "" : "?" + String.join("&", pairs)));
  }

  private static String coded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** Trusts this authority and no other. */
  private static SSLContext trusting(String authority)
      throws GeneralSecurityException, IOException {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    int number = 0;
    for (Certificate each :
        CertificateFactory.getInstance("X.509")
            .generateCertificates(
                new ByteArrayInputStream(Base64.getDecoder().decode(authority)))) {
      trusted.setCertificateEntry("authority-" + number, each);
      number++;
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, factory.getTrustManagers(), null);
    return context;
  }
}
