package pawl.integrations.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import pawl.engine.TaskCall;
import pawl.engine.TaskReport;
import pawl.integrations.Calls;
import pawl.integrations.sdk.SdkBridge;

/** A job from the order to its end, as a Task sees it. */
class JobTaskTest {
  private final JobCase glue =
      JobCase.all()
          .filter(it -> it.resource().equals("glue:startJobRun"))
          .findFirst()
          .orElseThrow();
  private final TaskCall call =
      Calls.service("glue:startJobRun.sync", glue.json("parameters").toString());

  private final ContractFake aws = new ContractFake();
  private final SdkBridge bridge = new SdkBridge(Calls.accessTo(aws.url()));
  private final RemoteJobs jobs = new RemoteJobs(bridge);

  @AfterEach
  void close() {
    bridge.close();
    aws.close();
  }

  private String started(JobTask task) throws Exception {
    aws.on(glue.module(), glue.text("start"), glue.json("answer"));
    TaskReport report = task.call(call);
    assertThat(report).isInstanceOf(TaskReport.JobStarted.class);
    return ((TaskReport.JobStarted) report).job();
  }

  @Test
  void shouldAskUntilTheJobIsOver() throws Exception {
    List<Integer> pauses = new ArrayList<>();
    JobTask task =
        new JobTask(
            jobs,
            asked -> {
              pauses.add(asked);
              if (asked == 1) {
                aws.refusing(glue.module(), glue.text("describe"), 503, "Unavailable", "Later");
              } else {
                String status = asked < 3 ? "RUNNING" : "SUCCEEDED";
                aws.on(glue.module(), glue.text("describe"), glue.with("description", status));
              }
            });
    TaskReport report = task.follow(call, started(task));
    assertThat(report).isInstanceOf(TaskReport.Succeeded.class);
    assertThat(pauses).containsExactly(0, 1, 2, 3);
  }

  @Test
  void shouldReportHowTheJobFailed() throws Exception {
    JobTask task = new JobTask(jobs, _ -> {});
    String job = started(task);
    aws.on(glue.module(), glue.text("describe"), glue.with("description", "FAILED"));
    assertThat(task.follow(call, job))
        .asInstanceOf(type(TaskReport.Failed.class))
        .extracting(TaskReport.Failed::error)
        .isEqualTo("States.TaskFailed");
  }

  @Test
  void shouldStopItsJobsAndNoOthers() throws Exception {
    JobTask task = new JobTask(jobs, _ -> {});
    String job = started(task);
    aws.on(glue.module(), glue.text("stop"), glue.json("answer"));
    assertThat(task.stop(job)).isTrue();
    assertThat(aws.received(glue.text("stop"))).hasSize(1);
    assertThat(task.stop("{\"version\":99}")).isFalse();
    assertThat(task.stop("arn:aws:else")).isFalse();
  }
}
