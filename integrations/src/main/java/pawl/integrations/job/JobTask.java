package pawl.integrations.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pawl.asl.Json;
import pawl.asl.program.TaskResource;
import pawl.engine.TaskCall;
import pawl.engine.TaskReport;
import pawl.integrations.TaskIntegration;

/**
 * Tasks of services that have jobs: places the order, asks again and again how the job of a {@code
 * .sync} task stands, and has it stopped when nobody waits for it any more.
 */
public final class JobTask implements TaskIntegration {
  private static final Logger LOG = LoggerFactory.getLogger(JobTask.class);

  /** A service that can't be asked is told of this often: every ten minutes in the end. */
  private static final int LOG_EVERY = 20;

  private final RemoteJobs jobs;
  private final Pause pause;

  /** Waits between two questions. */
  @FunctionalInterface
  interface Pause {
    /** From a second up to half a minute: a job of an hour is asked for some 130 times. */
    Pause GROWING = asked -> Thread.sleep(Duration.ofSeconds(Math.min(30, 1 + asked / 5)));

    /**
     * @param asked how often it was asked already
     */
    void after(int asked) throws InterruptedException;
  }

  public JobTask(RemoteJobs jobs) {
    this(jobs, Pause.GROWING);
  }

  JobTask(RemoteJobs jobs, Pause pause) {
    this.jobs = jobs;
    this.pause = pause;
  }

  @Override
  public boolean handles(TaskResource resource) {
    return jobs.handles(resource);
  }

  @Override
  public Optional<String> obstacle(TaskResource resource) {
    return jobs.obstacle(resource);
  }

  @Override
  public boolean knows(TaskResource.Service resource) {
    return jobs.knows(resource);
  }

  @Override
  public List<String> problems(TaskResource.Service resource, ObjectNode parameters) {
    return jobs.problems(resource, parameters);
  }

  @Override
  public TaskReport call(TaskCall call) throws InterruptedException {
    return switch (jobs.start(call)) {
      case Start.Answered(TaskReport report) -> report;
      case Start.Started(var output, JobReference job) ->
          new TaskReport.JobStarted(output, job.toString());
    };
  }

  @Override
  public TaskReport follow(TaskCall call, String job) throws InterruptedException {
    JobReference reference =
        reference(job).orElseThrow(() -> new IllegalStateException("No reference: " + job));
    for (int asked = 0; ; asked++) {
      pause.after(asked);
      switch (jobs.poll(reference)) {
        case Poll.Ended(TaskReport report) -> {
          return report;
        }
        case Poll.Running _ -> {}
        case Poll.Unknown(String why) -> {
          if (asked % LOG_EVERY == 0) {
            LOG.warn(
                "How the job {} of {} in {} stands is not known, it is asked for again: {}",
                job,
                call.stateName(),
                call.executionArn(),
                why);
          }
        }
      }
    }
  }

  @Override
  public boolean stop(String job) throws InterruptedException {
    Optional<JobReference> reference = reference(job);
    if (reference.isEmpty()) {
      return false;
    }
    LOG.info("Nobody waits for the job {} any more. {}", job, jobs.stop(reference.get()));
    return true;
  }

  private static Optional<JobReference> reference(String job) {
    try {
      return Json.MAPPER.readTree(job) instanceof ObjectNode text
          ? Optional.of(new JobReference(text)).filter(JobReference::isReadable)
          : Optional.empty();
    } catch (JsonProcessingException _) {
      return Optional.empty();
    }
  }
}
