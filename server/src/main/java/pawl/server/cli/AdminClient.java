package pawl.server.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import pawl.asl.Json;

/** Asks a server on this machine for what AWS's API has no words for. */
final class AdminClient {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  private final String endpoint;

  AdminClient(String endpoint) {
    this.endpoint = endpoint;
  }

  JsonNode get(String path) {
    return send(request(path).GET());
  }

  JsonNode post(String path, JsonNode body) {
    return send(request(path).POST(BodyPublishers.ofString(body.toString())));
  }

  private HttpRequest.Builder request(String path) {
    try {
      return HttpRequest.newBuilder(URI.create(endpoint + "/pawl/" + path))
          .header("X-Pawl-Admin", "1");
    } catch (IllegalArgumentException e) {
      throw new CliException("'%s' is not the URL of a server".formatted(endpoint), e);
    }
  }

  /** A backup takes as long as it takes. */
  private JsonNode send(HttpRequest.Builder request) {
    try (HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build()) {
      HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
      JsonNode body = Json.MAPPER.readTree(response.body());
      if (response.statusCode() != 200) {
        throw new ApiFailure(
            body.path("__type").asText("HTTP " + response.statusCode()),
            body.path("message").asText("no message"));
      }
      return body;
    } catch (ConnectException e) {
      throw new CliException("no server answers at %s".formatted(endpoint), e);
    } catch (JsonProcessingException e) {
      throw new CliException("what answers at %s is not Pawl".formatted(endpoint), e);
    } catch (IOException e) {
      throw new CliException(
          "the connection to %s broke: %s".formatted(endpoint, e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CliException("interrupted", e);
    }
  }
}
