package pawl.api.mock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pawl.api.Api;
import pawl.asl.program.TaskResource;

class MockedAnswerTest {
  private static MockedAnswer answer(String service) {
    TaskResource resource = TaskResource.parse("arn:aws:states:::" + service);
    return MockedAnswer.of(Objects.requireNonNull(resource));
  }

  private static String fault(String service, String result, boolean complete) {
    return answer(service).fault(Api.json(result), complete).orElse("none");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "states:startExecution | {} | Required field 'ExecutionArn' is missing",
        "states:startExecution | {\"executionArn\":\"a\",\"startDate\":\"b\"}"
            + " | Required field 'ExecutionArn' is missing",
        "states:startExecution | {\"ExecutionArn\":\"a\",\"StartDate\":1}"
            + " | Field 'StartDate' must be a string",
        "states:startExecution | {\"ExecutionArn\":\"a\",\"StartDate\":\"b\"} | none",
        "aws-sdk:sfn:listTagsForResource | {\"Tags\":[{\"Key\":\"k\"},{\"Key\":2}]}"
            + " | Field 'Key' must be a string",
        "events:putEvents | {\"Entries\":\"x\"} | Field 'Entries' must be an array",
        "events:putEvents | {\"FailedEntryCount\":\"1\"}"
            + " | Field 'FailedEntryCount' must be a number",
        "aws-sdk:lambda:getFunction | {\"Configuration\":[]}"
            + " | Field 'Configuration' must be an object",
        "aws-sdk:lambda:getFunction | {\"Configuration\":{\"MemorySize\":10241}}"
            + " | Field 'MemorySize' exceeds the maximum value",
        "aws-sdk:lambda:getFunction | {\"Configuration\":{\"MemorySize\":127}}"
            + " | Field 'MemorySize' is less than the minimum value",
        "aws-sdk:lambda:getFunction | {\"Configuration\":{\"MemorySize\":128}} | none",
        "aws-sdk:s3:getObject | {\"StorageClass\":\"Papyrus\"}"
            + " | Field 'StorageClass' is not an expected value",
        "aws-sdk:s3:getObject | {\"DeleteMarker\":\"true\"}"
            + " | Field 'DeleteMarker' must be a boolean",
        "aws-sdk:s3:getObject | {\"Metadata\":{\"a\":1}} | Field 'Metadata' must be a string",
        "aws-sdk:kms:encrypt | {\"CiphertextBlob\":\"\"}"
            + " | Field 'CiphertextBlob' is smaller than the minimum length",
        "aws-sdk:secretsmanager:getSecretValue | {\"Arn\":1} | Field 'Arn' must be a string",
        "aws-sdk:secretsmanager:getSecretValue | {\"ARN\":1} | Field 'ARN' must be a string",
        "aws-sdk:kms:createKey | {\"KeyMetadata\":{\"KeyId\":\"k\",\"AwsAccountId\":1}}"
            + " | Field 'AwsAccountId' must be a string",
        "dynamodb:getItem | {\"Item\":{\"a\":{\"L\":[{\"BOOL\":\"x\"}]}}}"
            + " | Field 'BOOL' must be a boolean",
        "dynamodb:getItem | {\"Item\":null} | none"
      })
  void shouldHoldAResultAgainstTheModel(String service, String result, String fault) {
    assertThat(fault(service, result, true)).isEqualTo(fault);
  }

  @Test
  void shouldLeaveOutWhatIsMissingUnlessItHasToBeComplete() {
    assertThat(fault("states:startExecution", "{}", false)).isEqualTo("none");
    assertThat(fault("states:startExecution", "{\"StartDate\":1}", false))
        .isEqualTo("Field 'StartDate' must be a string");
  }

  @Test
  void shouldNotMindMembersThatTheModelDoesNotHave() {
    assertThat(fault("events:putEvents", "{\"SdkHttpMetadata\":{\"HttpStatusCode\":200}}", true))
        .isEqualTo("none");
  }

  @Test
  void shouldTakeAnyPayloadOfAFunctionFromStepFunctionsOwnIntegration() {
    assertThat(fault("lambda:invoke", "{\"Payload\":{\"a\":1}}", true)).isEqualTo("none");
    assertThat(fault("aws-sdk:lambda:invoke", "{\"Payload\":{\"a\":1}}", true))
        .isEqualTo("Field 'Payload' must be a string");
  }

  @Test
  void shouldHoldAJobAgainstTheAnswerThatItIsWatchedWith() {
    assertThat(answer("states:startExecution.sync:2").operation()).isEqualTo("DescribeExecution");
    assertThat(fault("states:startExecution.sync:2", "{\"Output\":{}}", false)).isEqualTo("none");
    assertThat(fault("glue:startJobRun.sync", "{\"JobRun\":1}", true))
        .isEqualTo("Field 'JobRun' must be an object");
  }

  @ParameterizedTest
  @ValueSource(strings = {"aws-sdk:unheardof:doThings", "aws-sdk:lambda:doThings"})
  void shouldKnowWhatItDoesNotKnow(String service) {
    assertThat(answer(service).isKnown()).isFalse();
    assertThat(fault(service, "1", true)).isEqualTo("none");
  }

  @Test
  void shouldHaveNoModelOfWhatWorkersAndFunctionsAnswer() {
    String token = "arn:aws:states:::sqs:sendMessage.waitForTaskToken";
    assertThat(MockedAnswer.of(Objects.requireNonNull(TaskResource.parse(token)))).isNull();
    assertThat(MockedAnswer.of(new TaskResource.Function("f"))).isNull();
    assertThat(MockedAnswer.of(new TaskResource.Activity("a"))).isNull();
  }
}
