package pawl.integrations;

import java.util.List;
import java.util.Optional;
import pawl.asl.program.TaskResource;

/**
 * The resources of an optimised service, and what is said of any other.
 *
 * @param service as resources name it: {@code sqs}
 * @param resources its actions with their patterns, sorted
 */
public record ServiceResources(String service, List<String> resources) {
  public ServiceResources {
    resources = resources.stream().sorted().toList();
  }

  public static ServiceResources of(String service, String... resources) {
    return new ServiceResources(service, List.of(resources));
  }

  /** Whether a resource is of this service, be there such an action or not. */
  public boolean areOf(TaskResource resource) {
    return resource instanceof TaskResource.Service it && it.resourceType().equals(service);
  }

  /** Whether a resource is among these. */
  public boolean contain(TaskResource resource) {
    return resource instanceof TaskResource.Service it && resources.contains(it.resource());
  }

  /** Says which there are if a resource is not among them. */
  public Optional<String> obstacle(TaskResource resource) {
    return contain(resource)
        ? Optional.empty()
        : Optional.of(
            "%s has the action%s %s, not %s."
                .formatted(
                    service,
                    resources.size() == 1 ? "" : "s",
                    String.join(", ", resources),
                    ((TaskResource.Service) resource).resource()));
  }
}
