package pawl.integrations.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pawl.asl.Json;
import pawl.engine.TaskCall;
import pawl.engine.TaskReport;
import pawl.integrations.Calls;
import pawl.integrations.FakeService;
import pawl.integrations.FakeService.Answer;
import pawl.integrations.Integrations;
import pawl.integrations.optimised.QueueAddress;
import pawl.integrations.optimised.ServiceTask;

/** Services whose jars were put on the class path, and that no code of ours knows. */
class AnyServiceTest {
  private final FakeService aws = new FakeService();
  private final AwsAccess access = Calls.accessTo(aws.url());
  private final SdkBridge bridge = new SdkBridge(access);
  private final Integrations integrations =
      new Integrations(
          List.of(new SdkIntegration(bridge), ServiceTask.sqs(bridge, new QueueAddress(access))));

  @AfterEach
  void stop() {
    bridge.close();
    aws.close();
  }

  private TaskReport call(String resource, String parameters) {
    return integrations.call(Calls.service("aws-sdk:" + resource, parameters));
  }

  private static JsonNode output(TaskReport report) throws IOException {
    assertThat(report).isInstanceOf(TaskReport.Succeeded.class);
    return Json.MAPPER.readTree(((TaskReport.Succeeded) report).output().text());
  }

  /** Its protocol is JSON, its members begin small. */
  @Test
  void shouldCallEcs() throws Exception {
    aws.answers(
        Answer.json(
            200,
            """
            {"tasks":[{"taskArn":"arn:t","lastStatus":"RUNNING","createdAt":1704164645.5,"version":3,
              "containers":[{"exitCode":0,"networkInterfaces":[{"privateIpv4Address":"10.0.0.1"}]}]}],
             "failures":[]}
            """));

    JsonNode output =
        output(
            call(
                "ecs:runTask",
                """
                {"TaskDefinition":"t","ClientToken":"c","NetworkConfiguration":{"AwsvpcConfiguration":{"Subnets":["s"],
                 "AssignPublicIp":"DISABLED"}},"Overrides":{"ContainerOverrides":[{"Name":"c",
                 "Environment":[{"Name":"A","Value":"1"}]}]}}
                """));

    assertThat(Json.MAPPER.readTree(aws.onlyRequest().body()))
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                {"networkConfiguration":{"awsvpcConfiguration":{"subnets":["s"],"assignPublicIp":"DISABLED"}},
                 "overrides":{"containerOverrides":[{"name":"c","environment":[{"name":"A","value":"1"}]}]},
                 "taskDefinition":"t","clientToken":"c"}
                """));
    assertThat(output)
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                {"Tasks":[{"Containers":[{"ExitCode":0,"NetworkInterfaces":[{"PrivateIpv4Address":"10.0.0.1"}]}],
                  "CreatedAt":"2024-01-02T03:04:05.500Z","LastStatus":"RUNNING","TaskArn":"arn:t","Version":3}],
                 "Failures":[]}
                """));
  }

  /** AWS has it at {@code sync-states...}, a server of somebody's own has one name. */
  @Test
  void shouldPutNothingInFrontOfTheNameOfAnEndpoint() throws Exception {
    aws.answers(Answer.json(200, "{\"status\":\"SUCCEEDED\"}"));

    JsonNode output = output(call("sfn:startSyncExecution", "{\"StateMachineArn\":\"arn:m\"}"));

    assertThat(output.path("Status").asText()).isEqualTo("SUCCEEDED");
    assertThat(aws.onlyRequest().body()).contains("arn:m");
  }

  /** The call may be made again after a crash, and is to be known again then. */
  @ParameterizedTest
  @ValueSource(strings = {"", ",\"ClientToken\":\"own\"", ",\"ClientToken\":null"})
  void shouldNameTheCallIfTheStateDoesNot(String more) throws Exception {
    aws.answers(Answer.json(200, "{}"));
    TaskCall call = Calls.service("aws-sdk:ecs:runTask", "{\"TaskDefinition\":\"t\"" + more + "}");
    output(integrations.call(call));
    assertThat(Json.MAPPER.readTree(aws.onlyRequest().body()).path("clientToken").textValue())
        .isEqualTo(more.contains("own") ? "own" : call.idempotencyToken());
  }

  /** Its protocol is forms and XML. */
  @Test
  void shouldCallElasticLoadBalancing() throws Exception {
    aws.answers(
        Answer.xml(
            200,
            """
            <DescribeLoadBalancersResponse><DescribeLoadBalancersResult><LoadBalancers><member>
              <LoadBalancerArn>arn:l</LoadBalancerArn><DNSName>l.example</DNSName>
              <CreatedTime>2024-01-02T03:04:05.250Z</CreatedTime><VpcId>v</VpcId>
              <AvailabilityZones><member><ZoneName>z</ZoneName></member></AvailabilityZones>
            </member></LoadBalancers></DescribeLoadBalancersResult></DescribeLoadBalancersResponse>
            """));

    JsonNode output =
        output(call("elasticloadbalancingv2:describeLoadBalancers", "{\"Names\":[\"a\",\"b\"]}"));

    assertThat(aws.onlyRequest().body()).contains("Names.member.1=a&Names.member.2=b");
    assertThat(output.at("/LoadBalancers/0/DnsName").textValue()).isEqualTo("l.example");
    assertThat(output.at("/LoadBalancers/0/CreatedTime").textValue())
        .isEqualTo("2024-01-02T03:04:05.250Z");
    assertThat(output.at("/LoadBalancers/0/AvailabilityZones/0/ZoneName").textValue())
        .isEqualTo("z");
  }

  @Test
  void shouldNameErrorsByTheSdksNames() {
    aws.answers(
        Answer.xml(
            400,
            """
            <ErrorResponse><Error><Code>LoadBalancerNotFound</Code><Message>not there</Message></Error>
            <RequestId>r</RequestId></ErrorResponse>
            """));
    assertThat(
            ((TaskReport.Failed)
                    call("elasticloadbalancingv2:describeLoadBalancers", "{\"Names\":[\"a\"]}"))
                .error())
        .isEqualTo("ElasticLoadBalancingV2.LoadBalancerNotFoundException");
    aws.answers(
        Answer.json(400, "{\"__type\":\"EntityNotFoundException\",\"Message\":\"no job\"}"));
    assertThat(((TaskReport.Failed) call("glue:getJob", "{\"JobName\":\"j\"}")).error())
        .isEqualTo("Glue.EntityNotFoundException");
  }

  @Test
  void shouldLeaveTheKeysOfMapsAlone() throws Exception {
    aws.answers(
        Answer.json(
            200,
            """
            {"JobRun":{"Id":"jr","StartedOn":1704164645,"DPUSeconds":1.5,"Arguments":{"--key":"v","aB":"w"}}}
            """));
    JsonNode output = output(call("glue:getJobRun", "{\"JobName\":\"j\",\"RunId\":\"jr\"}"));
    assertThat(output.toString())
        .isEqualTo(
            "{\"JobRun\":{\"Id\":\"jr\",\"StartedOn\":\"2024-01-02T03:04:05Z\","
                + "\"Arguments\":{\"--key\":\"v\",\"aB\":\"w\"},\"DpuSeconds\":1.5}}");
  }

  /** AWS takes the first; the second is how the service itself is documented. */
  @ParameterizedTest
  @ValueSource(strings = {"SsekmsKeyId", "SSEKMSKeyId"})
  void shouldTakeBothNamesOfAMember(String name) {
    aws.answers(new Answer(200, Map.of("ETag", "\"e\""), ""));
    call(
        "s3:putObject",
        "{\"Bucket\":\"b\",\"Key\":\"k\",\"Body\":\"x\",\"%s\":\"key-1\"}".formatted(name));
    assertThat(aws.onlyRequest().header("x-amz-server-side-encryption-aws-kms-key-id"))
        .isEqualTo("key-1");
  }

  @Test
  void shouldNameAnAnswerForWhoAsked() throws Exception {
    String parameters = "{\"QueueUrl\":\"%s/1/q\",\"MessageBody\":\"x\"}".formatted(aws.url());
    aws.answers(
        Answer.json(
            200,
            // The SDK compares it.
            "{\"MessageId\":\"m\",\"MD5OfMessageBody\":\"9dd4e461268c8034f5c8564e155c67a6\"}"));
    assertThat(output(call("sqs:sendMessage", parameters)).fieldNames())
        .toIterable()
        .containsExactly("Md5OfMessageBody", "MessageId");
    assertThat(
            output(integrations.call(Calls.service("sqs:sendMessage", parameters)))
                .path("MD5OfMessageBody")
                .textValue())
        .isNotEmpty();
  }
}
