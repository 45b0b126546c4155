package pawl.api.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pawl.api.Api;
import pawl.engine.Limits;

/** The messages are those of AWS: recorded from the service, or measured on it by others. */
class ContractTest {
  private static final String ARN = "arn:aws:states:us-east-1:123456789012:stateMachine:m";
  private final Contract contract = Contract.load(Limits.AWS);

  private ApiError refuse(String operation, String body) {
    return catchThrowableOfType(ApiException.class, () -> contract.check(operation, Api.json(body)))
        .error();
  }

  private String violation(String operation, String body) {
    ApiError error = refuse(operation, body);
    assertThat(error.type()).isEqualTo("com.amazon.coral.validate#ValidationException");
    assertThat(error.status()).isEqualTo(400);
    return error.message();
  }

  @Test
  void shouldKnowAllOperations() {
    assertThat(contract.operations()).hasSize(37).contains("TestState", "RedriveExecution");
  }

  @Test
  void shouldGiveBackWhatTheRequestSays() {
    Input input =
        contract.check(
            "ListExecutions",
            Api.json(
                "{\"stateMachineArn\": \""
                    + ARN
                    + "\", \"maxResults\": 1.9, \"statusFilter\": null, \"unknown\": [1]}"));

    assertThat(input.text("stateMachineArn")).isEqualTo(ARN);
    assertThat(input.integer("maxResults", 7)).isEqualTo(1);
    assertThat(input.optionalText("statusFilter")).isNull();
    assertThat(input.has("statusFilter")).isFalse();
    assertThat(input.optionalText("nextToken")).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "ListExecutions | {\"maxResults\": 1001} | Value '1001' at 'maxResults' failed to satisfy"
            + " constraint: Member must have value less than or equal to 1000",
        "ListExecutions | {\"maxResults\": 99999999999} | Value '99999999999' at 'maxResults'"
            + " failed to satisfy constraint: Member must have value less than or equal to 1000",
        "ListExecutions | {\"maxResults\": -1} | Value '-1' at 'maxResults' failed to satisfy"
            + " constraint: Member must have value greater than or equal to 0",
        "ListExecutions | {\"statusFilter\": \"succeeded\"} | Value 'succeeded' at 'statusFilter'"
            + " failed to satisfy constraint: Member must satisfy enum value set: [SUCCEEDED,"
            + " TIMED_OUT, PENDING_REDRIVE, ABORTED, FAILED, RUNNING]",
        "StartExecution | {\"name\": \"n\"} | Value null at 'stateMachineArn' failed to satisfy"
            + " constraint: Member must not be null",
        "DescribeExecution | {\"executionArn\": \"\"} | Value '' at 'executionArn' failed to"
            + " satisfy constraint: Member must have length greater than or equal to 1",
        "CreateStateMachineAlias | {\"name\": \"123\", \"routingConfiguration\":"
            + " [{\"stateMachineVersionArn\": \"v\", \"weight\": 100}]} | Value '123' at 'name'"
            + " failed to satisfy constraint: Member must satisfy regular expression pattern:"
            + " ^(?=.*[a-zA-Z_\\-\\.])[a-zA-Z0-9_\\-\\.]+$",
        "SendTaskSuccess | {\"taskToken\": \"t\"} | Value at 'output' failed to satisfy constraint:"
            + " Member must not be null",
        "CreateStateMachineAlias | {\"name\": \"a\", \"routingConfiguration\":"
            + " [{\"stateMachineVersionArn\": \"v\", \"weight\": 101}]} | Value '101' at"
            + " 'routingConfiguration.1.member.weight' failed to satisfy constraint: Member must"
            + " have value less than or equal to 100",
        "CreateStateMachineAlias | {\"name\": \"a\", \"routingConfiguration\": []} | Value '[]' at"
            + " 'routingConfiguration' failed to satisfy constraint: Member must have length"
            + " greater than or equal to 1",
        "UntagResource | {\"resourceArn\": \"a\", \"tagKeys\": [\"ok\", \"\"]} | Value '[ok, ]' at"
            + " 'tagKeys' failed to satisfy constraint: Member must satisfy constraint: [Member"
            + " must have length less than or equal to 128, Member must have length greater than or"
            + " equal to 1, Member must not be null]",
      })
  void shouldSayWhichConstraintIsBroken(String operation, String body, String message) {
    assertThat(violation(operation, body)).isEqualTo("1 validation error detected: " + message);
  }

  @Test
  void shouldCountPayloadsInBytesAndNeverQuoteThem() {
    String message =
        "1 validation error detected: Value at 'input' failed to satisfy constraint: Member must"
            + " have size less than or equal to 262144 bytes in UTF-8 encoding";
    String head = "{\"stateMachineArn\": \"" + ARN + "\", \"input\": \"";

    assertThat(violation("StartExecution", head + "x".repeat(262_145) + "\"}")).isEqualTo(message);
    assertThat(violation("StartExecution", head + "é".repeat(131_073) + "\"}")).isEqualTo(message);
    contract.check("StartExecution", Api.json(head + "é".repeat(131_072) + "\"}"));
  }

  @Test
  void shouldTakeThePayloadQuotaFromThePolicy() {
    Contract small = Contract.load(new Limits(10, 1, 1, 1, 1, 1, 1, 1));
    ApiException refused =
        catchThrowableOfType(
            ApiException.class,
            () ->
                small.check(
                    "SendTaskSuccess",
                    Api.json("{\"taskToken\": \"t\", \"output\": \"12345678901\"}")));

    assertThat(refused.error().message()).contains("less than or equal to 10 bytes");
  }

  @Test
  void shouldCountCharactersNotSurrogates() {
    String eighty = "\ud83d\ude00".repeat(80);

    contract.check("CreateActivity", Api.json("{\"name\": \"" + eighty + "\"}"));
    assertThat(violation("CreateActivity", "{\"name\": \"" + eighty + "x\"}"))
        .endsWith("Member must have length less than or equal to 80");
  }

  @Test
  void shouldCollectAllViolations() {
    assertThat(
            violation(
                "ListExecutions",
                "{\"maxResults\": 1001, \"mapRunArn\": \"\", \"nextToken\": \"\"}"))
        .isEqualTo(
            "3 validation errors detected: Value '' at 'mapRunArn' failed to satisfy constraint:"
                + " Member must have length greater than or equal to 1; Value '1001' at"
                + " 'maxResults' failed to satisfy constraint: Member must have value less than or"
                + " equal to 1000; Value '' at 'nextToken' failed to satisfy constraint: Member"
                + " must have length greater than or equal to 1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"name\": 1} | NUMBER_VALUE can not be converted to a String",
        "{\"name\": true} | TRUE_VALUE can not be converted to a String",
        "{\"name\": false} | FALSE_VALUE can not be converted to a String",
        "{\"name\": [\"x\"]} | Start of list found where not expected",
        "{\"name\": {\"a\": 1}} | Start of structure or map found where not expected.",
        "{\"publish\": \"true\"} | STRING_VALUE can not be converted to a Boolean",
        "{\"publish\": 1} | NUMBER_VALUE can not be converted to a Boolean",
        "{\"tags\": \"x\"} | Expected list or null",
        "{\"tags\": {\"a\": 1}} | Start of structure or map found where not expected.",
        "{\"tags\": [\"x\"]} | Expected null",
        "{\"tags\": [{\"key\": 1}]} | NUMBER_VALUE can not be converted to a String",
        "{\"tracingConfiguration\": \"x\"} | Expected null",
        "{\"encryptionConfiguration\": {\"kmsDataKeyReusePeriodSeconds\": \"9\"}} | STRING_VALUE"
            + " can not be converted to an Integer",
        "[] | Start of list found where not expected",
      })
  void shouldCheckTypesBeforeConstraints(String body, String message) {
    ApiError error = refuse("CreateStateMachine", body);

    assertThat(error.type()).isEqualTo("com.amazon.coral.service#SerializationException");
    assertThat(error.message()).isEqualTo(message);
  }
}
