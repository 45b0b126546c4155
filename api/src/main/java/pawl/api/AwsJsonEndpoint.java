package pawl.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pawl.api.auth.SignatureV4;
import pawl.api.contract.ApiError;
import pawl.api.contract.ApiException;
import pawl.api.contract.Contract;
import pawl.api.contract.Input;
import pawl.api.operation.DefinitionCompiler;
import pawl.api.operation.Operation;
import pawl.api.operation.Operations;
import pawl.api.operation.TestCases;
import pawl.asl.Json;
import pawl.engine.HostException;
import pawl.engine.Limits;
import pawl.engine.host.Host;
import pawl.engine.store.DamagedException;

/**
 * Step Functions over AWS JSON 1.0: finds the operation that {@code X-Amz-Target} names, checks the
 * body against the contract, lets the operation answer, and turns whatever goes wrong into the
 * error that AWS's clients expect. Calls block their (virtual) thread, GetActivityTask for a
 * minute.
 */
public final class AwsJsonEndpoint {
  private static final int USUAL_BODY_BYTES = 8 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(AwsJsonEndpoint.class);
  private static final String CONTENT_TYPE = "application/x-amz-json-1.0";
  private static final String TARGET_PREFIX = "AWSStepFunctions.";

  /** Reads UTF-8 and nothing else; the mapper's own factory would guess at UTF-16 and UTF-32. */
  private static final JsonFactory UTF_8 =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.CHARSET_DETECTION)
          .streamReadConstraints(Json.MAPPER.getFactory().streamReadConstraints())
          .build();

  private final int maxBodyBytes;
  private final Contract contract;
  private final Map<String, Action> actions = new HashMap<>();

  private record Action(String name, Operation operation) {}

  /** An endpoint for what {@code host} runs. */
  public AwsJsonEndpoint(Host host) {
    this(host, Operations.of(host));
  }

  /** The same with test cases that executions can be started with. */
  public AwsJsonEndpoint(Host host, TestCases testCases) {
    this(host, Operations.of(host, testCases));
  }

  /** The same with a compiler that knows more than the language alone. */
  public AwsJsonEndpoint(Host host, DefinitionCompiler compiler, TestCases testCases) {
    this(host, Operations.of(host, compiler, InstantSource.system(), testCases));
  }

  AwsJsonEndpoint(Host host, Map<String, Operation> operations) {
    this.maxBodyBytes = maxBodyBytes(host.limits());
    this.contract = Contract.load(host.limits());
    for (String name : contract.operations()) {
      actions.put(
          TARGET_PREFIX + name,
          new Action(name, Objects.requireNonNull(operations.get(name), name)));
    }
  }

  /**
   * Larger bodies are refused, so a server need not read on: the largest definition or payload,
   * whose quotes and backslashes double when it travels as a JSON string.
   */
  public static int maxBodyBytes(Limits limits) {
    return Math.max(
        USUAL_BODY_BYTES, 2 * Math.max(limits.payloadBytes(), limits.definitionBytes()));
  }

  /** Answers a request; never throws for anything that stands in it. */
  public Response handle(Request request) {
    String requestId = requestId();
    try {
      return response(requestId, 200, answer(request));
    } catch (ApiException e) {
      return refusal(requestId, request, e.error());
    } catch (HostException e) {
      return refusal(requestId, request, error(e));
    } catch (DamagedException e) {
      LOG.error("Request {} met damage in the store", requestId, e);
      return failure(requestId, ApiError.damaged(e.getMessage()));
    } catch (RuntimeException e) {
      LOG.error(
          "Request {} failed: {} by {}",
          requestId,
          request.headers().get("X-Amz-Target"),
          SignatureV4.principal(request.headers().get("Authorization")),
          e);
      return failure(requestId, ApiError.internalFailure(requestId));
    }
  }

  private ObjectNode answer(Request request) {
    Action action = action(request);
    JsonNode body = InboundTrace.added(action.name, parse(request.body()), request.headers());
    Input input = contract.check(action.name, body);
    return action.operation.handle(input);
  }

  private Action action(Request request) {
    if (!request.method().equals("POST") || !request.path().equals("/")) {
      throw new ApiException(
          ApiError.unknownOperation(404, "The Step Functions API is served at POST /"));
    }
    if (!isAwsJson(request.headers().get("Content-Type"))) {
      throw new ApiException(
          ApiError.unknownOperation(404, "The Content-Type must be " + CONTENT_TYPE));
    }
    String target = request.headers().get("X-Amz-Target");
    Action action = target == null ? null : actions.get(target);
    if (action == null) {
      throw new ApiException(
          ApiError.unknownOperation(
              400,
              target == null
                  ? "The header X-Amz-Target is missing"
                  : "Step Functions has no operation " + target));
    }
    return action;
  }

  private static boolean isAwsJson(@Nullable String contentType) {
    if (contentType == null) {
      return false;
    }
    int parameters = contentType.indexOf(';');
    String type = parameters < 0 ? contentType : contentType.substring(0, parameters);
    return type.strip().toLowerCase(Locale.ROOT).equals(CONTENT_TYPE);
  }

  private JsonNode parse(byte[] body) {
    if (body.length > maxBodyBytes) {
      throw new ApiException(ApiError.bodyTooLarge(maxBodyBytes));
    }
    if (body.length == 0) {
      return JsonNodeFactory.instance.objectNode();
    }
    if (!Utf8.isValid(body)) {
      throw new ApiException(ApiError.serialization("The body is not UTF-8"));
    }
    try (JsonParser parser = UTF_8.createParser(body)) {
      JsonNode tree = Json.MAPPER.readTree(parser);
      if (tree == null || tree.isNull() || parser.nextToken() != null) {
        throw new ApiException(ApiError.serialization("The body is not one JSON object"));
      }
      return tree;
    } catch (JsonProcessingException e) {
      throw new ApiException(ApiError.serialization("The body is not valid JSON: " + fault(e)));
    } catch (IOException e) {
      throw new UncheckedIOException("Reading from memory failed", e);
    }
  }

  /** What the parser found, without where in a source that it does not show. */
  private static String fault(JsonProcessingException e) {
    String message = String.valueOf(e.getOriginalMessage());
    int marker = message.indexOf(" (start marker at ");
    return marker < 0 ? message : message.substring(0, marker);
  }

  private static ApiError error(HostException e) {
    return switch (e) {
      case HostException.Busy busy -> ApiError.throttled(busy.getMessage());
      case HostException.Unavailable unavailable -> ApiError.unavailable(unavailable.getMessage());
      case HostException.Full full -> ApiError.unavailable(full.getMessage());
    };
  }

  /** Refuses a request, and says so in the log: its author may not have seen the answer. */
  private static Response refusal(String requestId, Request request, ApiError error) {
    LOG.info(
        "{} refused: {}: {} (request {})",
        RefusedText.of(name(request)),
        error.code(),
        RefusedText.of(error.message()),
        requestId);
    return failure(requestId, error);
  }

  /** What a request calls itself: the operation, or whatever stands where its name should be. */
  private static String name(Request request) {
    String target = request.headers().get("X-Amz-Target");
    if (target == null) {
      return request.method() + " " + request.path();
    }
    return target.startsWith(TARGET_PREFIX) ? target.substring(TARGET_PREFIX.length()) : target;
  }

  private static Response failure(String requestId, ApiError error) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("__type", error.type());
    body.put("message", error.message());
    return response(requestId, error.status(), body);
  }

  private static Response response(String requestId, int status, ObjectNode body) {
    try {
      return new Response(
          status,
          Map.of("Content-Type", CONTENT_TYPE, "x-amzn-RequestId", requestId),
          Json.MAPPER.writeValueAsBytes(body));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("An answer could not be written", e);
    }
  }

  private static String requestId() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }
}
