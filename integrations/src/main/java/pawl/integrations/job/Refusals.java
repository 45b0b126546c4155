package pawl.integrations.job;

import java.util.Locale;
import java.util.Set;
import pawl.integrations.sdk.SdkOutcome;

/** What a refused question about a job means for the job. */
public final class Refusals {
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERRORS = 500;

  /** Besides what has "throttl" in its name. */
  private static final Set<String> PASSING =
      Set.of(
          "toomanyrequestsexception",
          "requestlimitexceeded",
          "limitexceededexception",
          "slowdown",
          "priorrequestnotcomplete",
          "serviceunavailable",
          "serverexception",
          "internalserverexception",
          "internalservererror",
          "internalfailure",
          "internalserviceexception",
          // credentials are renewed, clocks are set
          "expiredtoken",
          "expiredtokenexception",
          "requestexpired",
          "requesttimetooskewed");

  private Refusals() {}

  /** Whether the same question may well be answered later: the job itself is not concerned. */
  public static boolean isPassing(SdkOutcome.Refused refused) {
    String code = String.valueOf(refused.code()).toLowerCase(Locale.ROOT);
    return refused.status() >= SERVER_ERRORS
        || refused.status() == TOO_MANY_REQUESTS
        || code.contains("throttl")
        || PASSING.contains(code);
  }

  /** Whether the service says that it does not know the job. */
  static boolean isAbsence(SdkOutcome.Refused refused) {
    return refused.exception().contains("NotFound")
        || String.valueOf(refused.code()).contains("NotFound");
  }
}
