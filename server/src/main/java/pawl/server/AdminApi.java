package pawl.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import pawl.asl.Json;
import pawl.embedded.StoreException;
import pawl.engine.Command;
import pawl.engine.HostException;
import pawl.engine.Reply;
import pawl.engine.host.Host;
import pawl.engine.id.ExecutionId;
import pawl.engine.read.Page;
import pawl.engine.read.SetAside;

/**
 * What Pawl's own command line asks of a running server and AWS's API has no words for. It answers
 * this machine only, and only who sends the header {@value #HEADER}: a web page that somebody looks
 * at here can't send that.
 */
final class AdminApi implements Endpoint {
  static final String PATH = "/pawl";
  static final String HEADER = "x-pawl-admin";
  private static final int ROWS = 1_000;

  private final Host host;
  private final Consumer<Path> backup;

  /** {@code backup} writes everything into a folder that does not exist yet. */
  AdminApi(Host host, Consumer<Path> backup) {
    this.host = host;
    this.backup = backup;
  }

  @Override
  public Answer answer(Request request) {
    if (!request.local() || !request.headers().containsKey(HEADER)) {
      return Answer.error(
          403, "AccessDeniedException", "Only Pawl's command line on the same machine is served.");
    }
    try {
      return switch (request.method() + " " + request.path()) {
        case "GET " + PATH + "/quarantine" -> ok(quarantine());
        case "POST " + PATH + "/release" -> release(body(request));
        case "POST " + PATH + "/backup" -> backup(body(request));
        default ->
            Answer.error(404, "UnknownOperationException", "There is no such thing to ask for.");
      };
    } catch (IOException e) {
      return Answer.error(400, "SerializationException", "The body is not JSON.");
    } catch (StoreException | StartException e) {
      return Answer.error(400, "BackupFailed", String.valueOf(e.getMessage()));
    } catch (HostException e) {
      return Answer.error(503, "ServiceUnavailable", String.valueOf(e.getMessage()));
    }
  }

  private static JsonNode body(Request request) throws IOException {
    return Json.MAPPER.readTree(request.body());
  }

  private static Answer ok(JsonNode body) {
    try {
      return Answer.text(200, "application/json", Json.MAPPER.writeValueAsString(body));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("An answer could not be written", e);
    }
  }

  private ObjectNode quarantine() {
    ObjectNode answer = Json.MAPPER.createObjectNode();
    var rows = answer.putArray("executions");
    byte @Nullable [] position = null;
    do {
      Page<SetAside> page = host.reads().setAside(ROWS, position);
      for (SetAside row : page.rows()) {
        rows.addObject()
            .put("executionArn", row.arn())
            .put("id", row.execution().hex())
            .put("since", Instant.ofEpochMilli(row.millis()).toString())
            .put("command", row.command())
            .put("reason", row.reason());
      }
      position = page.next();
    } while (position != null);
    return answer;
  }

  private Answer release(JsonNode body) {
    String execution = body.path("execution").asText();
    ExecutionId id =
        execution.startsWith("arn:")
            ? ExecutionId.of(execution)
            : ExecutionId.ofHex(execution).orElse(null);
    if (id == null) {
      return Answer.error(
          400, "InvalidArn", "'" + execution + "' is neither an ARN nor the id of an execution.");
    }
    return switch (host.submit(new Command.Release(id))) {
      case Reply.Released() -> ok(Json.MAPPER.createObjectNode());
      case Reply.NotQuarantined() ->
          Answer.error(400, "NotQuarantined", "The execution is not quarantined.");
      case Reply.NoSuchExecution() ->
          Answer.error(400, "ExecutionDoesNotExist", "There is no such execution.");
      case Reply.Quarantined(String what) ->
          Answer.error(
              409,
              "StillQuarantined",
              "It was taken up and met the same again, or something else: "
                  + what.lines().findFirst().orElse(what));
    };
  }

  private Answer backup(JsonNode body) {
    Path target = Path.of(body.path("folder").asText());
    if (!target.isAbsolute()) {
      return Answer.error(400, "BackupFailed", "The folder has to be named with its whole path.");
    }
    backup.accept(target);
    return ok(Json.MAPPER.createObjectNode().put("folder", target.toString()));
  }
}
