package pawl.api.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pawl.api.Api;
import pawl.api.FakeHost;
import pawl.asl.AslCompiler;
import pawl.engine.Limits;
import pawl.engine.id.Arns;
import pawl.engine.memory.MemoryHost;

/** Tags of state machines and activities, on the real core. */
class TagOperationsTest {
  private static final String MACHINE = "arn:aws:states:us-east-1:123456789012:stateMachine:m";

  private final MemoryHost host =
      new MemoryHost(new Arns("us-east-1", "123456789012"), Limits.AWS, FakeHost.NOW, 1);
  private final Api api = new Api(host, AslCompiler::compile);

  private static List<Map<String, String>> tags(String... keysAndValues) {
    List<Map<String, String>> tags = new ArrayList<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      tags.add(Map.of("key", keysAndValues[i], "value", keysAndValues[i + 1]));
    }
    return tags;
  }

  private void tag(String arn, String... keysAndValues) {
    api.call("TagResource", "resourceArn", arn, "tags", tags(keysAndValues));
  }

  private void untag(String... keys) {
    api.call("UntagResource", "resourceArn", MACHINE, "tagKeys", List.of(keys));
  }

  private JsonNode list(String arn) {
    return api.call("ListTagsForResource", "resourceArn", arn).path("tags");
  }

  @Test
  void shouldAddAndRemoveTags() {
    api.createMachine("m");
    assertThat(list(MACHINE)).isEmpty();
    tag(MACHINE, "a", "1", "b", "");
    tag(MACHINE);
    tag(MACHINE, "a", "2", "c d", "é+-=._:/@");

    assertThat(list(MACHINE))
        .isEqualTo(
            Api.json(
                """
                [{"key": "a", "value": "2"}, {"key": "b", "value": ""},
                 {"key": "c d", "value": "é+-=._:/@"}]
                """));
    untag("a", "a", "nonsense");
    untag();
    untag("b");
    assertThat(list(MACHINE).findValuesAsText("key")).containsExactly("c d");
  }

  @Test
  void shouldKeepTheTagsOfCreation() {
    api.call(
        "CreateStateMachine",
        "name",
        "m",
        "definition",
        Api.DEFINITION,
        "roleArn",
        Api.ROLE,
        "tags",
        tags("k", "v"));
    String activity =
        api.call("CreateActivity", "name", "a", "tags", tags("k", "w"))
            .path("activityArn")
            .asText();
    tag(activity, "more", "x");

    assertThat(list(MACHINE)).isEqualTo(Api.json("[{\"key\": \"k\", \"value\": \"v\"}]"));
    assertThat(list(activity).findValuesAsText("value")).containsExactly("w", "x");
    assertThat(api.call("DescribeActivity", "activityArn", activity).path("name").asText())
        .isEqualTo("a");
  }

  @Test
  void shouldHaveAtMostFiftyTags() {
    api.createMachine("m");
    String[] fifty = new String[100];
    for (int i = 0; i < 100; i += 2) {
      fifty[i] = "k" + i;
      fifty[i + 1] = "v";
    }
    tag(MACHINE, fifty);
    tag(MACHINE, "k0", "another");

    api.error("TooManyTags", "TagResource", "resourceArn", MACHINE, "tags", tags("one", "more"));
    assertThat(list(MACHINE)).hasSize(50);
  }

  @ParameterizedTest
  @ValueSource(strings = {"aws:x", "AWS:x", "a#b", "a\u0000"})
  void shouldRefuseKeysThatAreNotForUsers(String key) {
    api.createMachine("m");
    api.error("ValidationException", "TagResource", "resourceArn", MACHINE, "tags", tags(key, "v"));
    api.error("ValidationException", "CreateActivity", "name", "a", "tags", tags(key, "v"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"TagResource", "UntagResource", "ListTagsForResource"})
  void shouldNotFindWhatIsNotThere(String operation) {
    for (String arn :
        List.of(MACHINE, MACHINE + ":1", MACHINE.replace("stateMachine", "activity"))) {
      assertThat(
              api.error(
                  "ResourceNotFound",
                  operation,
                  "resourceArn",
                  arn,
                  "tags",
                  tags("k", "v"),
                  "tagKeys",
                  List.of("k")))
          .isEqualTo("Resource not found: '" + arn + "'");
    }
    assertThat(
            api.error(
                "InvalidArn",
                operation,
                "resourceArn",
                "arn:aws:states:us-east-1:123456789012:execution:m:e",
                "tags",
                tags("k", "v"),
                "tagKeys",
                List.of("k")))
        .isEqualTo("Invalid Arn: 'Resource type not valid in this context: execution'");
  }
}
