package pawl.integrations;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pawl.asl.AslCompiler;
import pawl.asl.Compilation;
import pawl.asl.MachineType;
import pawl.integrations.apigateway.ApiGatewayInvoke;
import pawl.integrations.http.Connections;
import pawl.integrations.http.HttpInvoke;
import pawl.integrations.job.JobTask;
import pawl.integrations.job.RemoteJobs;
import pawl.integrations.lambda.FunctionInvoker;
import pawl.integrations.lambda.FunctionTask;
import pawl.integrations.lambda.LambdaInvoke;
import pawl.integrations.nested.StartExecution;
import pawl.integrations.optimised.PutEvents;
import pawl.integrations.optimised.QueueAddress;
import pawl.integrations.optimised.ServiceTask;
import pawl.integrations.sdk.AwsAccess;
import pawl.integrations.sdk.SdkBridge;
import pawl.integrations.sdk.SdkIntegration;

/** What is refused when a machine is created, and what is not although it may fail later. */
class DefinitionProblemsTest {
  private static final AwsAccess ACCESS = Calls.accessTo(URI.create("http://127.0.0.1:1"));
  private static final SdkBridge BRIDGE = new SdkBridge(ACCESS);
  private static final Integrations INTEGRATIONS =
      new Integrations(
          List.of(
              new FunctionTask(FunctionInvoker.NONE, BRIDGE),
              new LambdaInvoke(FunctionInvoker.NONE, BRIDGE),
              new StartExecution(
                  () -> {
                    throw new AssertionError("no host is asked");
                  },
                  BRIDGE),
              ServiceTask.sqs(BRIDGE, new QueueAddress(ACCESS)),
              ServiceTask.sns(BRIDGE),
              ServiceTask.dynamodb(BRIDGE),
              new PutEvents(BRIDGE),
              new ApiGatewayInvoke(ACCESS, BRIDGE),
              new HttpInvoke(Connections.of(null, Map.of()), "us-east-1", 262_144),
              new JobTask(new RemoteJobs(BRIDGE)),
              new SdkIntegration(BRIDGE)));

  @AfterAll
  static void close() {
    BRIDGE.close();
  }

  private static List<String> problems(String resource, String fields) {
    String definition =
        """
        {"StartAt": "S", "States": {"S": {"Type": "Task", "End": true,
          "Resource": "arn:aws:states:::%s", %s}}}\
        """
            .formatted(resource, fields);
    return switch (AslCompiler.compile(definition, MachineType.STANDARD, INTEGRATIONS)) {
      case Compilation.Compiled _ -> List.of();
      case Compilation.Rejected(var diagnostics) ->
          diagnostics.stream().map(it -> it.message() + " at " + it.location()).toList();
    };
  }

  private static List<String> problemsOf(String resource, String parameters) {
    return problems(resource, "\"Parameters\": " + parameters);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "glue:startCrawler",
        "sagemaker:createModel.sync",
        "ecs:runTask.sync:2",
        "eks:call.sync",
        "states:startSyncExecution",
        "lambda:listFunctions",
        "http:get",
        "apigateway:invoke.sync",
        "dynamodb:query",
        "aws-sdk:sqs:SendMessage",
        "aws-sdk:sqs:fly",
        "aws-sdk:cloudwatchlogs:CreateLogStream",
        "aws-sdk:bedrock-agentcore:invokeAgentRuntime",
        "aws-sdk:s3:getObject.sync"
      })
  void shouldRefuseResourcesThatDoNotExist(String resource) {
    assertThat(problemsOf(resource, "{}"))
        .containsExactly(
            "The resource provided arn:aws:states:::%s is not recognized. The value is not a valid resource ARN, or the resource is not available in this region. at /States/S/Resource"
                .formatted(resource));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          lambda:invoke            | {} | FunctionName
          sqs:sendMessage          | {"QueueUrl": "u"} | MessageBody
          sqs:sendMessage          | {"MessageBody.$": "$.b"} | QueueUrl
          sns:publish              | {"TopicArn": "t"} | Message
          dynamodb:putItem         | {"TableName": "t"} | Item
          dynamodb:getItem         | {"TableName": "t"} | Key
          states:startExecution    | {"Input": {}} | StateMachineArn
          events:putEvents         | {} | Entries
          ecs:runTask.sync         | {"Cluster": "c"} | TaskDefinition
          glue:startJobRun.sync    | {} | JobName
          athena:startQueryExecution.sync | {} | QueryString
          elasticmapreduce:addStep.sync | {"ClusterId": "c"} | Step
          bedrock:invokeModel      | {"Body": {}} | ModelId
          eks:call                 | {"ClusterName": "c", "CertificateAuthority": "a", "Endpoint": "e", "Path": "/"} | Method
          apigateway:invoke        | {"ApiEndpoint": "e"} | Method
          http:invoke              | {"ApiEndpoint": "https://a.example", "Authentication": {"ConnectionArn": "c"}} | Method
          http:invoke              | {"Method": "GET", "Authentication": {"ConnectionArn": "c"}} | ApiEndpoint
          http:invoke              | {"Method": "GET", "ApiEndpoint": "https://a.example"} | Authentication
          http:invoke              | {"Method": "GET", "ApiEndpoint": "https://a.example", "InvocationConfig": {}} | ConnectionArn
          aws-sdk:s3:getObject     | {"Bucket": "b"} | Key
          """)
  void shouldRefuseParametersWithoutWhatTheServiceMustBeTold(
      String resource, String parameters, String missing) {
    assertThat(problemsOf(resource, parameters))
        .containsExactly(
            "The field '%s' is required but was missing at /States/S/Parameters"
                .formatted(missing));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          lambda:invoke     | {"FunctionName": "f", "TaskToken": "t"} | TaskToken
          sqs:sendMessage   | {"QueueUrl": "u", "MessageBody": "b", "messageGroupId": "g"} | messageGroupId
          ecs:runTask       | {"TaskDefinition": "d", "NetworkConfiguration": {"awsVpcConfiguration": {"Subnets": []}}} | awsVpcConfiguration
          dynamodb:getItem  | {"TableName": "t", "Key": {"id": {"s": "1"}}} | s
          events:putEvents  | {"Entries": [{"Detail": {"any": "thing"}, "Colour": "red"}]} | Colour
          apigateway:invoke | {"ApiEndpoint": "e", "Method": "GET", "Body": {}} | Body
          http:invoke       | {"ApiEndpoint": "https://a.example", "Method": "GET", "Authentication": {"ConnectionArn": "c"}, "Body": {}} | Body
          aws-sdk:s3:putObject | {"Bucket": "b", "Key": "k", "Body": {"x": 1}, "body": 1} | body
          """)
  void shouldRefuseFieldsThatTheServiceDoesNotHave(
      String resource, String parameters, String unknown) {
    assertThat(problemsOf(resource, parameters))
        .containsExactly(
            "The field \"%s\" is not supported by Step Functions at /States/S/Parameters"
                .formatted(unknown));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # AWS refuses a field whose value is evaluated when the task runs
          lambda:invoke.waitForTaskToken | "Parameters": {"FunctionName": "f", "TaskToken.$": "$$.Task.Token"}
          sqs:sendMessage          | "Parameters": {"QueueUrl.$": "$.q", "MessageBody": {"any": [1]}, "MessageAttributes": {"a": {"DataType": "String", "StringValue.$": "$.v"}}}
          sqs:sendMessage          | "QueryLanguage": "JSONata", "Arguments": {"QueueUrl": "{% $states.input.q %}", "MessageBody": {"a": "{% 1 %}"}}
          states:startExecution.sync:2 | "Parameters": {"StateMachineArn": "a", "Input": {"any": "thing", "AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID.$": "$$.Execution.Id"}}
          emr-serverless:startJobRun.sync | "Parameters": {"ApplicationId": "a", "ExecutionRoleArn": "r"}
          elasticmapreduce:createCluster.sync | "Parameters": {"Name": "n", "Instances": {"KeepJobFlowAliveWhenNoSteps": true}}
          eks:runJob.sync          | "Parameters": {"ClusterName": "c", "CertificateAuthority": "a", "Endpoint.$": "$.e", "Job": {"any": 1}, "LogOptions": {"RetrieveLogs": true}}
          bedrock:invokeModel      | "Parameters": {"ModelId": "m", "Input": {"S3Uri": "s3://b/k"}}
          http:invoke              | "Parameters": {"ApiEndpoint.$": "$.url", "Method.$": "$.m", "Authentication.$": "$.a"}
          http:invoke              | "Parameters": {"ApiEndpoint": "${Api}/v1", "Method": "GET", "Authentication": {"ConnectionArn": "${Connection}"}}
          http:invoke              | "QueryLanguage": "JSONata", "Arguments": {"ApiEndpoint": "{% $states.input.url %}", "Method": "POST", "InvocationConfig": {"ConnectionArn": "c"}, "RequestBody": {"a": 1}}
          aws-sdk:s3:listBuckets   | "Parameters": {}
          aws-sdk:s3:copyObject    | "Parameters": {"Bucket": "b", "Key.$": "$.key", "CopySource": "a/k"}
          aws-sdk:dynamodb:putItem | "Parameters": {"TableName": "t", "Item": {"a": {"NULL": true}, "b": {"M": {"c": {"S.$": "$.c"}}}}}
          aws-sdk:notinstalled:doIt | "Parameters": {"Any": "thing"}
          somethingnew:doIt.sync   | "Parameters": {"Any": "thing"}
          """)
  void shouldAcceptWhatMayBeRight(String resource, String fields) {
    assertThat(problems(resource, fields)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1/customers/1", "ftp://a.example", "not an address", ""})
  void shouldRefuseEndpointsThatAreNoAddress(String endpoint) {
    assertThat(
            problemsOf(
                "http:invoke",
                "{\"ApiEndpoint\": \"%s\", \"Method\": \"GET\", \"Authentication\": {\"ConnectionArn\": \"c\"}}"
                    .formatted(endpoint)))
        .containsExactly(
            "The value for the 'ApiEndpoint' field is not valid at /States/S/Parameters");
  }
}
