package pawl.integrations.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

  private final RemoteJobs jobs;
  private final Following following;

  public JobTask(RemoteJobs jobs) {
    this(jobs, Following.Pause.GROWING);
  }

  JobTask(RemoteJobs jobs, Following.Pause pause) {
    this.jobs = jobs;
    this.following = new Following(pause);
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
        JobReference.parse(job)
            .orElseThrow(() -> new IllegalStateException("No reference: " + job));
    return following.follow(call, job, () -> jobs.poll(reference));
  }

  @Override
  public boolean stop(String job) throws InterruptedException {
    Optional<JobReference> reference = JobReference.parse(job);
    if (reference.isEmpty()) {
      return false;
    }
    LOG.info("Nobody waits for the job {} any more. {}", job, jobs.stop(reference.get()));
    return true;
  }
}
