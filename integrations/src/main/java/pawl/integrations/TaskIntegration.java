package pawl.integrations;

import java.util.Optional;
import pawl.asl.program.TaskResource;
import pawl.engine.TaskCall;
import pawl.engine.TaskReport;

/** Carries out the calls of Task states for one kind of resource. */
public interface TaskIntegration {
  /** Whether resources of this form are its business, be they callable or not. */
  boolean handles(TaskResource resource);

  /**
   * Why a resource that it handles can't be called, in a sentence for the author of the definition;
   * empty if it can.
   */
  default Optional<String> obstacle(TaskResource resource) {
    return Optional.empty();
  }

  /**
   * Makes the call and waits for the answer. What the world does wrong (refusals, timeouts,
   * unreachable endpoints) is in the report.
   *
   * @throws InterruptedException if the host gave the call up
   */
  TaskReport call(TaskCall call) throws InterruptedException;
}
