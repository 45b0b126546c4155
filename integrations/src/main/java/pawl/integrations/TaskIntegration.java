package pawl.integrations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
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

  /** Whether there is such a resource; asked when a machine is created that calls it. */
  default boolean knows(TaskResource.Service resource) {
    return true;
  }

  /**
   * What in the parameters of a definition can't be right whatever the run brings, in AWS's words.
   *
   * @param parameters with {@link pawl.asl.ServiceRules#OPEN} for values that only the run will
   *     tell
   */
  default List<String> problems(TaskResource.Service resource, ObjectNode parameters) {
    return List.of();
  }

  /**
   * Makes the call and waits for the answer. What the world does wrong (refusals, timeouts,
   * unreachable endpoints) is in the report.
   *
   * @throws InterruptedException if the host gave the call up
   */
  TaskReport call(TaskCall call) throws InterruptedException;

  /**
   * Waits for the end of a job that a call of one of its resources has started.
   *
   * @param job as it named it in {@link TaskReport.JobStarted}
   * @throws InterruptedException if the host gave the wait up
   */
  default TaskReport follow(TaskCall call, String job) throws InterruptedException {
    throw new IllegalStateException(getClass().getSimpleName() + " starts no jobs");
  }

  /**
   * Asks the service to stop a job, if it is one of those that this integration starts; says
   * whether it is.
   */
  default boolean stop(String job) throws InterruptedException {
    return false;
  }
}
