package pawl.server.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import pawl.asl.Json;

/** Calls operations of the Step Functions API. */
final class StatesClient {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  /** An Express execution may take five minutes, and is waited for. */
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(330);

  private final String endpoint;
  private final HttpClient http;

  StatesClient(String endpoint) {
    this.endpoint = endpoint;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
  }

  /** An empty request. */
  static ObjectNode request() {
    return Json.MAPPER.createObjectNode();
  }

  /**
   * Calls one operation, such as {@code StartExecution}.
   *
   * @throws ApiFailure if the server answers with an error
   * @throws CliException if no server answers
   */
  JsonNode call(String operation, ObjectNode request) {
    HttpResponse<String> response = send(operation, request.toString());
    JsonNode body = parse(response);
    if (response.statusCode() != 200) {
      String type = body.path("__type").asText("HTTP " + response.statusCode());
      throw new ApiFailure(
          type.substring(type.indexOf('#') + 1),
          body.path("message").asText(body.path("Message").asText("no message")));
    }
    return body;
  }

  /** Calls a listing until its last page; returns the elements of {@code member} of every page. */
  List<JsonNode> all(String operation, ObjectNode request, String member) {
    List<JsonNode> elements = new ArrayList<>();
    JsonNode page;
    do {
      page = call(operation, request);
      page.path(member).forEach(elements::add);
      request.put("nextToken", page.path("nextToken").asText());
    } while (page.hasNonNull("nextToken"));
    return elements;
  }

  private HttpResponse<String> send(String operation, String body) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(endpoint + "/"))
              .timeout(ANSWER_TIMEOUT)
              .header("Content-Type", "application/x-amz-json-1.0")
              .header("X-Amz-Target", "AWSStepFunctions." + operation)
              .header("User-Agent", "pawl-cli")
              .POST(BodyPublishers.ofString(body))
              .build();
      return http.send(request, BodyHandlers.ofString());
    } catch (ConnectException e) {
      throw new CliException(
          ("no server answers at %s. Start one with 'pawl serve' or 'pawl dev FOLDER', or say where"
                  + " it is with --endpoint (or PAWL_ENDPOINT)")
              .formatted(endpoint),
          e);
    } catch (IllegalArgumentException e) {
      throw new CliException("'%s' is not the URL of a server".formatted(endpoint), e);
    } catch (IOException e) {
      throw new CliException(
          "the connection to %s broke: %s".formatted(endpoint, e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CliException("interrupted", e);
    }
  }

  private JsonNode parse(HttpResponse<String> response) {
    try {
      JsonNode body = Json.MAPPER.readTree(response.body());
      return body.isMissingNode() ? request() : body;
    } catch (JsonProcessingException e) {
      throw new CliException(
          "what answers at %s is not Pawl (HTTP status %d, no JSON)"
              .formatted(endpoint, response.statusCode()),
          e);
    }
  }
}
