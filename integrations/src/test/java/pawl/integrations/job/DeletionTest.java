package pawl.integrations.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import pawl.asl.Json;
import pawl.integrations.Calls;
import pawl.integrations.sdk.SdkBridge;
import pawl.integrations.sdk.SdkOutcome;

class DeletionTest {
  private final ContractFake aws = new ContractFake();
  private final SdkBridge bridge = new SdkBridge(Calls.accessTo(aws.url()));
  private final Caller caller = new Caller(bridge, "codebuild", "us-east-1", null);
  private final List<Integer> pauses = new ArrayList<>();

  @AfterEach
  void stop() {
    bridge.close();
    aws.close();
    assertThat(aws.violations()).isEmpty();
  }

  private static ObjectNode json(String text) throws Exception {
    return (ObjectNode) Json.MAPPER.readTree(text.replace('\'', '"'));
  }

  private void answering(String operation, String... answers) throws Exception {
    List<JsonNode> all = new ArrayList<>();
    for (String answer : answers) {
      all.add(json(answer));
    }
    Iterator<JsonNode> next = all.iterator();
    aws.on("codebuild", operation, _ -> next.next());
  }

  @Test
  void shouldAskAgainForBuildsThatAreStillTidiedUp() throws Exception {
    answering(
        "batchDeleteBuilds",
        "{'buildsDeleted':['a'],'buildsNotDeleted':[{'id':'b','statusCode':'BUILD_IN_PROGRESS'}]}",
        "{'buildsDeleted':['b'],'buildsNotDeleted':[]}");

    SdkOutcome outcome = Deletion.ofBuilds(pauses::add).place(caller, json("{'Ids':['a','b']}"));

    assertThat(((SdkOutcome.Answered) outcome).output())
        .isEqualTo(json("{'BuildsDeleted':['a','b'],'BuildsNotDeleted':[]}"));
    assertThat(aws.received("batchDeleteBuilds"))
        .containsExactly(json("{'Ids':['a','b']}"), json("{'Ids':['b']}"));
    assertThat(pauses).containsExactly(1);
  }

  @Test
  void shouldGiveUpAfterAWhile() throws Exception {
    aws.on("codebuild", "deleteBuildBatch", json("{'buildsNotDeleted':[{'id':'b'}]}"));

    SdkOutcome outcome = Deletion.ofBatch(pauses::add).place(caller, json("{'Id':'x'}"));

    assertThat(((SdkOutcome.Answered) outcome).output().path("BuildsNotDeleted")).hasSize(1);
    assertThat(pauses).containsExactly(1, 2, 3, 4, 5);
  }
}
