package pawl.functions;

import org.jspecify.annotations.Nullable;

/**
 * One call of a function.
 *
 * @param functionName any form that {@link FunctionName} reads
 * @param qualifier version or alias given apart from the name; only {@code $LATEST} exists
 * @param payload the event, JSON text in UTF-8; empty stands for {@code {}}
 * @param clientContext JSON text (not base64) for the context object
 * @param traceHeader an X-Ray trace header
 * @param caller the attempt of a task that calls, if one does: it goes into the record and not to
 *     the function
 */
public record InvocationRequest(
    String functionName,
    @Nullable String qualifier,
    byte[] payload,
    @Nullable String clientContext,
    @Nullable String traceHeader,
    InvocationRecord.@Nullable Caller caller) {

  public static InvocationRequest of(String functionName, byte[] payload) {
    return new InvocationRequest(functionName, null, payload, null, null, null);
  }
}
