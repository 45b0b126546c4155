package pawl.integrations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pawl.asl.ServiceRules;
import pawl.asl.program.TaskResource;
import pawl.engine.TaskCall;
import pawl.engine.TaskCaller;
import pawl.engine.TaskReport;

/**
 * What Task states can call: finds the integration of a resource, makes the call and says what
 * became of it.
 */
public final class Integrations implements TaskCaller, ServiceRules {
  private static final Logger LOG = LoggerFactory.getLogger(Integrations.class);

  private final List<TaskIntegration> integrations;

  /** The first integration that handles a resource gets it. */
  public Integrations(List<TaskIntegration> integrations) {
    this.integrations = List.copyOf(integrations);
  }

  /** Whether calls of this resource can be made here. */
  public boolean supports(TaskResource resource) {
    return obstacle(resource).isEmpty();
  }

  /** Why calls of this resource can't be made here; empty if they can. */
  public Optional<String> obstacle(TaskResource resource) {
    return find(resource)
        .map(integration -> integration.obstacle(resource))
        .orElseGet(() -> Optional.of("There is no integration for " + resource.arn() + "."));
  }

  @Override
  public boolean knows(TaskResource.Service resource) {
    return find(resource).map(integration -> integration.knows(resource)).orElse(true);
  }

  @Override
  public List<String> problems(TaskResource.Service resource, ObjectNode parameters) {
    return find(resource)
        .map(integration -> integration.problems(resource, parameters))
        .orElse(List.of());
  }

  /**
   * Makes a call on the calling thread, which may be virtual, and blocks until there is an answer
   * or a bound on the time is reached.
   *
   * <p>Whatever happens is a report with AWS's error name and cause. If the thread is interrupted
   * the report says {@link TaskReport.TimedOut} and the interrupted status stays set: somebody who
   * interrupts because the host stops must not submit that report.
   */
  @Override
  public TaskReport call(TaskCall call) {
    Optional<String> obstacle = obstacle(call.resource());
    if (obstacle.isPresent()) {
      return new TaskReport.Failed("States.Runtime", obstacle.get());
    }
    return guarded(call, integration -> integration.call(call));
  }

  /** Waits as {@link #call} does. */
  @Override
  public TaskReport follow(TaskCall call, String job) {
    return guarded(call, integration -> integration.follow(call, job));
  }

  @Override
  public void stop(String job) {
    try {
      for (TaskIntegration integration : integrations) {
        if (integration.stop(job)) {
          return;
        }
      }
      LOG.warn("Nothing here knows the job {}: it was not stopped", job);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Asks an integration for a report. */
  private interface Question {
    TaskReport ask(TaskIntegration integration) throws InterruptedException;
  }

  private TaskReport guarded(TaskCall call, Question question) {
    try {
      return question.ask(find(call.resource()).orElseThrow());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new TaskReport.TimedOut();
    } catch (RuntimeException | LinkageError e) {
      LOG.error(
          "The call of {} by state {} of {} failed in a way it should not",
          call.resource().arn(),
          call.stateName(),
          call.executionArn(),
          e);
      return new TaskReport.Failed("States.TaskFailed", "Internal error of the integration: " + e);
    }
  }

  private Optional<TaskIntegration> find(TaskResource resource) {
    return integrations.stream().filter(each -> each.handles(resource)).findFirst();
  }
}
