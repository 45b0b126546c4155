package pawl.server;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers browsers that ask whether a web page may call the server (CORS), and turns the calls of
 * those pages away that may not. A request without an {@code Origin} comes from no page and passes.
 */
final class CrossOrigin implements Endpoint {
  private static final Logger LOG = LoggerFactory.getLogger(CrossOrigin.class);
  private static final int LONGEST_SHOWN = 200;

  /** What the AWS SDKs send. {@code X-Pawl-Admin} is not among it, and must not be. */
  private static final String HEADERS =
      "authorization, content-encoding, content-type, x-amz-content-sha256, x-amz-date,"
          + " x-amz-security-token, x-amz-target, x-amz-user-agent, x-amzn-query-mode,"
          + " x-amzn-trace-id, amz-sdk-invocation-id, amz-sdk-request, x-amz-invocation-type,"
          + " x-amz-log-type, x-amz-client-context";

  private static final String EXPOSED =
      "x-amzn-requestid, x-amzn-errortype, x-amz-function-error, x-amz-log-result,"
          + " x-amz-executed-version, date";

  private static final Map<String, String> PREFLIGHT =
      Map.of(
          "Access-Control-Allow-Methods", "GET, HEAD, POST, PUT, DELETE",
          "Access-Control-Allow-Headers", HEADERS,
          "Access-Control-Max-Age", "600");

  private final Endpoint behind;
  private final Origins origins;

  CrossOrigin(Endpoint behind, Origins origins) {
    this.behind = behind;
    this.origins = origins;
  }

  @Override
  public int maxBodyBytes(String path) {
    return behind.maxBodyBytes(path);
  }

  @Override
  public Answer answer(Request request) {
    String origin = request.headers().get("origin");
    if (origin == null) {
      return isReading(request) && !origins.allowReading(host(request), request.local())
          ? refusal(request, "http://" + shown(host(request)))
          : behind.answer(request);
    }
    if (request.path().startsWith(AdminApi.PATH + "/")) {
      return Answer.error(
          403, "AccessDeniedException", "No web page may call what is for the command line.");
    }
    if (!origins.allow(origin, host(request), request.local())) {
      return refusal(request, shown(origin));
    }
    return isPreflight(request) ? preflight(request, origin) : readable(request, origin);
  }

  /** Something that a page can ask for without naming its origin, and that is not for everybody. */
  private static boolean isReading(Request request) {
    return (request.method().equals("GET") || request.method().equals("HEAD"))
        && !request.path().equals("/")
        && !request.path().equals("/health");
  }

  private static String host(Request request) {
    return request.headers().getOrDefault("host", "").toLowerCase(Locale.ROOT);
  }

  /** An origin is whatever somebody has sent. */
  private static String shown(String origin) {
    String cut =
        origin.length() > LONGEST_SHOWN ? origin.substring(0, LONGEST_SHOWN) + "..." : origin;
    return cut.replaceAll("[^!-~]", "?");
  }

  private static Answer refusal(Request request, String origin) {
    LOG.info(
        "{} {} refused: web pages of {} may not call; --allow-origin {} would let them",
        request.method(),
        shown(request.rawPath()),
        origin,
        origin);
    return Answer.error(
        403,
        "AccessDeniedException",
        "Web pages of '%s' may not call this server. Start it with --allow-origin %s if they shall."
            .formatted(origin, origin));
  }

  private static boolean isPreflight(Request request) {
    return request.method().equals("OPTIONS")
        && request.headers().containsKey("access-control-request-method");
  }

  private static Answer preflight(Request request, String origin) {
    Map<String, String> headers = new LinkedHashMap<>(PREFLIGHT);
    headers.put("Access-Control-Allow-Origin", origin);
    headers.put("Vary", "Origin");
    if (request.headers().containsKey("access-control-request-private-network")) {
      headers.put("Access-Control-Allow-Private-Network", "true");
    }
    return new Answer(204, headers, new byte[0]);
  }

  private Answer readable(Request request, String origin) {
    Answer answer = behind.answer(request);
    Map<String, String> headers = new LinkedHashMap<>(answer.headers());
    headers.put("Access-Control-Allow-Origin", origin);
    headers.put("Access-Control-Expose-Headers", EXPOSED);
    headers.put("Vary", "Origin");
    return answer.withHeaders(headers);
  }
}
