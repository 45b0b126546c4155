package pawl.integrations.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pawl.asl.Json;
import pawl.engine.TaskReport;
import pawl.integrations.Calls;
import pawl.integrations.sdk.SdkBridge;

class EcsTasksTest {
  private static final String PARAMETERS =
      "{\"Cluster\":\"c\",\"TaskDefinition\":\"d\",\"LaunchType\":\"FARGATE\"}";

  private final ContractFake aws = new ContractFake();
  private final SdkBridge bridge = new SdkBridge(Calls.accessTo(aws.url()));
  private final RemoteJobs jobs = new RemoteJobs(bridge, InstantSource.system());

  @BeforeEach
  void start() throws Exception {
    aws.on("ecs", "runTask", json("{'tasks':[" + task("PROVISIONING", "") + "],'failures':[]}"));
  }

  @AfterEach
  void stop() {
    bridge.close();
    aws.close();
    assertThat(aws.violations()).isEmpty();
  }

  private static JsonNode json(String text) throws Exception {
    return Json.MAPPER.readTree(text.replace('\'', '"'));
  }

  private static String task(String status, String more) {
    return ("{'taskArn':'arn:t','clusterArn':'arn:c','taskDefinitionArn':'arn:d:1',"
            + "'createdAt':1603987032.901,'lastStatus':'%s'%s}")
        .formatted(status, more);
  }

  private static String container(String name, String more) {
    return "{'name':'%s'%s}".formatted(name, more);
  }

  private Start start(String resource) throws Exception {
    return jobs.start(Calls.service(resource, PARAMETERS));
  }

  private Poll pollOf(String task) throws Exception {
    JobReference job = ((Start.Started) start("ecs:runTask.sync")).job();
    aws.on("ecs", "describeTasks", json("{'tasks':[" + task + "],'failures':[]}"));
    return jobs.poll(job);
  }

  private static Class<?> reported(Poll poll) {
    return ((Poll.Ended) poll).report().getClass();
  }

  @Test
  void shouldRunATask() throws Exception {
    Start.Started started = (Start.Started) start("ecs:runTask.sync");

    assertThat(aws.received("runTask").getFirst())
        .isEqualTo(
            json(
                "{'ClientToken':'%s','Cluster':'c','LaunchType':'FARGATE','StartedBy':'AWS Step Functions','TaskDefinition':'d'}"
                    .formatted(Calls.service("ecs:runTask.sync", PARAMETERS).idempotencyToken())));
    assertThat(started.output().node().at("/Tasks/0/CreatedAt").longValue())
        .isEqualTo(1603987032901L);
    assertThat(started.output().node().at("/SdkHttpMetadata/HttpStatusCode").intValue())
        .isEqualTo(200);
    assertThat(started.job().ids()).isEqualTo(json("{'cluster':'arn:c','task':'arn:t'}"));
  }

  @Test
  void shouldGiveTheTaskThatHasEnded() throws Exception {
    for (String status :
        new String[] {"PROVISIONING", "PENDING", "RUNNING", "DEPROVISIONING", "STOPPING"}) {
      assertThat(pollOf(task(status, ""))).as(status).isEqualTo(new Poll.Running());
    }
    Poll poll =
        pollOf(
            task(
                "STOPPED",
                ",'stopCode':'EssentialContainerExited','containers':["
                    + container("a", ",'exitCode':0")
                    + "]"));

    assertThat(aws.received("describeTasks").getLast())
        .isEqualTo(json("{'Cluster':'arn:c','Tasks':['arn:t']}"));
    assertThat(((Poll.Ended) poll).report())
        .asInstanceOf(type(TaskReport.Succeeded.class))
        .extracting(it -> it.output().node())
        .isEqualTo(
            json(
                "{'ClusterArn':'arn:c','Containers':[{'ExitCode':0,'Name':'a'}],"
                    + "'CreatedAt':1603987032901,'LastStatus':'STOPPED',"
                    + "'StopCode':'EssentialContainerExited','TaskArn':'arn:t',"
                    + "'TaskDefinitionArn':'arn:d:1'}"));
  }

  private JobReference startedTogether() throws Exception {
    aws.on(
        "ecs",
        "runTask",
        json(
            "{'tasks':[%s,%s],'failures':[]}"
                .formatted(
                    task("PROVISIONING", ""), task("PROVISIONING", "").replace("arn:t", "arn:u"))));
    return ((Start.Started) start("ecs:runTask.sync")).job();
  }

  private Poll pollOf(JobReference together, String first, String second) throws Exception {
    aws.on(
        "ecs",
        "describeTasks",
        json("{'tasks':[%s,%s],'failures':[]}".formatted(first, second.replace("arn:t", "arn:u"))));
    return jobs.poll(together);
  }

  @Test
  void shouldWaitForAllTasksOfOneOrder() throws Exception {
    JobReference together = startedTogether();
    String fine = task("STOPPED", ",'containers':[" + container("a", ",'exitCode':0") + "]");
    String bad = task("STOPPED", ",'containers':[" + container("a", ",'exitCode':1") + "]");

    assertThat(together.ids()).isEqualTo(json("{'cluster':'arn:c','task':['arn:t','arn:u']}"));
    assertThat(pollOf(together, fine, task("RUNNING", ""))).isEqualTo(new Poll.Running());
    assertThat(pollOf(together, bad, task("RUNNING", ""))).isEqualTo(new Poll.Running());
    assertThat(aws.received("describeTasks").getLast())
        .isEqualTo(json("{'Cluster':'arn:c','Tasks':['arn:t','arn:u']}"));
    assertThat(((Poll.Ended) pollOf(together, fine, fine)).report())
        .asInstanceOf(type(TaskReport.Succeeded.class))
        .extracting(it -> it.output().node())
        .satisfies(
            output -> {
              assertThat(output.at("/Tasks/0/TaskArn").asText()).isEqualTo("arn:t");
              assertThat(output.at("/Tasks/1/TaskArn").asText()).isEqualTo("arn:u");
              assertThat(output.path("Failures")).isEmpty();
            });
    assertThat(((Poll.Ended) pollOf(together, fine, bad)).report())
        .asInstanceOf(type(TaskReport.Failed.class))
        .satisfies(
            failed -> {
              assertThat(failed.error()).isEqualTo("States.TaskFailed");
              assertThat(failed.cause()).contains("arn:t").contains("arn:u");
            });
  }

  @Test
  void shouldStopAllTasksOfOneOrder() throws Exception {
    JobReference together = startedTogether();
    aws.on("ecs", "stopTask", json("{'task':" + task("RUNNING", "") + "}"));

    jobs.stop(together);

    assertThat(aws.received("stopTask"))
        .extracting(it -> it.path("Task").asText())
        .containsExactly("arn:t", "arn:u");
  }

  @Test
  void shouldStopWhatAnOrderTakenInPartHasStarted() throws Exception {
    aws.on(
        "ecs",
        "runTask",
        json(
            "{'tasks':[%s],'failures':[{'arn':'arn:c','reason':'RESOURCE:CPU'}]}"
                .formatted(task("PROVISIONING", ""))));
    aws.on("ecs", "stopTask", json("{'task':" + task("RUNNING", "") + "}"));

    assertThat(((Start.Answered) start("ecs:runTask.sync")).report())
        .isInstanceOf(TaskReport.Failed.class);

    assertThat(aws.received("stopTask"))
        .extracting(it -> it.path("Task").asText())
        .containsExactly("arn:t");
  }

  @Test
  void shouldFailWithTheTaskAsCause() throws Exception {
    Poll poll =
        pollOf(task("STOPPED", ",'containers':[" + container("a", ",'exitCode':137") + "]"));

    assertThat(((Poll.Ended) poll).report())
        .isEqualTo(
            new TaskReport.Failed(
                "States.TaskFailed",
                "{'ClusterArn':'arn:c','Containers':[{'ExitCode':137,'Name':'a'}],'CreatedAt':1603987032901,'LastStatus':'STOPPED','TaskArn':'arn:t','TaskDefinitionArn':'arn:d:1'}"
                    .replace('\'', '"')));
    assertThat(aws.received("describeTaskDefinition")).isEmpty();
  }

  @Test
  void shouldFailIfTheTaskNeverStarted() throws Exception {
    assertThat(reported(pollOf(task("STOPPED", ",'stopCode':'TaskFailedToStart'"))))
        .isEqualTo(TaskReport.Failed.class);
    assertThat(reported(pollOf(task("STOPPED", ",'containers':[" + container("a", "") + "]"))))
        .as("a container without an exit code")
        .isEqualTo(TaskReport.Failed.class);
  }

  @Test
  void shouldForgiveContainersThatAreNotEssential() throws Exception {
    String sidecarKilled =
        task(
            "STOPPED",
            ",'containers':["
                + container("main", ",'exitCode':0")
                + ","
                + container("sidecar", ",'exitCode':143")
                + "]");
    aws.on(
        "ecs",
        "describeTaskDefinition",
        json(
            "{'taskDefinition':{'containerDefinitions':[{'name':'main','essential':true},"
                + "{'name':'sidecar','essential':false}]}}"));
    assertThat(reported(pollOf(sidecarKilled))).isEqualTo(TaskReport.Succeeded.class);

    aws.on(
        "ecs",
        "describeTaskDefinition",
        json("{'taskDefinition':{'containerDefinitions':[{'name':'main'},{'name':'sidecar'}]}}"));
    assertThat(reported(pollOf(sidecarKilled))).isEqualTo(TaskReport.Failed.class);

    aws.refusing("ecs", "describeTaskDefinition", 400, "AccessDeniedException", "No");
    assertThat(reported(pollOf(sidecarKilled)))
        .as("ECS does not tell")
        .isEqualTo(TaskReport.Failed.class);
  }

  @Test
  void shouldFailIfNothingWasStarted() throws Exception {
    JsonNode full = json("{'tasks':[],'failures':[{'arn':'arn:c','reason':'RESOURCE:MEMORY'}]}");
    aws.on("ecs", "runTask", full);

    TaskReport.Failed failed =
        new TaskReport.Failed(
            "AmazonECS.Unknown",
            "{\"Failures\":[{\"Arn\":\"arn:c\",\"Reason\":\"RESOURCE:MEMORY\"}],\"Tasks\":[]}");
    assertThat(start("ecs:runTask.sync")).isEqualTo(new Start.Answered(failed));
    assertThat(start("ecs:runTask.waitForTaskToken")).isEqualTo(new Start.Answered(failed));
    assertThat(((Start.Answered) start("ecs:runTask")).report())
        .as("without waiting for anything the answer is the result")
        .isInstanceOf(TaskReport.Succeeded.class);
  }

  @Test
  void shouldWaitForATokenIfAsked() throws Exception {
    assertThat(((Start.Answered) start("ecs:runTask.waitForTaskToken")).report())
        .isInstanceOf(TaskReport.Submitted.class);
  }

  @Test
  void shouldStopATask() throws Exception {
    JobReference job = ((Start.Started) start("ecs:runTask.sync")).job();
    aws.on("ecs", "stopTask", json("{'task':" + task("RUNNING", "") + "}"));

    assertThat(jobs.stop(job)).startsWith("ecs has taken stopTask");
    assertThat(aws.received("stopTask"))
        .containsExactly(
            (com.fasterxml.jackson.databind.node.ObjectNode)
                json(
                    "{'Cluster':'arn:c','Reason':'The task of the state machine was"
                        + " stopped','Task':'arn:t'}"));
  }

  @Test
  void shouldSayThatEcsDoesNotKnowTheTask() throws Exception {
    JobReference job = ((Start.Started) start("ecs:runTask.sync")).job();
    aws.on(
        "ecs", "describeTasks", json("{'tasks':[],'failures':[{'arn':'t','reason':'MISSING'}]}"));
    assertThat(jobs.poll(job))
        .asInstanceOf(type(Poll.Unknown.class))
        .extracting(Poll.Unknown::why)
        .asString()
        .contains("MISSING");
  }
}
