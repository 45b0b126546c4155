package pawl.integrations.job;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import pawl.integrations.sdk.SdkOutcome;

/**
 * Deletes builds that may have been stopped a moment ago. CodeBuild does not delete them until it
 * has tidied up, which it says in an answer of success; so it is asked some more times.
 */
final class Deletion {
  private static final int TRIES = 6;
  private static final String NOT_DELETED = "BuildsNotDeleted";

  /** Waits between two tries. */
  @FunctionalInterface
  interface Pause {
    /** From one second to sixteen, half a minute in all. */
    Pause GROWING = tried -> Thread.sleep(Duration.ofSeconds(1L << (tried - 1)));

    void after(int tries) throws InterruptedException;
  }

  private Deletion() {}

  /** Of some builds: those that were not deleted are asked for again. */
  static Placement ofBuilds(Pause pause) {
    return (caller, parameters) -> {
      ObjectNode request = parameters;
      ArrayNode deleted = parameters.arrayNode();
      for (int tries = 1; ; tries++) {
        SdkOutcome outcome = caller.ask("batchDeleteBuilds", request);
        if (!(outcome instanceof SdkOutcome.Answered(ObjectNode output, var http))) {
          return outcome;
        }
        output.path("BuildsDeleted").forEach(deleted::add);
        if (output.path(NOT_DELETED).isEmpty() || tries == TRIES) {
          ObjectNode all = output.deepCopy();
          all.set("BuildsDeleted", deleted);
          return new SdkOutcome.Answered(all, http);
        }
        ArrayNode left = parameters.arrayNode();
        output.path(NOT_DELETED).forEach(build -> left.add(build.path("Id")));
        request = parameters.deepCopy();
        request.set("Ids", left);
        pause.after(tries);
      }
    };
  }

  /** Of one batch of builds. */
  static Placement ofBatch(Pause pause) {
    return (caller, parameters) -> {
      for (int tries = 1; ; tries++) {
        SdkOutcome outcome = caller.ask("deleteBuildBatch", parameters);
        boolean isLeft =
            outcome instanceof SdkOutcome.Answered(ObjectNode output, _)
                && !output.path(NOT_DELETED).isEmpty();
        if (!isLeft || tries == TRIES) {
          return outcome;
        }
        pause.after(tries);
      }
    };
  }
}
