package pawl.integrations.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pawl.asl.Json;
import pawl.engine.TaskCall;
import pawl.engine.TaskReport;
import pawl.integrations.Calls;
import pawl.integrations.sdk.AwsAccess;
import pawl.integrations.sdk.SdkBridge;

class KubernetesTest {
  private static final String JOBS = "/apis/batch/v1/namespaces/default/jobs";
  private static final String JOB = "'Job':{'kind':'Job','metadata':{'name':'example'}}";

  private final SdkBridge bridge =
      new SdkBridge(
          new AwsAccess(
              "eu-west-1",
              URI.create("http://127.0.0.1:1"),
              Map.of(),
              new AwsAccess.Credentials("AKID", "secret", null)));
  private final RemoteJobs jobs = new RemoteJobs(bridge);
  private static FakeCluster cluster;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    cluster = new FakeCluster(folder);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @BeforeEach
  void begin() {
    cluster.forget();
  }

  @AfterEach
  void end() {
    bridge.close();
  }

  private static JsonNode json(String text) throws Exception {
    return Json.MAPPER.readTree(text.replace('\'', '"'));
  }

  private TaskCall call(String resource, String more) throws Exception {
    return Calls.service(
        resource,
        "{'ClusterName':'c','CertificateAuthority':'%s','Endpoint':'%s',%s}"
            .formatted(cluster.authority(), cluster.endpoint(), more)
            .replace('\'', '"'));
  }

  private TaskReport answer(TaskCall call) throws Exception {
    assertThat(jobs.obstacle(call.resource())).isEmpty();
    return ((Start.Answered) jobs.start(call)).report();
  }

  private JobReference run(String more) throws Exception {
    cluster.on("POST " + JOBS, 201, "{'metadata':{'name':'example'}}");
    Start.Started started = (Start.Started) jobs.start(call("eks:runJob.sync", more));
    assertThat(started.output().node().path("StatusCode").intValue()).isEqualTo(201);
    String text = started.job().text().toString();
    assertThat(text).hasSizeLessThan(JobReference.MOST_CHARACTERS);
    return new JobReference((ObjectNode) Json.MAPPER.readTree(text));
  }

  @Test
  void shouldCallTheKubernetesApi() throws Exception {
    cluster.on(
        "GET /api/v1/namespaces/default/pods?labelSelector=job-name%3Dexample",
        200, "{'items':[]}");

    TaskReport report =
        answer(
            call(
                "eks:call",
                "'Method':'GET','Path':'/api/v1/namespaces/default/pods',"
                    + "'QueryParameters':{'labelSelector':['job-name=example']}"));

    assertThat(report)
        .asInstanceOf(type(TaskReport.Succeeded.class))
        .extracting(it -> it.output().node())
        .isEqualTo(json("{'ResponseBody':{'items':[]},'StatusCode':200,'StatusText':'OK'}"));
  }

  @Test
  void shouldShowATokenThatTheClusterCanAskStsAbout() throws Exception {
    answer(call("eks:call", "'Method':'GET','Path':'/version'"));

    String authorization = cluster.received().getFirst().authorization();
    assertThat(authorization).startsWith("Bearer k8s-aws-v1.");
    String url =
        new String(
            Base64.getUrlDecoder().decode(authorization.substring("Bearer k8s-aws-v1.".length())),
            StandardCharsets.UTF_8);
    assertThat(url)
        .startsWith("https://sts.eu-west-1.amazonaws.com/?")
        .contains("Action=GetCallerIdentity")
        .contains("Version=2011-06-15")
        .contains("X-Amz-Expires=60")
        .contains("X-Amz-SignedHeaders=host%3Bx-k8s-aws-id")
        .contains("X-Amz-Credential=AKID%2F")
        .contains("X-Amz-Signature=");
  }

  @Test
  void shouldFailWithWhatKubernetesSays() throws Exception {
    cluster.on("POST /api/v1/x", 401, "{'kind':'Status','code':401}");
    assertThat(answer(call("eks:call", "'Method':'POST','Path':'/api/v1/x','RequestBody':{'a':1}")))
        .isEqualTo(
            new TaskReport.Failed(
                "EKS.401",
                json("{'ResponseBody':{'kind':'Status','code':401},'StatusCode':401,'StatusText':'Unauthorized'}")
                    .toString()));
    assertThat(cluster.received().getFirst().body()).isEqualTo("{\"a\":1}");
    assertThat(cluster.received().getFirst().contentType()).isEqualTo("application/json");
  }

  @Test
  void shouldTrustTheGivenAuthorityOnly(@TempDir Path elsewhere) throws Exception {
    try (FakeCluster other = new FakeCluster(elsewhere)) {
      TaskCall call =
          Calls.service(
              "eks:call",
              "{'ClusterName':'c','CertificateAuthority':'%s','Endpoint':'%s','Method':'GET','Path':'/'}"
                  .formatted(other.authority(), cluster.endpoint())
                  .replace('\'', '"'));
      assertThat(answer(call))
          .asInstanceOf(type(TaskReport.Failed.class))
          .extracting(TaskReport.Failed::error)
          .isEqualTo("EKS.SdkClientException");
      assertThat(cluster.received()).isEmpty();
    }
  }

  @Test
  void shouldSayWhatIsMissing() throws Exception {
    assertThat(answer(Calls.service("eks:call", "{\"Method\":\"GET\",\"Path\":\"/\"}")))
        .asString()
        .contains("The field 'ClusterName' is required but was missing")
        .contains("The field 'Endpoint' is required but was missing");
    assertThat(answer(call("eks:runJob.sync", "'Job':'no json','Colour':1")))
        .asString()
        .contains("The field \"Colour\" is not supported by Step Functions");
  }

  @Test
  void shouldFollowAJobAndGiveItsLogs() throws Exception {
    JobReference job =
        run(JOB + ",'LogOptions':{'RetrieveLogs':true,'LogParameters':{'tailLines':['6']}}");
    assertThat(json(cluster.received().getFirst().body()).at("/metadata/annotations").fieldNames())
        .toIterable()
        .containsExactly("pawl.dev/task");

    cluster.on("GET " + JOBS + "/example", 200, "{'status':{'active':1}}");
    assertThat(jobs.poll(job)).isEqualTo(new Poll.Running());

    cluster
        .on(
            "GET " + JOBS + "/example",
            200,
            "{'metadata':{'name':'example'},'status':{'conditions':[{'type':'Complete','status':'True'}]}}")
        .on(
            "GET /api/v1/namespaces/default/pods?labelSelector=job-name%3Dexample",
            200,
            "{'items':[{'metadata':{'name':'p'},'spec':{'containers':[{'name':'a'},{'name':'b'},{'name':'c'}]}}]}")
        .on(
            "GET /api/v1/namespaces/default/pods/p/log?tailLines=6&container=a",
            200,
            "{'answer':42}")
        .on(
            "GET /api/v1/namespaces/default/pods/p/log?tailLines=6&container=b",
            200,
            "3 words here");
    JsonNode output =
        ((TaskReport.Succeeded) ((Poll.Ended) jobs.poll(job)).report()).output().node();

    assertThat(output.at("/metadata/name").asText()).isEqualTo("example");
    JsonNode containers = output.at("/logs/pods/p/containers");
    assertThat(containers.path("a")).isEqualTo(json("{'log':{'answer':42}}"));
    assertThat(containers.path("b")).isEqualTo(json("{'log':'3 words here'}"));
    assertThat(containers.at("/c/error").asText()).isEqualTo("EKS.404");
  }

  @Test
  void shouldFailWithTheJobAsCause() throws Exception {
    JobReference job = run(JOB);
    String failed = "{'status':{'conditions':[{'type':'Failed','status':'True'}],'failed':1}}";
    cluster.on("GET " + JOBS + "/example", 200, failed);
    assertThat(((Poll.Ended) jobs.poll(job)).report())
        .isEqualTo(new TaskReport.Failed("States.TaskFailed", failed.replace('\'', '"')));

    cluster.on("GET " + JOBS + "/example", 503, "");
    assertThat(jobs.poll(job)).isInstanceOf(Poll.Unknown.class);
    cluster.on("GET " + JOBS + "/example", 404, "{}");
    assertThat(((Poll.Ended) jobs.poll(job)).report()).asString().contains("EKS.404");
    ((ObjectNode) job.text().get("ids")).put("Endpoint", "https://127.0.0.1:1");
    assertThat(jobs.poll(job)).isInstanceOf(Poll.Unknown.class);
  }

  @Test
  void shouldCutCausesThatAreTooLong() throws Exception {
    cluster.on("GET /long", 400, "x".repeat(100_000));
    assertThat(answer(call("eks:call", "'Method':'GET','Path':'/long'")))
        .asInstanceOf(type(TaskReport.Failed.class))
        .extracting(it -> it.cause().length())
        .isEqualTo(32_768);
  }

  @Test
  void shouldFindTheJobThatAnEarlierCallHasMade() throws Exception {
    TaskCall call = call("eks:runJob.sync", JOB);
    cluster.on("POST " + JOBS, 409, "{'reason':'AlreadyExists'}");
    cluster.on(
        "GET " + JOBS + "/example",
        200,
        "{'metadata':{'name':'example','annotations':{'pawl.dev/task':'%s'}}}"
            .formatted(call.idempotencyToken()));
    assertThat(jobs.start(call)).isInstanceOf(Start.Started.class);

    cluster.on("GET " + JOBS + "/example", 200, "{'metadata':{'name':'example'}}");
    assertThat(((Start.Answered) jobs.start(call)).report())
        .asInstanceOf(type(TaskReport.Failed.class))
        .extracting(TaskReport.Failed::error)
        .isEqualTo("EKS.409");
  }

  @Test
  void shouldDeleteAJobThatIsToStop() throws Exception {
    JobReference job = run(JOB);
    cluster.on("DELETE " + JOBS + "/example?propagationPolicy=Background", 200, "{}");
    assertThat(jobs.stop(job)).startsWith("Kubernetes has deleted the job");
  }
}
