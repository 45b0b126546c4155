package pawl.integrations.sdk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What became of an API call. */
public sealed interface SdkOutcome {
  /** The service did it; {@code output} has the members of the response in Pascal case. */
  record Answered(ObjectNode output, HttpAnswer http) implements SdkOutcome {}

  /** The call failed, at the service or on the way. */
  sealed interface Failed extends SdkOutcome {
    /** The service's name in the SDK's capitalisation, which error names begin with. */
    String service();
  }

  /**
   * The service refused or failed.
   *
   * @param exception simple name of the SDK's exception: {@code ResourceNotFoundException}
   * @param modelled whether the service's model knows this error; else {@code exception} is the
   *     service's general one
   * @param message what the service said
   * @param code the error code on the wire, null if there was none
   * @param sdkMessage the whole message of the SDK's exception
   */
  record Refused(
      String service,
      String exception,
      boolean modelled,
      @Nullable String message,
      int status,
      @Nullable String code,
      @Nullable String requestId,
      String sdkMessage)
      implements Failed {}

  /**
   * There was no answer: no connection, no name, no credentials, too slow.
   *
   * @param message what went wrong, without the SDK's additions
   * @param sdkMessage the whole message of the SDK's exception
   */
  record Unreachable(String service, String message, String sdkMessage) implements Failed {}

  /**
   * The answer is larger than any state could use.
   *
   * @param module the service as resources name it: {@code s3}
   */
  record TooLarge(String service, String module) implements Failed {}

  /** The parameters don't fit the operation; nothing was sent. */
  record Unfit(List<String> problems) implements SdkOutcome {
    public Unfit {
      problems = List.copyOf(problems);
    }
  }

  /** The HTTP side of an answer. */
  record HttpAnswer(int status, Map<String, List<String>> headers, @Nullable String requestId) {}
}
