package pawl.observability.status;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pawl.asl.Json;
import pawl.asl.Payload;
import pawl.engine.ExecutionStatus;
import pawl.engine.history.EventDetails;
import pawl.engine.history.ExecutionOrigin;
import pawl.engine.history.HistoryEvent;
import pawl.engine.history.NewEvents;

/**
 * An execution has begun, ended or been taken up again.
 *
 * @param stopMillis 0 while it runs
 */
record StatusChange(
    ExecutionOrigin execution,
    int redriveCount,
    HistoryEvent event,
    ExecutionStatus status,
    long stopMillis) {
  static final String SOURCE = "aws.states";
  static final String DETAIL_TYPE = "Step Functions Execution Status Change";

  /** Of escaped input and output together: AWS's 248 KB. */
  private static final int MOST_DATA_BYTES = 248 << 10;

  private static final int REGION = 3;
  private static final int ACCOUNT = 4;

  /** The change that an event is; empty for events that are none. */
  static Optional<StatusChange> of(NewEvents news, HistoryEvent event) {
    ExecutionStatus status =
        switch (event.type()) {
          case EXECUTION_STARTED, EXECUTION_REDRIVEN -> ExecutionStatus.RUNNING;
          case EXECUTION_SUCCEEDED -> ExecutionStatus.SUCCEEDED;
          case EXECUTION_FAILED -> ExecutionStatus.FAILED;
          case EXECUTION_ABORTED -> ExecutionStatus.ABORTED;
          case EXECUTION_TIMED_OUT -> ExecutionStatus.TIMED_OUT;
          default -> null;
        };
    if (status == null) {
      return Optional.empty();
    }
    return Optional.of(
        new StatusChange(
            news.execution(),
            news.redriveCount(),
            event,
            status,
            status.isFinal() ? event.epochMillis() : 0));
  }

  /** The same however often it is sent: receivers recognise repetitions by it. */
  String id() {
    return UUID.nameUUIDFromBytes((execution.arn() + "#" + event.id()).getBytes(UTF_8)).toString();
  }

  String time() {
    return Instant.ofEpochMilli(event.epochMillis()).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /**
   * The whole event as EventBridge hands it to its targets.
   *
   * @param input of the execution; null if nobody knows it any more
   */
  ObjectNode envelope(@Nullable Payload input) {
    String[] parts = execution.arn().split(":", -1);
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put("version", "0");
    json.put("id", id());
    json.put("detail-type", DETAIL_TYPE);
    json.put("source", SOURCE);
    json.put("account", parts[ACCOUNT]);
    json.put("time", time());
    json.put("region", parts[REGION]);
    json.putArray("resources").add(execution.arn());
    json.set("detail", detail(input));
    return json;
  }

  /** What DescribeExecution would say, with null for what there is not. */
  ObjectNode detail(@Nullable Payload input) {
    Payload output =
        event.details() instanceof EventDetails.ExecutionSucceeded(Payload result) ? result : null;
    int outputBytes = escapedBytes(output);
    boolean withOutput = outputBytes <= MOST_DATA_BYTES;
    boolean withInput =
        input != null && escapedBytes(input) + (withOutput ? outputBytes : 0) <= MOST_DATA_BYTES;
    ObjectNode detail = Json.MAPPER.createObjectNode();
    detail.put("executionArn", execution.arn());
    detail.put("stateMachineArn", execution.machineArn());
    detail.put("name", execution.name());
    detail.put("status", status.name());
    detail.put("startDate", execution.startMillis());
    detail.put("stopDate", stopMillis == 0 ? null : Long.valueOf(stopMillis));
    detail.put("input", withInput && input != null ? input.text() : null);
    detail.put("output", withOutput && output != null ? output.text() : null);
    detail.put("stateMachineVersionArn", execution.versionArn());
    detail.put("stateMachineAliasArn", execution.aliasArn());
    putRedrive(detail);
    detail.putObject("inputDetails").put("included", withInput);
    if (output == null) {
      detail.putNull("outputDetails");
    } else {
      detail.putObject("outputDetails").put("included", withOutput);
    }
    String error = null;
    String cause = null;
    // Only the event of a time-out names an error; the execution has none.
    if (status != ExecutionStatus.TIMED_OUT
        && event.details() instanceof EventDetails.Failure failure) {
      error = failure.error();
      cause = failure.cause();
    }
    detail.put("error", error);
    detail.put("cause", cause);
    return detail;
  }

  private void putRedrive(ObjectNode detail) {
    boolean isRedrivable =
        switch (status) {
          case FAILED, TIMED_OUT, ABORTED -> true;
          case RUNNING, SUCCEEDED, PENDING_REDRIVE -> false;
        };
    detail.put("redriveCount", redriveCount);
    detail.put(
        "redriveDate",
        redriveCount > 0 && status == ExecutionStatus.RUNNING
            ? Long.valueOf(event.epochMillis())
            : null);
    if (!isRedrivable) {
      detail.put("redriveStatus", "NOT_REDRIVABLE");
      detail.put(
          "redriveStatusReason", "Execution is " + status.name() + " and cannot be redriven");
    } else {
      detail.put(
          "redriveStatus", execution.mapParent() == null ? "REDRIVABLE" : "REDRIVABLE_BY_MAP_RUN");
      detail.putNull("redriveStatusReason");
    }
  }

  private static int escapedBytes(@Nullable Payload payload) {
    return payload == null ? 0 : JsonStringEncoder.getInstance().quoteAsUTF8(payload.text()).length;
  }
}
