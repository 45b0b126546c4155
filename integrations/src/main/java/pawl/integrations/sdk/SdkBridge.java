package pawl.integrations.sdk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsClient;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * Calls any operation of any AWS service whose SDK module is on the class path, JSON in and JSON
 * out, without knowing the service.
 */
public final class SdkBridge implements AutoCloseable {
  /** The parameter and the member that stand for a streamed body, which the SDK does not name. */
  private static final String BODY = "Body";

  private final SdkClients clients;
  private final Map<String, SdkService> services = new ConcurrentHashMap<>();

  public SdkBridge(AwsAccess access) {
    this.clients = new SdkClients(access);
  }

  SdkClients clients() {
    return clients;
  }

  /** The client of a service that is certainly on the class path, for calls of our own. */
  AwsClient ownClient(String service) {
    return clients.repeatingClient(service(service).orElseThrow(), SdkCall.USUAL_PATIENCE);
  }

  /** Why an operation can't be called, in a sentence; empty if it can. */
  public Optional<String> obstacle(String service, String action) {
    Optional<SdkService> found = service(service);
    if (found.isEmpty()) {
      return Optional.of(
          SdkService.isName(service)
              ? "The service '%s' is not installed. Add its module and restart: %s"
                  .formatted(service, ServiceCatalogue.command(service))
              : "'" + service + "' can't be the name of a service.");
    }
    return found.get().operations().containsKey(action)
        ? Optional.empty()
        : Optional.of("The service '" + service + "' has no operation '" + action + "'.");
  }

  /** Whether a service has an operation; true as well if the service is not installed. */
  public boolean knows(String service, String action) {
    return SdkService.isName(service)
        && service(service).map(it -> it.operations().containsKey(action)).orElse(true);
  }

  /**
   * What can't fit the operation in the parameters of a definition, in AWS's words; nothing if it
   * is not installed.
   *
   * @param parameters with {@link pawl.asl.ServiceRules#OPEN} for values that only the run will
   *     tell
   * @param required members that must be there, by the service's model
   */
  public List<String> outlineProblems(
      String service, String action, ObjectNode parameters, Collection<String> required) {
    return outlineProblems(service, action, parameters, MemberNames.OF_SERVICE, required);
  }

  /** The same, naming members as wanted. */
  List<String> outlineProblems(
      String service,
      String action,
      ObjectNode parameters,
      MemberNames names,
      Collection<String> required) {
    return service(service)
        .map(it -> it.operations().get(action))
        .map(
            operation ->
                RequestOutline.problems(
                    (SdkPojo) operation.requestBuilder(),
                    withoutBody(operation, parameters),
                    names,
                    required))
        .orElse(List.of());
  }

  /** What does not fit the operation in these parameters, in AWS's words. */
  public List<String> problems(String service, String action, JsonNode parameters) {
    SdkOperation operation = operation(service, action);
    RequestReader reader = new RequestReader();
    reader.fill((SdkPojo) operation.requestBuilder(), withoutBody(operation, parameters));
    return reader.problems();
  }

  /** The region of calls that name none. */
  public String region() {
    return clients.region();
  }

  /**
   * Makes a call and waits for its answer.
   *
   * @throws IllegalArgumentException if there is an {@link #obstacle}
   * @throws InterruptedException if the thread was interrupted
   */
  public SdkOutcome call(SdkCall call) throws InterruptedException {
    return call(call, Times.ISO_8601);
  }

  /**
   * Makes a call and waits for its answer, in which times are written as wanted.
   *
   * @throws IllegalArgumentException if there is an {@link #obstacle}
   * @throws InterruptedException if the thread was interrupted
   */
  public SdkOutcome call(SdkCall call, Times times) throws InterruptedException {
    return call(call, MemberNames.OF_SERVICE, times, null);
  }

  /**
   * The same with an answer whose members have the names that are asked for.
   *
   * @param token by which the service knows a call again that is made once more; null if none is
   *     needed
   */
  SdkOutcome call(SdkCall call, MemberNames names, Times times, @Nullable String token)
      throws InterruptedException {
    SdkService service =
        service(call.service())
            .orElseThrow(() -> new IllegalArgumentException("No service " + call.service()));
    SdkOperation operation = operation(call.service(), call.action());
    RequestReader reader = new RequestReader();
    AwsRequest.Builder builder = operation.requestBuilder();
    if (token != null) {
      RequestReader.nameCall((SdkPojo) builder, token);
    }
    reader.fill((SdkPojo) builder, withoutBody(operation, call.parameters()));
    if (!reader.problems().isEmpty()) {
      return new SdkOutcome.Unfit(reader.problems());
    }
    AwsRequest request = builder.overrideConfiguration(adjustments(call)).build();
    JsonNode body = operation.sendsStream() ? call.parameters().get(BODY) : null;
    try {
      AwsClient client = clients.client(service, call.region(), call.roleArn(), call.patience());
      SdkOperation.Answer answer =
          operation.invoke(client, request, body == null ? null : RequestReader.body(body));
      return answered(answer.response(), answer.body(), new ResponseWriter(names, times));
    } catch (SdkOperation.TooLargeException _) {
      return new SdkOutcome.TooLarge(service.prefix(), service.name());
    } catch (AwsServiceException e) {
      return refused(service, e);
    } catch (AbortedException e) {
      Thread.interrupted();
      throw (InterruptedException) new InterruptedException("The call was given up").initCause(e);
    } catch (SdkClientException e) {
      if (Thread.interrupted()) {
        throw (InterruptedException) new InterruptedException("The call was given up").initCause(e);
      }
      return new SdkOutcome.Unreachable(
          service.prefix(), reason(e), String.valueOf(e.getMessage()));
    }
  }

  private static AwsRequestOverrideConfiguration adjustments(SdkCall call) {
    AwsRequestOverrideConfiguration.Builder builder = AwsRequestOverrideConfiguration.builder();
    call.headers().forEach(builder::putHeader);
    if (call.address() != null) {
      builder.putExecutionAttribute(Readdressing.ADDRESS, call.address());
    }
    return builder.build();
  }

  private static JsonNode withoutBody(SdkOperation operation, JsonNode parameters) {
    if (!operation.sendsStream() || !(parameters instanceof ObjectNode object)) {
      return parameters;
    }
    ObjectNode rest = object.objectNode();
    rest.setAll(object);
    rest.remove(BODY);
    return rest;
  }

  private static SdkOutcome answered(
      AwsResponse response, @Nullable SdkBytes body, ResponseWriter writer) {
    ObjectNode output = writer.write(response);
    if (body != null) {
      output.set(BODY, ResponseWriter.text(body));
    }
    String requestId = response.responseMetadata().requestId();
    return new SdkOutcome.Answered(
        output,
        new SdkOutcome.HttpAnswer(
            response.sdkHttpResponse().statusCode(),
            response.sdkHttpResponse().headers(),
            "UNKNOWN".equals(requestId) ? null : requestId));
  }

  private static SdkOutcome refused(SdkService service, AwsServiceException e) {
    AwsErrorDetails details = e.awsErrorDetails();
    String exception = e.getClass().getSimpleName();
    String general = service.prefix() + "Exception";
    boolean isOurs = e.getClass().getPackageName().startsWith(service.client().getPackageName());
    // STS may refuse the role before the service is asked.
    String prefix =
        isOurs || details == null || details.serviceName() == null
            ? service.prefix()
            : details.serviceName();
    return new SdkOutcome.Refused(
        prefix,
        e.getClass() == AwsServiceException.class ? general : exception,
        isOurs && !exception.equals(general),
        details == null ? null : details.errorMessage(),
        e.statusCode(),
        details == null ? null : details.errorCode(),
        e.requestId(),
        String.valueOf(e.getMessage()));
  }

  /** What an exception of the client says, without the SDK's count of attempts. */
  static String reason(Exception e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnknownHostException) {
        String host = String.valueOf(cause.getMessage());
        return "Unable to execute HTTP request: "
            + host
            + (host.indexOf(':') < 0 ? ": Name or service not known" : "");
      }
    }
    return String.valueOf(e.getMessage()).replaceFirst(" \\(SDK Attempt Count: \\d+\\)$", "");
  }

  private SdkOperation operation(String service, String action) {
    SdkOperation found = service(service).map(it -> it.operations().get(action)).orElse(null);
    if (found == null) {
      throw new IllegalArgumentException("No operation " + service + ":" + action);
    }
    return found;
  }

  private Optional<SdkService> service(String name) {
    SdkService known = services.get(name);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<SdkService> found = SdkService.find(name);
    found.ifPresent(it -> services.put(name, it));
    return found;
  }

  @Override
  public void close() {
    clients.close();
  }
}
