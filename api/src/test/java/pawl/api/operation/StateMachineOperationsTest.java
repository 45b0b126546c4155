package pawl.api.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pawl.api.Api;
import pawl.api.FakeHost;

/** Texts and members are those of recordings of the service unless a test says otherwise. */
class StateMachineOperationsTest {
  private static final String MACHINES = "arn:aws:states:us-east-1:123456789012:stateMachine:";
  private static final Object LOG_GROUP =
      Map.of(
          "cloudWatchLogsLogGroup",
          Map.of("logGroupArn", "arn:aws:logs:us-east-1:123456789012:log-group:g:*"));

  private final FakeHost host = new FakeHost();
  private final Api api = new Api(host);

  private String refuse(String code, String name, String member, Object value) {
    return api.error(
        code,
        "CreateStateMachine",
        "name",
        name,
        "definition",
        Api.DEFINITION,
        "roleArn",
        Api.ROLE,
        member,
        value);
  }

  private JsonNode create(String name, String member, Object value) {
    return api.call(
        "CreateStateMachine",
        "name",
        name,
        "definition",
        Api.DEFINITION,
        "roleArn",
        Api.ROLE,
        member,
        value);
  }

  private JsonNode describe(String arn) {
    return api.call("DescribeStateMachine", "stateMachineArn", arn);
  }

  @Test
  void shouldCreateAndDescribeWithDefaults() {
    JsonNode created = create("m", "type", null);
    assertThat(created)
        .isEqualTo(
            Api.json(
                "{\"creationDate\": 1760000000.123, \"stateMachineArn\": \"" + MACHINES + "m\"}"));

    JsonNode described = describe(MACHINES + "m");
    assertThat(described.path("definition").asText()).isEqualTo(Api.DEFINITION);
    assertThat(described.path("name").asText()).isEqualTo("m");
    assertThat(described.path("roleArn").asText()).isEqualTo(Api.ROLE);
    assertThat(described.path("status").asText()).isEqualTo("ACTIVE");
    assertThat(described.path("type").asText()).isEqualTo("STANDARD");
    assertThat(described.path("creationDate").decimalValue())
        .isEqualTo(new BigDecimal("1760000000.123"));
    assertThat(described.path("loggingConfiguration"))
        .isEqualTo(Api.json("{\"includeExecutionData\": false, \"level\": \"OFF\"}"));
    assertThat(described.path("tracingConfiguration")).isEqualTo(Api.json("{\"enabled\": false}"));
    assertThat(described.path("encryptionConfiguration"))
        .isEqualTo(Api.json("{\"type\": \"AWS_OWNED_KEY\"}"));
    assertThat(described.has("revisionId")).isFalse();
    assertThat(described.has("variableReferences")).isFalse();
  }

  @Test
  void shouldLeaveTheDefinitionOutOfMetadata() {
    String arn = api.createMachine("m");
    JsonNode described =
        api.call("DescribeStateMachine", "stateMachineArn", arn, "includedData", "METADATA_ONLY");

    assertThat(described.path("definition").asText()).isEqualTo("{}");
  }

  @Test
  void shouldShowTheVariablesThatStatesRead() {
    String definition = Api.DEFINITION.replace("\"Pass\"", "\"Pass\", \"InputPath\": \"$x\"");
    api.call("CreateStateMachine", "name", "m", "definition", definition, "roleArn", Api.ROLE);

    assertThat(describe(MACHINES + "m").path("variableReferences"))
        .isEqualTo(Api.json("{\"S\": [\"x\"]}"));
  }

  @Test
  void shouldCreateTheSameMachineOnce() {
    JsonNode first = create("m", "type", "STANDARD");

    assertThat(create("m", "tags", List.of(Map.of("key", "k", "value", "v")))).isEqualTo(first);
    assertThat(create("m", "loggingConfiguration", Map.of("level", "OFF"))).isEqualTo(first);
    assertThat(create("m", "roleArn", "arn:aws:iam::123456789012:role/other")).isEqualTo(first);
  }

  @Test
  void shouldRefuseAnotherMachineOfTheSameName() {
    create("m", "type", "STANDARD");
    String taken = "State Machine Already Exists: '" + MACHINES + "m'";

    assertThat(refuse("StateMachineAlreadyExists", "m", "type", "EXPRESS")).isEqualTo(taken);
    assertThat(refuse("StateMachineAlreadyExists", "m", "definition", Api.DEFINITION + " "))
        .isEqualTo(taken);
    assertThat(
            refuse(
                "StateMachineAlreadyExists", "m", "tracingConfiguration", Map.of("enabled", true)))
        .isEqualTo(taken);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a b",
        "a<b",
        "a>b",
        "a{b",
        "a}b",
        "a[b",
        "a]b",
        "a?b",
        "a*b",
        "a\"b",
        "a#b",
        "a%b",
        "a\\b",
        "a^b",
        "a|b",
        "a~b",
        "a`b",
        "a$b",
        "a&b",
        "a,b",
        "a;b",
        "a:b",
        "a/b",
        "a\u001f",
        "a\u007f",
        "a\u009f",
        "a\u00a0b",
        "a\ufffe",
        "a\ud83f\udfff"
      })
  void shouldRefuseNamesWithForbiddenCharacters(String name) {
    assertThat(refuse("InvalidName", name, "type", null)).isEqualTo("Invalid Name: '" + name + "'");
    assertThat(api.error("InvalidName", "CreateActivity", "name", name))
        .isEqualTo("Invalid Name: '" + name + "'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "state.machine_1",
        "ABC-1",
        "a!b",
        "a'(b)",
        "a=b@c+d",
        "größe",
        "名前",
        "\ud83d\ude00"
      })
  void shouldAcceptOtherNames(String name) {
    assertThat(api.createMachine(name)).isEqualTo(MACHINES + name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"role", "arn:aws:iam::123456789012:user/u", "arn:aws:s3:::role/x"})
  void shouldRefuseWhatIsNoRole(String role) {
    assertThat(refuse("InvalidArn", "m", "roleArn", role))
        .isEqualTo("Invalid Role Arn: '" + role + "'");
  }

  @Test
  void shouldSayEverythingThatIsWrongWithADefinition() {
    assertThat(refuse("InvalidDefinition", "m", "definition", "{}"))
        .isEqualTo(
            "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: These fields are"
                + " required: [States] at /, INVALID_JSON_DESCRIPTION: Odd'");
    assertThat(host.machines).isEmpty();
  }

  @Test
  void shouldValidateWithoutCreating() {
    JsonNode bad = api.call("ValidateStateMachineDefinition", "definition", "{}");
    assertThat(bad.path("result").asText()).isEqualTo("FAIL");
    assertThat(bad.path("truncated").asBoolean()).isFalse();
    assertThat(bad.path("diagnostics"))
        .isEqualTo(
            Api.json(
                """
                [{"severity": "ERROR", "code": "SCHEMA_VALIDATION_FAILED",
                  "message": "These fields are required: [States]", "location": "/"},
                 {"severity": "ERROR", "code": "INVALID_JSON_DESCRIPTION", "message": "Odd"}]
                """));

    assertThat(api.call("ValidateStateMachineDefinition", "definition", Api.DEFINITION))
        .isEqualTo(Api.json("{\"result\": \"OK\", \"diagnostics\": [], \"truncated\": false}"));
  }

  @Test
  void shouldShowWarningsIfAskedAndCutTheListOff() {
    JsonNode warnings =
        api.call(
            "ValidateStateMachineDefinition",
            "definition",
            Api.DEFINITION,
            "severity",
            "WARNING",
            "type",
            "EXPRESS");
    assertThat(warnings.path("result").asText()).isEqualTo("OK");
    assertThat(warnings.path("diagnostics")).hasSize(1);

    JsonNode cut =
        api.call(
            "ValidateStateMachineDefinition",
            "definition",
            "{}",
            "severity",
            "WARNING",
            "maxResults",
            2);
    assertThat(cut.path("diagnostics")).hasSize(2);
    assertThat(cut.path("truncated").asBoolean()).isTrue();
  }

  @Test
  void shouldKeepTheLoggingConfiguration() {
    JsonNode created =
        create(
            "m",
            "loggingConfiguration",
            Map.of(
                "level", "ALL", "includeExecutionData", true, "destinations", List.of(LOG_GROUP)));

    assertThat(describe(created.path("stateMachineArn").asText()).path("loggingConfiguration"))
        .isEqualTo(
            Api.json(
                """
                {"destinations": [{"cloudWatchLogsLogGroup": {"logGroupArn":
                  "arn:aws:logs:us-east-1:123456789012:log-group:g:*"}}],
                 "includeExecutionData": true, "level": "ALL"}
                """));
  }

  @Test
  void shouldCompleteAnIncompleteLoggingConfiguration() {
    create("m", "loggingConfiguration", Map.of("destinations", List.of()));

    assertThat(describe(MACHINES + "m").path("loggingConfiguration"))
        .isEqualTo(
            Api.json(
                "{\"destinations\": [], \"includeExecutionData\": false, \"level\": \"OFF\"}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ALL", "FATAL", "ERROR"})
  void shouldWantOneLogDestination(String level) {
    String message = "Invalid Logging Configuration: Must specify exactly one Log Destination.";
    String code = "InvalidLoggingConfiguration";

    assertThat(refuse(code, "m", "loggingConfiguration", Map.of("level", level)))
        .isEqualTo(message);
    assertThat(
            refuse(
                code,
                "m",
                "loggingConfiguration",
                Map.of("level", level, "destinations", List.of(LOG_GROUP, LOG_GROUP))))
        .isEqualTo(message);
  }

  @Test
  void shouldWantTheArnOfALogGroupWithStar() {
    Object noStar =
        Map.of("cloudWatchLogsLogGroup", Map.of("logGroupArn", "arn:aws:logs:r:1:log-group:g"));

    assertThat(
            refuse(
                "InvalidLoggingConfiguration",
                "m",
                "loggingConfiguration",
                Map.of("level", "ALL", "destinations", List.of(noStar))))
        .isEqualTo("Invalid Logging Configuration: Log Destination not found.");
  }

  @Test
  void shouldWantALogGroupThatIsThere() {
    Object logging = Map.of("level", "ALL", "destinations", List.of(LOG_GROUP));
    Object other =
        Map.of(
            "level",
            "ALL",
            "destinations",
            List.of(
                Map.of(
                    "cloudWatchLogsLogGroup",
                    Map.of("logGroupArn", "arn:aws:logs:us-east-1:123456789012:log-group:h:*"))));
    LogDestinations onlyG = arn -> !arn.contains(":log-group:g:");
    Api asking = new Api(host, Surroundings.NONE.with(onlyG));
    String message = "Invalid Logging Configuration: Log Destination not found.";

    String arn =
        asking
            .call(
                "CreateStateMachine",
                "name",
                "m",
                "definition",
                Api.DEFINITION,
                "roleArn",
                Api.ROLE,
                "loggingConfiguration",
                logging)
            .path("stateMachineArn")
            .asText();
    assertThat(
            asking.error(
                "InvalidLoggingConfiguration",
                "CreateStateMachine",
                "name",
                "n",
                "definition",
                Api.DEFINITION,
                "roleArn",
                Api.ROLE,
                "loggingConfiguration",
                other))
        .isEqualTo(message);
    assertThat(
            asking.error(
                "InvalidLoggingConfiguration",
                "UpdateStateMachine",
                "stateMachineArn",
                arn,
                "loggingConfiguration",
                other))
        .isEqualTo(message);
  }

  @Test
  void shouldWantAKeyForAnOwnKey() {
    refuse(
        "InvalidEncryptionConfiguration",
        "m",
        "encryptionConfiguration",
        Map.of("type", "CUSTOMER_MANAGED_KMS_KEY"));
    create(
        "m",
        "encryptionConfiguration",
        Map.of("type", "CUSTOMER_MANAGED_KMS_KEY", "kmsKeyId", "alias/k"));

    assertThat(describe(MACHINES + "m").path("encryptionConfiguration"))
        .isEqualTo(
            Api.json(
                "{\"kmsDataKeyReusePeriodSeconds\": 300, \"kmsKeyId\": \"alias/k\", \"type\":"
                    + " \"CUSTOMER_MANAGED_KMS_KEY\"}"));
  }

  @Test
  void shouldSetAVersionDescriptionOnlyWithAVersion() {
    assertThat(refuse("ValidationException", "m", "versionDescription", "first"))
        .isEqualTo("Version description can only be set when publish is true");
  }

  @Test
  void shouldUpdateWhatIsGiven() {
    String arn = api.createMachine("m");
    String other = "arn:aws:iam::123456789012:role/other";
    JsonNode updated = api.call("UpdateStateMachine", "stateMachineArn", arn, "roleArn", other);

    assertThat(updated.path("updateDate").decimalValue())
        .isEqualTo(new BigDecimal("1760000000.623"));
    JsonNode described = describe(arn);
    assertThat(described.path("revisionId")).isEqualTo(updated.path("revisionId"));
    assertThat(described.path("roleArn").asText()).isEqualTo(other);
    assertThat(described.path("definition").asText()).isEqualTo(Api.DEFINITION);
  }

  @Test
  void shouldRefuseUpdatesThatCannotBe() {
    String arn = api.createMachine("m");

    assertThat(api.error("MissingRequiredParameter", "UpdateStateMachine", "stateMachineArn", arn))
        .isEqualTo(
            "Either the definition, the role ARN, the LoggingConfiguration, or the"
                + " TracingConfiguration must be specified");
    assertThat(
            api.error(
                "StateMachineDoesNotExist",
                "UpdateStateMachine",
                "stateMachineArn",
                arn + ":2",
                "definition",
                Api.DEFINITION))
        .isEqualTo("State Machine Does Not Exist: '" + arn + ":2'");
    api.error(
        "StateMachineDoesNotExist",
        "UpdateStateMachine",
        "stateMachineArn",
        MACHINES + "other",
        "roleArn",
        Api.ROLE);
    api.error(
        "InvalidDefinition", "UpdateStateMachine", "stateMachineArn", arn, "definition", "{}");
  }

  @Test
  void shouldDeleteWhetherItIsThereOrNot() {
    String arn = api.createMachine("m");

    assertThat(api.call("DeleteStateMachine", "stateMachineArn", arn)).isEmpty();
    assertThat(api.call("DeleteStateMachine", "stateMachineArn", arn)).isEmpty();
    assertThat(
            api.error("StateMachineDoesNotExist", "DescribeStateMachine", "stateMachineArn", arn))
        .isEqualTo("State Machine Does Not Exist: '" + arn + "'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "not_a_valid_arn | Invalid ARN prefix: not_a_valid_arn",
        "arn:aws:states:us-east-1:1:execution:m:e | Resource type not valid in this context:"
            + " execution",
        "arn:aws:states:us-east-1:1:stateMachine: | Invalid ARN:"
            + " arn:aws:states:us-east-1:1:stateMachine:",
        "arn:aws:states:us-east-1:1:stateMachine:m:1:x | Invalid ARN:"
            + " arn:aws:states:us-east-1:1:stateMachine:m:1:x",
        "arn:aws:lambda:us-east-1:1:function:f | Invalid ARN:"
            + " arn:aws:lambda:us-east-1:1:function:f",
        "arn:aws:states | Invalid ARN: arn:aws:states",
      })
  void shouldRefuseWhatIsNoArnOfAMachine(String arn, String what) {
    assertThat(api.error("InvalidArn", "DescribeStateMachine", "stateMachineArn", arn))
        .isEqualTo("Invalid Arn: '" + what + "'");
  }

  @Test
  void shouldListByNameInPages() {
    IntStream.range(0, 5).forEach(i -> api.createMachine("m" + i));

    JsonNode first = api.call("ListStateMachines", "maxResults", 3);
    assertThat(first.path("stateMachines").findValuesAsText("name"))
        .containsExactly("m0", "m1", "m2");
    assertThat(first.path("stateMachines").get(0))
        .isEqualTo(
            Api.json(
                "{\"creationDate\": 1760000000.123, \"name\": \"m0\", \"stateMachineArn\": \""
                    + MACHINES
                    + "m0\", \"type\": \"STANDARD\"}"));

    JsonNode second = api.call("ListStateMachines", "nextToken", first.path("nextToken").asText());
    assertThat(second.path("stateMachines").findValuesAsText("name")).containsExactly("m3", "m4");
    assertThat(second.has("nextToken")).isFalse();
  }
}
