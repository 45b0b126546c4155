package pawl.server;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import pawl.api.AwsJsonEndpoint;
import pawl.asl.Json;
import pawl.engine.Limits;
import pawl.functions.LambdaApi;
import pawl.server.console.ConsoleApi;
import pawl.server.console.ConsoleFiles;

/**
 * Says which part answers which path. Until the parts are {@linkplain #open there}, it answers that
 * the server is starting.
 */
final class FrontDoor implements Endpoint {
  private final String version;
  private final int bodyBytes;
  private final ConsoleFiles console = new ConsoleFiles();
  private volatile @Nullable Rooms rooms;

  /**
   * @param limits of the profile: a definition must get through the door
   */
  FrontDoor(String version, Limits limits) {
    this.version = version;
    this.bodyBytes = Math.max(USUAL_BODY_BYTES, AwsJsonEndpoint.maxBodyBytes(limits));
  }

  /**
   * What lies behind the door.
   *
   * @param states the API of Step Functions
   * @param lambda the API of Lambda
   * @param admin what Pawl's own command line asks for
   * @param metrics what Prometheus asks for
   * @param questions what the console asks for beyond the other rooms
   */
  record Rooms(
      Endpoint states, Endpoint lambda, Endpoint admin, Endpoint metrics, Endpoint questions) {}

  /** From now on requests are answered. */
  void open(Rooms opened) {
    rooms = opened;
  }

  /** From now on requests are turned away. */
  void shut() {
    rooms = null;
  }

  @Override
  public Answer answer(Request request) {
    Rooms open = rooms;
    String path = request.path();
    if (path.equals("/health")) {
      return readOnly(request, () -> open == null ? health(503, "starting") : health(200, "ok"));
    }
    if (!request.method().equals("POST")) {
      Optional<Answer> file = file(request);
      if (file.isPresent()) {
        return readOnly(request, file::get);
      }
    }
    if (open == null) {
      return pageOr(
          request, Answer.error(503, "ServiceUnavailable", "Pawl is starting or stopping."));
    }
    if (path.equals("/")) {
      return open.states().answer(request);
    }
    if (isLambda(path)) {
      return open.lambda().answer(request);
    }
    if (path.equals("/metrics")) {
      return readOnly(request, () -> open.metrics().answer(request));
    }
    if (path.startsWith(AdminApi.PATH + "/")) {
      return open.admin().answer(request);
    }
    if (path.startsWith(ConsoleApi.PATH + "/")) {
      return open.questions().answer(request);
    }
    return pageOr(
        request,
        Answer.error(404, "UnknownOperationException", "There is nothing at " + path + "."));
  }

  /** A file of the console; at the root, its page. */
  private Optional<Answer> file(Request request) {
    if (request.path().equals("/")) {
      return Optional.of(
          console.index(zipped(request)).map(Endpoints::answer).orElseGet(this::welcome));
    }
    return console.file(request.path(), zipped(request)).map(Endpoints::answer);
  }

  /**
   * At an address that is nobody's, a browser gets the page of the console, which looks at the
   * address itself.
   */
  private Answer pageOr(Request request, Answer otherwise) {
    boolean forPeople =
        request.method().equals("GET")
            && request.headers().getOrDefault("accept", "").contains("text/html");
    return forPeople
        ? console.index(zipped(request)).map(Endpoints::answer).orElse(otherwise)
        : otherwise;
  }

  private static boolean zipped(Request request) {
    return request.headers().getOrDefault("accept-encoding", "").contains("gzip");
  }

  /** The code of a function may come with the request. */
  @Override
  public int maxBodyBytes(String path) {
    return isLambda(path) ? LambdaApi.REQUEST_LIMIT_BYTES : bodyBytes;
  }

  private static boolean isLambda(String path) {
    return path.equals(LambdaApi.PATH) || path.startsWith(LambdaApi.PATH + "/");
  }

  private static Answer readOnly(Request request, Supplier<Answer> answer) {
    return switch (request.method()) {
      case "GET", "HEAD" -> answer.get();
      default -> Answer.error(405, "MethodNotAllowed", "Only GET is understood here.");
    };
  }

  private Answer health(int status, String word) {
    var body = Json.MAPPER.createObjectNode().put("status", word).put("version", version);
    return Answer.text(status, "application/json", body.toString());
  }

  /** Instead of the console, if Pawl was built without it. */
  private Answer welcome() {
    return new Answer(
        200,
        Map.of("Content-Type", "text/html; charset=utf-8", "Cache-Control", "no-cache"),
        """
        <!doctype html>
        <html lang="en">
        <head><meta charset="utf-8"><title>Pawl</title>
        <style>body{font:16px/1.5 system-ui,sans-serif;max-width:42rem;margin:4rem auto;padding:0 1rem}
        code,pre{font:14px ui-monospace,monospace;background:#8882;border-radius:4px;padding:.1em .3em}
        pre{padding:1em;overflow:auto}:root{color-scheme:light dark}</style></head>
        <body>
        <h1>Pawl %s</h1>
        <p>This server runs Amazon States Language workflows durably, behind the API of AWS Step Functions.</p>
        <p>Point the AWS CLI, an AWS SDK, Terraform, CDK or SAM at this address:</p>
        <pre>aws stepfunctions list-state-machines --endpoint-url <span id="url">http://127.0.0.1:8083</span></pre>
        <p>or use its own command line: <code>pawl list</code>, <code>pawl start NAME --follow</code>.
        Its state of health is at <a href="/health">/health</a>.</p>
        <script>document.getElementById("url").textContent = location.origin</script>
        </body></html>
        """
            .formatted(version)
            .getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }
}
