package pawl.integrations.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pawl.asl.Json;
import pawl.engine.TaskCall;
import pawl.engine.TaskReport;
import pawl.integrations.Calls;
import pawl.integrations.sdk.SdkBridge;

/** All services with jobs, by the table in {@code jobs.json}. */
class RemoteJobsTest {
  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

  private static final ContractFake aws = new ContractFake();
  private static final SdkBridge bridge = new SdkBridge(Calls.accessTo(aws.url()));

  private Instant now = NOON;
  private final RemoteJobs jobs = new RemoteJobs(bridge, () -> now);

  @AfterAll
  static void stop() {
    bridge.close();
    aws.close();
  }

  @BeforeEach
  void begin() {
    aws.forget();
  }

  @AfterEach
  void keepTheContracts() {
    assertThat(aws.violations()).isEmpty();
  }

  private static TaskCall call(JobCase job, String pattern) {
    return Calls.service(job.resource() + pattern, job.json("parameters").toString());
  }

  private Start.Started started(JobCase job) throws Exception {
    aws.on(job.module(), job.text("start"), job.json("answer"));
    TaskCall call = call(job, ".sync");
    assertThat(jobs.handles(call.resource())).isTrue();
    assertThat(jobs.obstacle(call.resource())).isEmpty();
    Start start = jobs.start(call);
    assertThat(start).isInstanceOf(Start.Started.class);
    return (Start.Started) start;
  }

  private Poll poll(JobCase job, Start.Started started, String status) throws Exception {
    aws.on(job.module(), job.text("describe"), job.with("description", status));
    return jobs.poll(started.job());
  }

  private static TaskReport report(Poll poll) {
    assertThat(poll).isInstanceOf(Poll.Ended.class);
    return ((Poll.Ended) poll).report();
  }

  @ParameterizedTest
  @MethodSource("pawl.integrations.job.JobCase#all")
  void shouldOrderAJobOnceAndRememberIt(JobCase job) throws Exception {
    Start.Started started = started(job);

    ObjectNode sent = aws.received(job.text("start")).getFirst();
    if (job.row().has("token")) {
      assertThat(sent.remove(job.text("token")).asText())
          .as("the token")
          .isEqualTo(call(job, ".sync").idempotencyToken());
    }
    if (job.row().has("sent")) {
      assertThat(sent).isEqualTo(job.json("sent"));
    } else {
      assertThat(sent.fieldNames())
          .toIterable()
          .containsAll(() -> job.json("parameters").fieldNames());
    }
    String reference = started.job().text().toString();
    assertThat(reference).hasSizeLessThan(JobReference.MOST_CHARACTERS);
    assertThat(started.job().text().path("version").asInt()).isEqualTo(1);
    assertThat(started.job().region()).isEqualTo("us-east-1");
    if (job.row().has("answered")) {
      JsonNode output = started.output().node();
      job.json("answered")
          .properties()
          .forEach(member -> assertThat(output.path(member.getKey())).isEqualTo(member.getValue()));
      assertThat(output.has("JobFlowId")).isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("pawl.integrations.job.JobCase#all")
  void shouldFollowAJobToItsEnd(JobCase job) throws Exception {
    Start.Started first = started(job);
    // As after a restart: all that is left is the text.
    Start.Started started =
        new Start.Started(
            first.output(),
            new JobReference((ObjectNode) Json.MAPPER.readTree(first.job().text().toString())));

    for (String status : job.statuses("running")) {
      assertThat(poll(job, started, status)).as(status).isEqualTo(new Poll.Running());
    }
    assertThat(poll(job, started, "A_NEW_ONE")).isEqualTo(new Poll.Running());
    assertThat(aws.received(job.text("describe")).getFirst()).isEqualTo(job.json("asks"));
    for (String status : job.statuses("succeeded")) {
      assertThat(report(poll(job, started, status)))
          .asInstanceOf(type(TaskReport.Succeeded.class))
          .extracting(it -> it.output().node().toString())
          .as(status)
          .isEqualTo(job.with("output", status).toString());
    }
    for (String status : job.statuses("failed")) {
      assertThat(report(poll(job, started, status)))
          .as(status)
          .isEqualTo(
              new TaskReport.Failed("States.TaskFailed", job.with("output", status).toString()));
    }
  }

  @ParameterizedTest
  @MethodSource("pawl.integrations.job.JobCase#all")
  void shouldSayWhatTheServiceRefused(JobCase job) throws Exception {
    String code = job.row().path("code").asText(job.text("refusal"));
    aws.refusing(job.module(), job.text("start"), 400, code, "Not so");

    TaskReport report = ((Start.Answered) jobs.start(call(job, ".sync"))).report();

    assertThat(report)
        .isEqualTo(
            new TaskReport.Failed(
                job.text("error") + "." + job.text("refusal"),
                "Not so (Service: %s; Status Code: 400; Error Code: %s; Request ID: request-1; Proxy: null)"
                    .formatted(job.text("service"), code)));

    aws.refusing(job.module(), job.text("start"), 403, "AccessDenied", "Who are you?");
    assertThat(((Start.Answered) jobs.start(call(job, ".sync"))).report())
        .asInstanceOf(type(TaskReport.Failed.class))
        .extracting(TaskReport.Failed::error)
        .isEqualTo(job.text("error") + "." + job.text("service") + "Exception");
  }

  @ParameterizedTest
  @MethodSource("pawl.integrations.job.JobCase#all")
  void shouldAskAgainWhenTheServiceCannotSay(JobCase job) throws Exception {
    Start.Started started = started(job);

    aws.refusing(job.module(), job.text("describe"), 400, "ThrottlingException", "Rate exceeded");
    assertThat(jobs.poll(started.job())).isInstanceOf(Poll.Unknown.class);
    aws.refusing(job.module(), job.text("describe"), 503, "ServiceUnavailable", "Later");
    assertThat(jobs.poll(started.job())).isInstanceOf(Poll.Unknown.class);
    aws.refusing(job.module(), job.text("describe"), 403, "ExpiredTokenException", "Too old");
    assertThat(jobs.poll(started.job())).isInstanceOf(Poll.Unknown.class);
  }

  @Test
  void shouldAskAgainWhenTheServiceIsOutOfReach() throws Exception {
    ContractFake gone = new ContractFake();
    gone.on("glue", "startJobRun", Json.MAPPER.readTree("{\"JobRunId\":\"r\"}"));
    try (SdkBridge toGone = new SdkBridge(Calls.accessTo(gone.url()))) {
      RemoteJobs there = new RemoteJobs(toGone, () -> now);
      Start start = there.start(Calls.service("glue:startJobRun.sync", "{\"JobName\":\"j\"}"));
      gone.close();

      assertThat(there.poll(((Start.Started) start).job()))
          .asInstanceOf(type(Poll.Unknown.class))
          .extracting(Poll.Unknown::why)
          .asString()
          .startsWith("Glue.SdkClientException: Unable to execute HTTP request");
    }
  }

  @ParameterizedTest
  @MethodSource("pawl.integrations.job.JobCase#all")
  void shouldEndWhenTheServiceWillNeverSay(JobCase job) throws Exception {
    Start.Started started = started(job);
    aws.refusing(job.module(), job.text("describe"), 403, "AccessDeniedException", "No");
    assertThat(report(jobs.poll(started.job())))
        .asInstanceOf(type(TaskReport.Failed.class))
        .extracting(TaskReport.Failed::error)
        .asString()
        .startsWith(job.text("error") + ".");
  }

  @ParameterizedTest
  @MethodSource("pawl.integrations.job.JobCase#all")
  void shouldKnowWhatItMeansThatAJobIsGone(JobCase job) throws Exception {
    Start.Started started = started(job);
    aws.refusing(job.module(), job.text("describe"), 400, "ResourceNotFoundException", "Not there");

    if (job.row().has("gone")) {
      assertThat(report(jobs.poll(started.job())))
          .asInstanceOf(type(TaskReport.Succeeded.class))
          .extracting(it -> it.output().node())
          .isEqualTo(job.json("gone"));
      return;
    }
    assertThat(jobs.poll(started.job())).as("just started").isInstanceOf(Poll.Unknown.class);
    now = NOON.plus(Duration.ofMinutes(3));
    assertThat(report(jobs.poll(started.job()))).as("later").isInstanceOf(TaskReport.Failed.class);
  }

  @ParameterizedTest
  @MethodSource("pawl.integrations.job.JobCase#stoppable")
  void shouldStopAJob(JobCase job) throws Exception {
    Start.Started started = started(job);
    aws.on(job.module(), job.text("stop"), JsonNodeFactory.instance.objectNode());

    String said = jobs.stop(started.job());

    assertThat(said).contains("has taken " + job.text("stop"));
    assertThat(aws.received(job.text("stop")).getLast()).isEqualTo(job.json("stops"));

    aws.refusing(job.module(), job.text("stop"), 400, "SomeException", "It is over");
    assertThat(jobs.stop(started.job()))
        .contains("has not done " + job.text("stop"))
        .contains("It is over");
  }

  @ParameterizedTest
  @MethodSource("pawl.integrations.job.JobCase#all")
  void shouldAnswerAtOnceWithoutSync(JobCase job) throws Exception {
    aws.on(job.module(), job.text("start"), job.json("answer"));
    assertThat(((Start.Answered) jobs.start(call(job, ""))).report())
        .isInstanceOf(TaskReport.Succeeded.class);
  }

  @Test
  void shouldCoverAllActionsThatHaveSync() {
    assertThat(
            Catalogue.descriptions().stream()
                .flatMap(
                    service ->
                        service.actions().stream()
                            .filter(action -> action.watch() != null)
                            .map(action -> service.type() + ":" + action.name()))
                .filter(resource -> !resource.equals("ecs:runTask")))
        .containsExactlyInAnyOrderElementsOf(JobCase.all().map(JobCase::resource).toList());
  }

  @Test
  void shouldSayWhichActionsThereAre() {
    assertThat(jobs.obstacle(Calls.resource("glue:getJobRun")))
        .hasValue("glue has the actions startJobRun, startJobRun.sync, not getJobRun.");
    assertThat(jobs.obstacle(Calls.resource("athena:getQueryResults.sync")))
        .hasValueSatisfying(it -> assertThat(it).endsWith(", not getQueryResults.sync."));
    assertThat(jobs.obstacle(Calls.resource("batch:submitJob.sync:2"))).isPresent();
    assertThat(jobs.obstacle(Calls.resource("batch:submitJob.waitForTaskToken"))).isPresent();
    assertThat(jobs.obstacle(Calls.resource("ecs:runTask.waitForTaskToken"))).isEmpty();
    assertThat(jobs.handles(Calls.resource("sqs:sendMessage"))).isFalse();
    assertThat(jobs.handles(Calls.resource("aws-sdk:glue:startJobRun"))).isFalse();
  }

  @Test
  void shouldRefuseParametersThatTheServiceDoesNotHave() throws Exception {
    TaskCall call = Calls.service("glue:startJobRun.sync", "{\"JobName\":\"j\",\"Colour\":1}");
    assertThat(((Start.Answered) jobs.start(call)).report())
        .isEqualTo(
            new TaskReport.Failed(
                "States.Runtime",
                "The Parameters '{\"JobName\":\"j\",\"Colour\":1}' could not be used to start the"
                    + " Task: [The field \"Colour\" is not supported by Step Functions]"));
  }

  @Test
  void shouldNotTouchReferencesOfLaterVersions() throws Exception {
    ObjectNode text =
        (ObjectNode)
            Json.MAPPER.readTree(
                "{\"version\":2,\"service\":\"glue\",\"action\":\"startJobRun\",\"ids\":{}}");
    assertThat(jobs.poll(new JobReference(text))).isInstanceOf(Poll.Unknown.class);
    assertThat(jobs.stop(new JobReference(text))).startsWith("This version knows no job such as");
  }

  @Test
  void shouldKeepTheTokenThatTheTaskGives() throws Exception {
    aws.on("athena", "startQueryExecution", Json.MAPPER.readTree("{\"QueryExecutionId\":\"q\"}"));
    String token = "a-token-of-the-task-itself-and-long-enough";
    jobs.start(
        Calls.service(
            "athena:startQueryExecution.sync",
            "{\"QueryString\":\"SELECT 1\",\"ClientRequestToken\":\"" + token + "\"}"));
    assertThat(aws.received("startQueryExecution").getFirst().path("ClientRequestToken").asText())
        .isEqualTo(token);
  }
}
