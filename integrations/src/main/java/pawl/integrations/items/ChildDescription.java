package pawl.integrations.items;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import pawl.asl.Payload;
import pawl.engine.ChildResult;
import pawl.engine.ExecutionStatus;

/** What a ResultWriter says about a child of a distributed Map. */
final class ChildDescription {
  private ChildDescription() {}

  /**
   * What a child contributes to the results.
   *
   * @param transformation {@code NONE} or null for the description; {@code COMPACT} for the output;
   *     {@code FLATTEN} for the output or, if it is an array, its elements. A child that did not
   *     succeed is described in any case
   */
  static List<JsonNode> transformed(ChildResult child, @Nullable String transformation) {
    Payload output = child.status() == ExecutionStatus.SUCCEEDED ? child.output() : null;
    if (output == null || transformation == null || transformation.equals("NONE")) {
      return List.of(of(child));
    }
    return transformation.equals("FLATTEN") && output.node().isArray()
        ? StreamSupport.stream(output.node().spliterator(), false).toList()
        : List.of(output.node());
  }

  /** The execution with input and output as JSON text; members in alphabetical order, as AWS's. */
  static ObjectNode of(ChildResult child) {
    ObjectNode description = JsonNodeFactory.instance.objectNode();
    put(description, "Cause", child.cause());
    put(description, "Error", child.error());
    description.put("ExecutionArn", child.executionArn());
    description.put("Input", child.input().text());
    description.putObject("InputDetails").put("Included", true);
    description.put("Name", child.name());
    Payload output = child.output();
    if (output != null) {
      description.put("Output", output.text());
      description.putObject("OutputDetails").put("Included", true);
    }
    redrive(description, child);
    description.put("StartDate", Instant.ofEpochMilli(child.startMillis()).toString());
    description.put("StateMachineArn", child.machineArn());
    description.put("Status", child.status().name());
    if (child.stopMillis() > 0) {
      description.put("StopDate", Instant.ofEpochMilli(child.stopMillis()).toString());
    }
    return description;
  }

  /** Children are redriven with their run, not alone. */
  private static void redrive(ObjectNode description, ChildResult child) {
    description.put("RedriveCount", 0);
    switch (child.status()) {
      case FAILED, TIMED_OUT, ABORTED -> description.put("RedriveStatus", "REDRIVABLE_BY_MAP_RUN");
      case RUNNING, SUCCEEDED, PENDING_REDRIVE -> {
        description.put("RedriveStatus", "NOT_REDRIVABLE");
        description.put(
            "RedriveStatusReason",
            "Execution is " + child.status().name() + " and cannot be redriven");
      }
    }
  }

  private static void put(ObjectNode description, String name, @Nullable String value) {
    if (value != null) {
      description.put(name, value);
    }
  }
}
