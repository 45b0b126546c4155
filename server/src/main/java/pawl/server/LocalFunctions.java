package pawl.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import pawl.functions.FunctionHost;
import pawl.functions.InvocationRecord;
import pawl.functions.InvocationRequest;
import pawl.functions.InvocationResult;
import pawl.functions.RequestId;
import pawl.integrations.lambda.FunctionInvoker;

/** Puts the function host behind the Task states that call functions. */
public record LocalFunctions(FunctionHost functions) implements FunctionInvoker {
  private static final byte[] NOTHING = {};
  private static final String LATEST = "$LATEST";

  @Override
  public Outcome invoke(Invocation invocation) throws InterruptedException {
    if (functions.find(invocation.function()).isEmpty()) {
      return new Outcome.NotHere();
    }
    String context = invocation.clientContext();
    InvocationRequest request =
        new InvocationRequest(
            invocation.function(),
            invocation.qualifier(),
            invocation.payload(),
            context == null ? null : new String(Base64.getDecoder().decode(context), UTF_8),
            invocation.traceHeader(),
            caller(invocation.caller()));
    return switch (invocation.type()) {
      case REQUEST_RESPONSE -> call(request, invocation.tailsLog());
      case EVENT -> submit(request);
      case DRY_RUN -> check(request);
    };
  }

  /** TestState calls for no execution that anybody could look at. */
  private static InvocationRecord.@Nullable Caller caller(Caller caller) {
    return caller.startedEvent() == 0
        ? null
        : new InvocationRecord.Caller(caller.executionArn(), caller.startedEvent());
  }

  private Outcome call(InvocationRequest request, boolean tailsLog) throws InterruptedException {
    InvocationResult result;
    try {
      result = functions.invoke(request);
    } catch (CancellationException e) {
      // The server is stopping; the call is made again when it is back.
      throw new InterruptedException(e.getMessage());
    }
    return switch (result) {
      case InvocationResult.Succeeded(
              byte[] payload,
              String version,
              String requestId,
              String log) ->
          new Outcome.Answered(200, null, payload, version, tail(tailsLog, log), requestId);
      case InvocationResult.Failed(
              byte[] payload,
              String error,
              String version,
              String requestId,
              String log) ->
          new Outcome.Answered(200, error, payload, version, tail(tailsLog, log), requestId);
      case InvocationResult.Rejected rejected -> refused(rejected);
    };
  }

  private static @Nullable String tail(boolean wanted, String log) {
    return wanted ? Base64.getEncoder().encodeToString(log.getBytes(UTF_8)) : null;
  }

  private Outcome submit(InvocationRequest request) {
    return switch (functions.submit(request)) {
      case FunctionHost.Submission.Accepted(String requestId) ->
          new Outcome.Answered(202, null, NOTHING, LATEST, null, requestId);
      case FunctionHost.Submission.Refused(InvocationResult.Rejected reason) -> refused(reason);
    };
  }

  private Outcome check(InvocationRequest request) {
    Optional<InvocationResult.Rejected> reason = functions.check(request);
    return reason.isPresent()
        ? refused(reason.get())
        : new Outcome.Answered(204, null, NOTHING, LATEST, null, RequestId.next());
  }

  private static Outcome refused(InvocationResult.Rejected reason) {
    return new Outcome.Refused(
        reason.status(), reason.code(), reason.message(), reason.requestId());
  }
}
