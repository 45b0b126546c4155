package pawl.observability.trace;

import static io.opentelemetry.api.common.AttributeKey.booleanKey;
import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import pawl.engine.history.EventDetails;
import pawl.engine.history.ExecutionOrigin;
import pawl.engine.history.HistoryEvent;

/** Makes spans of executions and of their states. */
final class Spans {
  private static final AttributeKey<String> MACHINE =
      stringKey("aws.step_functions.state_machine.arn");
  private static final AttributeKey<String> EXECUTION =
      stringKey("aws.step_functions.execution.arn");
  private static final AttributeKey<String> STATUS = stringKey("pawl.execution.status");
  private static final AttributeKey<Boolean> EXPRESS = booleanKey("pawl.execution.express");
  private static final AttributeKey<String> STATE = stringKey("pawl.state.name");
  private static final AttributeKey<String> STATE_TYPE = stringKey("pawl.state.type");
  private static final AttributeKey<String> RESOURCE = stringKey("pawl.state.resource");
  private static final AttributeKey<Long> INDEX = longKey("pawl.map.index");
  private static final AttributeKey<String> ERROR = stringKey("error.type");
  private static final AttributeKey<String> CAUSE = stringKey("pawl.cause");
  private static final String ENTERED = "StateEntered";

  private final Resource resource;

  /** {@code resource} says which service the spans are of. */
  Spans(Resource resource) {
    this.resource = resource;
  }

  /** The span of a whole execution that ends with this event. */
  SpanData ofExecution(ExecutionOrigin execution, TraceContext context, HistoryEvent end) {
    String error = null;
    String cause = null;
    if (end.details() instanceof EventDetails.Failure failure) {
      error = failure.error() == null ? end.type().apiName() : failure.error();
      cause = failure.cause();
    }
    AttributesBuilder attributes = Attributes.builder();
    attributes.put(MACHINE, execution.machineArn());
    attributes.put(EXECUTION, execution.arn());
    attributes.put(STATUS, end.type().apiName().replace("Execution", ""));
    attributes.put(EXPRESS, execution.isExpress());
    putError(attributes, error, cause);
    String parent = context.parentSpanId();
    return new FinishedSpan(
        execution.machineName(),
        SpanKind.SERVER,
        here(context, TraceContext.spanId(execution.id(), TraceContext.WHOLE)),
        parent == null ? SpanContext.getInvalid() : elsewhere(context, parent),
        status(error, cause),
        TimeUnit.MILLISECONDS.toNanos(execution.startMillis()),
        TimeUnit.MILLISECONDS.toNanos(end.epochMillis()),
        attributes.build(),
        List.of(),
        resource);
  }

  /** The span of a state that has ended. */
  SpanData ofState(ExecutionOrigin execution, TraceContext context, ExecutionTrace.Ended ended) {
    StateSpan state = ended.state();
    AttributesBuilder attributes = Attributes.builder();
    attributes.put(EXECUTION, execution.arn());
    attributes.put(STATE, state.name);
    attributes.put(STATE_TYPE, state.entered.apiName().replace(ENTERED, ""));
    if (state.resource != null) {
      attributes.put(RESOURCE, state.resource);
    }
    if (state.index() >= 0) {
      attributes.put(INDEX, (long) state.index());
    }
    putError(attributes, ended.error(), ended.cause());
    StateSpan around = state.stateAround();
    return new FinishedSpan(
        state.name,
        state.resource == null ? SpanKind.INTERNAL : SpanKind.CLIENT,
        here(context, TraceContext.spanId(execution.id(), state.enteredEvent)),
        here(
            context,
            TraceContext.spanId(
                execution.id(), around == null ? TraceContext.WHOLE : around.enteredEvent)),
        status(ended.error(), ended.cause()),
        TimeUnit.MILLISECONDS.toNanos(state.startMillis),
        TimeUnit.MILLISECONDS.toNanos(ended.endMillis()),
        attributes.build(),
        state.failures().stream().map(Spans::event).toList(),
        resource);
  }

  private static EventData event(StateSpan.Failure failure) {
    AttributesBuilder attributes = Attributes.builder();
    putError(attributes, failure.error(), failure.cause());
    return EventData.create(
        TimeUnit.MILLISECONDS.toNanos(failure.millis()),
        failure.type().apiName(),
        attributes.build());
  }

  private static void putError(
      AttributesBuilder attributes, @Nullable String error, @Nullable String cause) {
    if (error != null) {
      attributes.put(ERROR, error);
    }
    if (cause != null) {
      attributes.put(CAUSE, cause);
    }
  }

  private static StatusData status(@Nullable String error, @Nullable String cause) {
    return error == null
        ? StatusData.ok()
        : StatusData.create(StatusCode.ERROR, cause == null ? error : error + ": " + cause);
  }

  private static SpanContext here(TraceContext context, String spanId) {
    return SpanContext.create(
        context.traceId(), spanId, TraceFlags.getSampled(), TraceState.getDefault());
  }

  private static SpanContext elsewhere(TraceContext context, String spanId) {
    return SpanContext.createFromRemoteParent(
        context.traceId(), spanId, TraceFlags.getSampled(), TraceState.getDefault());
  }
}
