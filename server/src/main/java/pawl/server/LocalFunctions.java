package pawl.server;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import pawl.functions.FunctionHost;
import pawl.functions.InvocationRequest;
import pawl.functions.InvocationResult;
import pawl.integrations.lambda.FunctionInvoker;

/** Puts the function host behind Task states: a function that is deployed here is called here. */
final class LocalFunctions implements FunctionInvoker {
  private static final int ACCEPTED = 202;
  private static final int NO_CONTENT = 204;
  private static final String LATEST = "$LATEST";

  private final FunctionHost host;

  LocalFunctions(FunctionHost host) {
    this.host = host;
  }

  @Override
  public Outcome invoke(Invocation invocation) throws InterruptedException {
    if (host.find(invocation.function()).isEmpty()) {
      return new Outcome.NotHere();
    }
    InvocationRequest request;
    try {
      request = request(invocation);
    } catch (IllegalArgumentException e) {
      return new Outcome.Refused(
          400,
          "InvalidRequestContentException",
          "Client context must be a valid Base64-encoded JSON object.",
          "");
    }
    return switch (invocation.type()) {
      case REQUEST_RESPONSE -> outcome(host.invoke(request), invocation.tailsLog());
      case EVENT ->
          switch (host.submit(request)) {
            case FunctionHost.Submission.Accepted(String requestId) ->
                new Outcome.Answered(ACCEPTED, null, new byte[0], LATEST, null, requestId);
            case FunctionHost.Submission.Refused(InvocationResult.Rejected rejected) ->
                refused(rejected);
          };
      case DRY_RUN ->
          host.check(request)
              .map(LocalFunctions::refused)
              .orElseGet(
                  () -> new Outcome.Answered(NO_CONTENT, null, new byte[0], LATEST, null, ""));
    };
  }

  private static InvocationRequest request(Invocation invocation) {
    return new InvocationRequest(
        invocation.function(),
        invocation.qualifier(),
        invocation.payload(),
        decode(invocation.clientContext()),
        invocation.traceHeader());
  }

  private static @Nullable String decode(@Nullable String base64) {
    return base64 == null
        ? null
        : new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
  }

  private static Outcome outcome(InvocationResult result, boolean tailsLog) {
    return switch (result) {
      case InvocationResult.Succeeded done ->
          new Outcome.Answered(
              200,
              null,
              done.payload(),
              done.executedVersion(),
              log(done.logTail(), tailsLog),
              done.requestId());
      case InvocationResult.Failed failed ->
          new Outcome.Answered(
              200,
              failed.functionError(),
              failed.payload(),
              failed.executedVersion(),
              log(failed.logTail(), tailsLog),
              failed.requestId());
      case InvocationResult.Rejected rejected -> refused(rejected);
    };
  }

  private static Outcome refused(InvocationResult.Rejected rejected) {
    return new Outcome.Refused(
        rejected.status(), rejected.code(), rejected.message(), rejected.requestId());
  }

  private static @Nullable String log(String tail, boolean wanted) {
    return wanted
        ? Base64.getEncoder().encodeToString(tail.getBytes(StandardCharsets.UTF_8))
        : null;
  }
}
