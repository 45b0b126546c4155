package pawl.integrations;

import java.util.Optional;
import pawl.asl.program.TaskResource;

/** Carries out the calls of a service that is integrated by a few actions of its own. */
public interface OptimisedIntegration extends TaskIntegration {
  /** The actions that it carries out. */
  ServiceResources resources();

  @Override
  default boolean handles(TaskResource resource) {
    return resources().areOf(resource);
  }

  @Override
  default Optional<String> obstacle(TaskResource resource) {
    return resources().obstacle(resource);
  }

  @Override
  default boolean knows(TaskResource.Service resource) {
    return resources().contain(resource);
  }
}
