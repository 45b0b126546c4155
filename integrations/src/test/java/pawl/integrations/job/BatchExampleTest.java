package pawl.integrations.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.BufferedReader;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pawl.engine.TaskReport;
import pawl.integrations.Calls;
import pawl.integrations.sdk.SdkBridge;

/** The Batch of the example {@code batch-job} is one that the AWS SDK can talk to. */
class BatchExampleTest {
  private Process batch;
  private SdkBridge bridge;
  private RemoteJobs jobs;

  @BeforeEach
  void start() throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
                "node", Path.of("..", "examples", "batch-job", "batch", "batch.mjs").toString())
            .redirectErrorStream(true);
    builder.environment().put("PORT", "0");
    batch = builder.start();
    BufferedReader output = batch.inputReader();
    String first = output.readLine();
    Thread.ofVirtual().start(() -> output.lines().forEach(_ -> {}));
    bridge = new SdkBridge(Calls.accessTo(URI.create(first.substring(first.indexOf("http://")))));
    jobs = new RemoteJobs(bridge);
  }

  @AfterEach
  void stop() throws Exception {
    bridge.close();
    batch.destroyForcibly().waitFor();
  }

  private JobReference submitted(String day, String seconds) throws Exception {
    Start start =
        jobs.start(
            Calls.service(
                "batch:submitJob.sync",
                "{'JobName':'n','JobQueue':'q','JobDefinition':'report','ContainerOverrides':{'Environment':[{'Name':'DAY','Value':'%s'},{'Name':'SECONDS','Value':'%s'}]}}"
                    .formatted(day, seconds)
                    .replace('\'', '"')));
    return ((Start.Started) start).job();
  }

  private TaskReport ended(JobReference job) throws Exception {
    Instant giveUp = Instant.now().plus(Duration.ofSeconds(30));
    while (Instant.now().isBefore(giveUp)) {
      if (jobs.poll(job) instanceof Poll.Ended(TaskReport report)) {
        return report;
      }
      Thread.sleep(100);
    }
    throw new AssertionError("The job does not end");
  }

  @Test
  void shouldRunJobsToTheirEnd() throws Exception {
    JobReference good = submitted("monday", "0");
    JobReference bad = submitted("noday", "0");

    assertThat(ended(good))
        .asInstanceOf(type(TaskReport.Succeeded.class))
        .extracting(it -> it.output().node().at("/Container/ExitCode").asInt(-1))
        .isEqualTo(0);
    assertThat(ended(bad))
        .asInstanceOf(type(TaskReport.Failed.class))
        .extracting(TaskReport.Failed::cause)
        .asString()
        .contains("\"ExitCode\":2")
        .contains("\"StatusReason\":\"Essential container in task exited\"");
  }

  @Test
  void shouldTerminateAJob() throws Exception {
    JobReference job = submitted("monday", "600");
    jobs.stop(job);
    assertThat(ended(job)).asString().contains("The task of the state machine was stopped");
  }

  @Test
  void shouldRefuseWhatItDoesNotKnow() throws Exception {
    assertThat(
            jobs.start(
                Calls.service(
                    "batch:submitJob.sync",
                    "{\"JobName\":\"n\",\"JobQueue\":\"q\",\"JobDefinition\":\"nothing\"}")))
        .asString()
        .contains("Batch.ClientException")
        .contains("JobDefinition nothing is not known");
  }
}
