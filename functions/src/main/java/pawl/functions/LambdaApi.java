package pawl.functions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lambda's REST API (2015-03-31) over a {@link FunctionHost}, without an HTTP server: a server
 * hands each request below {@value #PATH} to {@link #handle} and sends back what it returns. Blocks
 * until a function has answered.
 */
public final class LambdaApi {
  /** The path below which the API lives. */
  public static final String PATH = "/2015-03-31/functions";

  /** A body longer than this is refused; a server need not read more. */
  public static final int REQUEST_LIMIT_BYTES = 69_905_067;

  private static final Logger LOG = LoggerFactory.getLogger(LambdaApi.class);
  private static final int PAGE_SIZE = 50;

  /**
   * A request.
   *
   * @param rawPath the path, still URL-encoded
   * @param rawQuery the query without question mark, still URL-encoded; null or empty if there is
   *     none
   * @param headers by name in any case
   */
  public record Request(
      String method,
      String rawPath,
      @Nullable String rawQuery,
      Map<String, String> headers,
      byte[] body) {}

  /**
   * An answer.
   *
   * @param headers to send, Content-Type among them; Content-Length is the server's
   */
  public record Response(int status, Map<String, String> headers, byte[] body) {}

  private final FunctionHost host;
  private final ReentrantLock creating = new ReentrantLock();

  public LambdaApi(FunctionHost host) {
    this.host = host;
  }

  /**
   * Answers a request; what is wrong with it becomes an error answer in Lambda's form.
   *
   * @throws InterruptedException if the caller is interrupted while a function runs
   * @throws CancellationException if the host closes while a function runs
   */
  public Response handle(Request request) throws InterruptedException {
    String requestId = RequestId.next();
    try {
      if (request.body().length > REQUEST_LIMIT_BYTES) {
        throw new LambdaException(
            "RequestEntityTooLargeException",
            413,
            "Request must be smaller than " + REQUEST_LIMIT_BYTES + " bytes for the operation");
      }
      return route(request, requestId);
    } catch (LambdaException e) {
      return error(e.code(), e.status(), e.getMessage(), requestId);
    } catch (UncheckedIOException e) {
      LOG.error("{} {} failed", request.method(), request.rawPath(), e);
      return error("ServiceException", 500, String.valueOf(e.getMessage()), requestId);
    }
  }

  private Response route(Request request, String requestId) throws InterruptedException {
    String[] path = segments(request);
    String name = path.length > 0 ? path[0] : "";
    String operation =
        request.method()
            + switch (path.length) {
              case 0 -> "";
              case 1 -> " NAME";
              default -> " NAME/" + String.join("/", Arrays.copyOfRange(path, 1, path.length));
            };
    return switch (operation) {
      case "GET" -> list(request, requestId);
      case "POST" -> json(201, FunctionJson.configuration(create(request)), requestId);
      case "GET NAME" -> json(200, FunctionJson.function(require(name, request)), requestId);
      case "DELETE NAME" -> delete(require(name, request), requestId);
      case "GET NAME/configuration" ->
          json(200, FunctionJson.configuration(require(name, request)), requestId);
      case "PUT NAME/configuration" ->
          json(
              200,
              FunctionJson.configuration(configure(require(name, request), request)),
              requestId);
      case "PUT NAME/code" ->
          json(
              200,
              FunctionJson.configuration(updateCode(require(name, request), request)),
              requestId);
      case "GET NAME/versions" ->
          json(200, FunctionJson.versions(require(name, request)), requestId);
      case "POST NAME/invocations" -> invoke(name, request);
      default ->
          throw new LambdaException(
              "UnknownOperationException",
              404,
              "Pawl has no Lambda operation " + request.method() + " " + request.rawPath() + ".");
    };
  }

  private Response invoke(String name, Request request) throws InterruptedException {
    InvocationRequest invocation =
        new InvocationRequest(
            name,
            query(request).get("Qualifier"),
            request.body(),
            clientContext(header(request, "X-Amz-Client-Context")),
            header(request, "X-Amzn-Trace-Id"),
            null);
    String type = header(request, "X-Amz-Invocation-Type");
    requireOneOf(type, "invocationType", List.of("Event", "RequestResponse", "DryRun"));
    String logType = header(request, "X-Amz-Log-Type");
    requireOneOf(logType, "logType", List.of("None", "Tail"));
    InvocationResult.Rejected refusal = host.check(invocation).orElse(null);
    if (refusal != null) {
      return rejection(refusal);
    }
    requireJson(request.body());
    if ("DryRun".equals(type)) {
      return new Response(204, headers(RequestId.next()), new byte[0]);
    }
    if ("Event".equals(type)) {
      return switch (host.submit(invocation)) {
        case FunctionHost.Submission.Accepted accepted ->
            new Response(202, headers(accepted.requestId()), new byte[0]);
        case FunctionHost.Submission.Refused refused -> rejection(refused.reason());
      };
    }
    return answer(host.invoke(invocation), "Tail".equals(logType));
  }

  private static Response answer(InvocationResult result, boolean withLog) {
    Map<String, String> headers = headers(result.requestId());
    headers.put("Content-Type", "application/json");
    return switch (result) {
      case InvocationResult.Rejected rejected -> rejection(rejected);
      case InvocationResult.Succeeded succeeded -> {
        headers.put("X-Amz-Executed-Version", succeeded.executedVersion());
        addLog(headers, withLog, succeeded.logTail());
        yield new Response(200, headers, succeeded.payload());
      }
      case InvocationResult.Failed failed -> {
        headers.put("X-Amz-Executed-Version", failed.executedVersion());
        headers.put("X-Amz-Function-Error", failed.functionError());
        addLog(headers, withLog, failed.logTail());
        yield new Response(200, headers, failed.payload());
      }
    };
  }

  private static void addLog(Map<String, String> headers, boolean withLog, String tail) {
    if (withLog) {
      headers.put(
          "X-Amz-Log-Result",
          Base64.getEncoder().encodeToString(tail.getBytes(StandardCharsets.UTF_8)));
    }
  }

  private FunctionDescription create(Request request) {
    FunctionRequest body = FunctionRequest.read(request.body());
    FunctionConfiguration function = body.forCreate(host.configuration().dataFolder());
    byte[] zip = body.zip("Code");
    creating.lock();
    try {
      if (host.find(function.name()).isPresent()) {
        throw new LambdaException(
            "ResourceConflictException", 409, "Function already exist: " + function.name());
      }
      return host.deploy(function, zip);
    } finally {
      creating.unlock();
    }
  }

  private FunctionDescription updateCode(FunctionDescription function, Request request) {
    FunctionRequest body = FunctionRequest.read(request.body());
    body.requireRevision(function);
    byte[] zip = body.zip(null);
    return body.flag("DryRun") ? function : host.deploy(function.configuration(), zip);
  }

  private FunctionDescription configure(FunctionDescription function, Request request) {
    FunctionRequest body = FunctionRequest.read(request.body());
    body.requireRevision(function);
    return host.configure(body.changed(function.configuration()));
  }

  private Response delete(FunctionDescription function, String requestId) {
    boolean unused = host.remove(function.name());
    return new Response(204, headers(requestId), new byte[0]);
  }

  private Response list(Request request, String requestId) {
    Map<String, String> query = query(request);
    int most = pageSize(query.get("MaxItems"));
    String marker = query.get("Marker");
    String after = marker == null ? "" : decodeMarker(marker);
    List<FunctionDescription> rest =
        host.list().stream().filter(function -> function.name().compareTo(after) > 0).toList();
    List<FunctionDescription> page = rest.subList(0, Math.min(most, rest.size()));
    ObjectNode body = FunctionJson.JSON.createObjectNode();
    ArrayNode functions = body.putArray("Functions");
    page.forEach(function -> functions.add(FunctionJson.configuration(function)));
    if (page.size() < rest.size()) {
      byte[] last = page.getLast().name().getBytes(StandardCharsets.UTF_8);
      body.put("NextMarker", Base64.getUrlEncoder().encodeToString(last));
    } else {
      body.putNull("NextMarker");
    }
    return json(200, body, requestId);
  }

  private static int pageSize(@Nullable String text) {
    if (text == null) {
      return PAGE_SIZE;
    }
    try {
      int value = Integer.parseInt(text);
      if (value >= 1 && value <= 10_000) {
        // Lambda gives no more than 50 at a time, however many are asked for.
        return Math.min(value, PAGE_SIZE);
      }
    } catch (NumberFormatException e) {
      throw LambdaException.invalidParameter("MaxItems is not a number: " + text);
    }
    throw LambdaException.constraint(
        "'" + text + "'", "maxItems", "Member must have value between 1 and 10000");
  }

  private static String decodeMarker(String marker) {
    try {
      return new String(Base64.getUrlDecoder().decode(marker), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw LambdaException.invalidParameter("Invalid marker");
    }
  }

  /** The function of a path, which may be named in any form; only {@code $LATEST} exists of it. */
  private FunctionDescription require(String name, Request request) {
    InvocationRequest probe =
        new InvocationRequest(name, query(request).get("Qualifier"), new byte[0], null, null, null);
    host.check(probe)
        .ifPresent(
            reason -> {
              throw new LambdaException(reason.code(), reason.status(), reason.message());
            });
    return host.find(name).orElseThrow(() -> LambdaException.notFound(name));
  }

  private static void requireJson(byte[] body) {
    if (body.length == 0) {
      return;
    }
    try {
      JsonNode unused = FunctionJson.STRICT.readTree(body);
    } catch (JsonProcessingException e) {
      throw LambdaException.invalidContent(
          "Could not parse request body into json: Could not parse payload into json: "
              + e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @Nullable String clientContext(@Nullable String header) {
    if (header == null) {
      return null;
    }
    try {
      String text = new String(Base64.getDecoder().decode(header), StandardCharsets.UTF_8);
      if (FunctionJson.STRICT.readTree(text).isObject()) {
        return text;
      }
    } catch (IllegalArgumentException | JsonProcessingException e) {
      LOG.debug("a client context that can't be read", e);
    }
    throw LambdaException.invalidContent(
        "Client context must be a valid Base64-encoded JSON object.");
  }

  private static void requireOneOf(@Nullable String value, String member, List<String> values) {
    if (value != null && !values.contains(value)) {
      throw LambdaException.constraint(
          "'" + value + "'", member, "Member must satisfy enum value set: " + values);
    }
  }

  private static String[] segments(Request request) {
    String path = request.rawPath();
    if (!path.startsWith(PATH)) {
      throw new LambdaException(
          "UnknownOperationException", 404, "Not a path of the Lambda API: " + path);
    }
    List<String> segments = new ArrayList<>();
    for (String segment : path.substring(PATH.length()).split("/")) {
      if (!segment.isEmpty()) {
        // In a path a plus sign is a plus sign.
        segments.add(decode(segment.replace("+", "%2B")));
      }
    }
    return segments.toArray(String[]::new);
  }

  private static Map<String, String> query(Request request) {
    Map<String, String> query = new HashMap<>();
    if (request.rawQuery() != null) {
      for (String part : request.rawQuery().split("&")) {
        int equals = part.indexOf('=');
        if (equals > 0) {
          query.put(decode(part.substring(0, equals)), decode(part.substring(equals + 1)));
        }
      }
    }
    return query;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw LambdaException.invalidParameter("The URL is not encoded correctly: " + text);
    }
  }

  private static @Nullable String header(Request request, String name) {
    for (Map.Entry<String, String> header : request.headers().entrySet()) {
      if (header.getKey().equalsIgnoreCase(name)) {
        return header.getValue();
      }
    }
    return null;
  }

  private static Map<String, String> headers(String requestId) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("x-amzn-RequestId", requestId);
    return headers;
  }

  private static Response json(int status, JsonNode body, String requestId) {
    Map<String, String> headers = headers(requestId);
    headers.put("Content-Type", "application/json");
    return new Response(status, headers, FunctionJson.bytes(body));
  }

  private static Response rejection(InvocationResult.Rejected rejected) {
    return error(rejected.code(), rejected.status(), rejected.message(), rejected.requestId());
  }

  private static Response error(String code, int status, String message, String requestId) {
    ObjectNode body = FunctionJson.error(code, status, message);
    Response response = json(status, body, requestId);
    response.headers().put("x-amzn-ErrorType", code);
    if (status == 429) {
      response.headers().put("Retry-After", "1");
    }
    return response;
  }
}
