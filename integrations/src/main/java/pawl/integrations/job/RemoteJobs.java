package pawl.integrations.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import pawl.asl.program.TaskResource;
import pawl.asl.program.TaskResource.Pattern;
import pawl.engine.TaskCall;
import pawl.integrations.ServiceResources;
import pawl.integrations.sdk.SdkBridge;

/**
 * The jobs of other services that {@code .sync} tasks run: starts one, asks how it stands, stops
 * it. Stateless: all that is known of a job is in its {@link JobReference}.
 */
public final class RemoteJobs {
  private final Catalogue catalogue;

  public RemoteJobs(SdkBridge bridge) {
    this(bridge, InstantSource.system());
  }

  RemoteJobs(SdkBridge bridge, InstantSource clock) {
    this.catalogue = new Catalogue(bridge, clock);
  }

  /** Whether it is a resource of one of these services, in whatever pattern. */
  public boolean handles(TaskResource resource) {
    return resource instanceof TaskResource.Service service
        && Catalogue.SERVICES.contains(service.resourceType());
  }

  /**
   * Why a resource that it handles can't be called, in a sentence for the author of the definition;
   * empty if it can.
   */
  public Optional<String> obstacle(TaskResource resource) {
    TaskResource.Service service = (TaskResource.Service) resource;
    return action(service)
        .map(JobAction::obstacle)
        .orElseGet(
            () ->
                new ServiceResources(
                        service.resourceType(),
                        resourcesOf(catalogue.actions(service.resourceType())))
                    .obstacle(resource));
  }

  /** Whether a service that it handles has such an action, with such a pattern. */
  public boolean knows(TaskResource.Service resource) {
    return action(resource).isPresent();
  }

  /** What can't be right in the parameters of a definition that names a resource. */
  public List<String> problems(TaskResource.Service resource, ObjectNode parameters) {
    return action(resource).map(action -> action.problems(parameters)).orElse(List.of());
  }

  private Optional<JobAction> action(TaskResource.Service resource) {
    return Optional.ofNullable(catalogue.actions(resource.resourceType()).get(resource.action()))
        .filter(it -> it.has(resource.pattern()));
  }

  private static List<String> resourcesOf(Map<String, JobAction> actions) {
    List<String> resources = new ArrayList<>();
    new TreeMap<>(actions)
        .forEach(
            (name, action) ->
                Arrays.stream(Pattern.values())
                    .filter(action::has)
                    .forEach(pattern -> resources.add(name + pattern.suffix())));
    return resources;
  }

  /**
   * Gives the order to the service. A call that is repeated after a crash carries the same token,
   * so that most services recognise it and start nothing twice.
   *
   * @throws IllegalArgumentException if there is an {@link #obstacle}
   * @throws InterruptedException if the host gave the call up
   */
  public Start start(TaskCall call) throws InterruptedException {
    TaskResource.Service service = (TaskResource.Service) call.resource();
    return action(service)
        .orElseThrow(() -> new IllegalArgumentException("No resource " + service.arn()))
        .start(call);
  }

  /**
   * Asks once how a job stands. Passing faults of the service are {@link Poll.Unknown}.
   *
   * @throws InterruptedException if the host gave the call up
   */
  public Poll poll(JobReference job) throws InterruptedException {
    Optional<JobAction> action = actionOf(job);
    if (action.isEmpty()) {
      return new Poll.Unknown("This version knows no job such as " + job);
    }
    Optional<String> obstacle = action.get().obstacle();
    return obstacle.isPresent() ? new Poll.Unknown(obstacle.get()) : action.get().poll(job);
  }

  /**
   * Asks the service to stop a job, and says what came of that.
   *
   * @throws InterruptedException if the host gave the call up
   */
  public String stop(JobReference job) throws InterruptedException {
    Optional<JobAction> action = actionOf(job);
    if (action.isEmpty()) {
      return "This version knows no job such as " + job;
    }
    Optional<String> obstacle = action.get().obstacle();
    return obstacle.isPresent() ? obstacle.get() : action.get().stop(job);
  }

  private Optional<JobAction> actionOf(JobReference job) {
    return job.isReadable()
        ? Optional.ofNullable(catalogue.actions(job.service()).get(job.action()))
            .filter(it -> it.has(Pattern.SYNC))
        : Optional.empty();
  }
}
