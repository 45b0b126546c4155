package pawl.dev;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pawl.asl.Json;
import pawl.dev.template.Plan;
import pawl.dev.template.SamTemplate;
import pawl.dev.template.Surroundings;
import pawl.engine.id.Arns;
import pawl.functions.FunctionHost;
import pawl.functions.HostConfiguration;
import pawl.functions.InvocationRequest;
import pawl.functions.InvocationResult;

/** The functions of examples/long-running in real processes, called as their machines call them. */
class LongRunningFunctionsTest {
  private static final Path EXAMPLE =
      Path.of("../examples/long-running").toAbsolutePath().normalize();

  @TempDir Path data;
  private FunctionHost functions;

  @BeforeEach
  void deploy() {
    functions = FunctionHost.start(HostConfiguration.in(data));
    SamTemplate template =
        SamTemplate.read(
            EXAMPLE.resolve("template.yaml"),
            new Surroundings(
                new Arns("us-east-1", "123456789012"), "x", "http://127.0.0.1:1", Map.of()));
    Deployment deployment = new Deployment(data);
    for (Plan.Function function : template.plan().functions()) {
      deployment.deploy(functions, function);
      assertThat(functions.problem(function.name())).isEmpty();
    }
  }

  @AfterEach
  void stop() {
    functions.close();
  }

  @Test
  void shouldPriceOrdersRetryAndAddUp() throws Exception {
    ObjectNode input =
        (ObjectNode) Json.MAPPER.readTree(Files.readString(EXAMPLE.resolve("inputs/map.json")));
    ArrayNode orders = Json.MAPPER.createArrayNode();
    ArrayNode results = Json.MAPPER.createArrayNode();
    boolean invalid = false;
    for (JsonNode order : input.path("Orders")) {
      // All that are special, and a few that are not.
      boolean special = order.path("Quantity").asInt() == 0 || order.path("Id").asInt() % 20 == 0;
      if (!special) {
        continue;
      }
      orders.add(order);
      JsonNode result = price(input, order);
      invalid |= result.path("Status").asText().equals("PUT_ASIDE");
      results.add(result);
    }
    assertThat(invalid).isTrue();

    ObjectNode totals = Json.MAPPER.createObjectNode();
    totals.set("Orders", orders);
    totals.set("Results", results);
    totals.put("StartedAt", "2026-01-31T12:00:00.000Z").put("EndedAt", "2026-01-31T12:00:02.500Z");
    JsonNode sum = invoke("TotalFunction", totals);
    assertThat(sum.path("Checked").asBoolean()).isTrue();
    assertThat(sum.path("Orders").asInt()).isEqualTo(orders.size());
    assertThat(sum.path("Priced").asInt() + sum.path("PutAside").asInt()).isEqualTo(orders.size());
    assertThat(sum.path("WallSeconds").asDouble()).isEqualTo(2.5);

    results.remove(0);
    assertThat(invoke("TotalFunction", totals).path("errorType").asText())
        .isEqualTo("TotalsDiffer");
  }

  private JsonNode price(JsonNode input, JsonNode order) throws Exception {
    for (int attempt = 0; attempt < 3; attempt++) {
      ObjectNode event = Json.MAPPER.createObjectNode();
      event.set("Order", order);
      event.set("Seed", input.path("Seed"));
      event.put("Attempt", attempt);
      JsonNode result = invoke("PriceFunction", event);
      String error = result.path("errorType").asText();
      if (error.equals("InvalidOrder")) {
        return Json.MAPPER
            .createObjectNode()
            .put("Status", "PUT_ASIDE")
            .put("Error", error)
            .set("Id", order.path("Id"));
      } else if (!error.equals("ServiceBusy")) {
        return result;
      }
    }
    throw new AssertionError("Busy for too long: " + order);
  }

  @Test
  void shouldStopBeforeItsTimeIsUpAndGoOnFromThere() throws Exception {
    ObjectNode work =
        (ObjectNode)
            Json.MAPPER.readTree(Files.readString(EXAMPLE.resolve("inputs/iterator.json")));
    ObjectNode state = Json.MAPPER.createObjectNode();
    state.set("Work", work);
    state
        .putObject("Progress")
        .put("IsCompleted", false)
        .put("Cursor", 0)
        .put("Invocations", 0)
        .set("Digest", work.path("Seed"));
    JsonNode first = invoke("WorkFunction", state);
    assertThat(first.path("IsCompleted").asBoolean(true)).isFalse();
    assertThat(first.path("Cursor").asInt()).isBetween(1, work.path("Items").asInt() - 1);

    // The rest without its pauses, so that the test need not wait for it.
    work.put("PaceMillis", 0);
    state.set("Progress", first);
    JsonNode last = invoke("WorkFunction", state);
    assertThat(last.path("IsCompleted").asBoolean()).isTrue();
    state.set("Progress", last);
    JsonNode verified = invoke("VerifyFunction", state);
    assertThat(verified.path("Verified").asBoolean()).isTrue();
    assertThat(verified.path("Invocations").asInt()).isEqualTo(2);
    assertThat(verified.path("Digest").asText())
        .isEqualTo("9481bd11546a5f2f3f2a24bfbcda916bf590616eac627d9e50d192d4a378bff1");

    ((ObjectNode) state.path("Progress")).put("Digest", "wrong");
    assertThat(invoke("VerifyFunction", state).path("errorType").asText())
        .isEqualTo("ResultDiffers");
  }

  private JsonNode invoke(String function, JsonNode event) throws Exception {
    InvocationResult result =
        functions.invoke(InvocationRequest.of(function, Json.MAPPER.writeValueAsBytes(event)));
    return Json.MAPPER.readTree(
        switch (result) {
          case InvocationResult.Succeeded succeeded -> succeeded.payload();
          case InvocationResult.Failed failed -> failed.payload();
          case InvocationResult.Rejected rejected -> throw new AssertionError(rejected);
        });
  }
}
