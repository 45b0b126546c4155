package pawl.integrations.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pawl.asl.Payload;
import pawl.asl.program.TaskResource;
import pawl.engine.TaskCall;
import pawl.engine.TaskReport;
import pawl.integrations.FieldProblems;
import pawl.integrations.OptimisedIntegration;
import pawl.integrations.ServiceResources;
import pawl.integrations.lambda.FunctionInvoker.Invocation;
import pawl.integrations.lambda.FunctionInvoker.InvocationType;
import pawl.integrations.sdk.Failures;
import pawl.integrations.sdk.Failures.ServiceNames;
import pawl.integrations.sdk.Metadata;
import pawl.integrations.sdk.SdkBridge;
import pawl.integrations.sdk.SdkOutcome;

/** {@code arn:aws:states:::lambda:invoke[.waitForTaskToken]}. */
public final class LambdaInvoke implements OptimisedIntegration {
  private static final String PAYLOAD = "Payload";
  private static final ServiceResources RESOURCES =
      ServiceResources.of("lambda", "invoke", "invoke.waitForTaskToken");

  private final SdkBridge bridge;
  private final Functions functions;

  public LambdaInvoke(FunctionInvoker here, SdkBridge bridge) {
    this.bridge = bridge;
    this.functions = new Functions(here, bridge);
  }

  @Override
  public ServiceResources resources() {
    return RESOURCES;
  }

  @Override
  public List<String> problems(TaskResource.Service resource, ObjectNode parameters) {
    return bridge.outlineProblems("lambda", "invoke", parameters, List.of("FunctionName"));
  }

  @Override
  public TaskReport call(TaskCall call) throws InterruptedException {
    JsonNode parameters = call.parameters().node();
    List<String> problems = problems(parameters);
    if (!problems.isEmpty()) {
      return Failures.unfit(call, new SdkOutcome.Unfit(problems));
    }
    JsonNode given = parameters.path(PAYLOAD);
    byte[] payload = sent(given);
    Optional<String> parseError =
        given.isTextual() ? Functions.parseError(payload) : Optional.empty();
    if (parseError.isPresent()) {
      return Failures.refusal(
          ServiceNames.LAMBDA,
          "InvalidRequestContentException",
          "Could not parse request body into json: Could not parse payload into json: "
              + parseError.get(),
          400,
          "InvalidRequestContentException",
          call.idempotencyToken());
    }
    Invocation invocation =
        new Invocation(
            parameters.path("FunctionName").asText(),
            payload,
            type(parameters.path("InvocationType").asText("")),
            parameters.path("ClientContext").textValue(),
            parameters.path("Qualifier").textValue(),
            parameters.path("LogType").asText("").equals("Tail"),
            call.traceHeader(),
            FunctionInvoker.Caller.of(call));
    return switch (functions.invoke(call, invocation, null)) {
      case Functions.Result.Failed(TaskReport.Failed report) -> report;
      case Functions.Result.Answered answer -> report(call, answer);
    };
  }

  /** What AWS finds wrong with the parameters before it calls the function. */
  private List<String> problems(JsonNode parameters) {
    if (!(parameters instanceof ObjectNode object)) {
      return bridge.problems("lambda", "invoke", parameters);
    }
    ObjectNode rest = object.objectNode();
    rest.setAll(object);
    JsonNode payload = rest.remove(PAYLOAD);
    List<String> problems = new ArrayList<>(bridge.problems("lambda", "invoke", rest));
    if (payload != null && (payload.isNumber() || payload.isBoolean())) {
      problems.add("The value for the field 'Payload' must be a STRING");
    }
    if (!rest.path("FunctionName").isTextual() && problems.isEmpty()) {
      problems.add(FieldProblems.missing("FunctionName"));
    }
    String type = rest.path("InvocationType").asText("RequestResponse");
    for (InvocationType known : InvocationType.values()) {
      if (known.apiName().equals(type) || rest.path("InvocationType").isNull()) {
        return problems;
      }
    }
    problems.add("The value of the field 'InvocationType' has an invalid format");
    return problems;
  }

  /** Null is no payload at all, a string is JSON text already. */
  private static byte[] sent(JsonNode payload) {
    if (payload.isMissingNode() || payload.isNull()) {
      return new byte[0];
    }
    return payload.isTextual()
        ? payload.textValue().getBytes(StandardCharsets.UTF_8)
        : Payload.of(payload).bytes();
  }

  private static InvocationType type(String name) {
    for (InvocationType type : InvocationType.values()) {
      if (type.apiName().equals(name)) {
        return type;
      }
    }
    return InvocationType.REQUEST_RESPONSE;
  }

  private static TaskReport report(TaskCall call, Functions.Result.Answered answer) {
    if (answer.functionError() != null) {
      return Functions.failure(answer.payload(), true);
    }
    ObjectNode output = JsonNodeFactory.instance.objectNode();
    if (answer.executedVersion() != null) {
      output.put("ExecutedVersion", answer.executedVersion());
    }
    if (answer.logResult() != null) {
      output.put("LogResult", answer.logResult());
    }
    if (answer.payload().isEmpty()) {
      output.put(PAYLOAD, "");
    } else {
      Optional<JsonNode> result = Functions.parse(answer.payload());
      if (result.isEmpty()) {
        return Functions.garbage(answer.payload());
      }
      output.set(PAYLOAD, result.get());
    }
    output.put("StatusCode", answer.status());
    Payload all = Payload.of(Metadata.added(output, answer.http()));
    return ((TaskResource.Service) call.resource()).pattern()
            == TaskResource.Pattern.WAIT_FOR_TASK_TOKEN
        ? new TaskReport.Submitted(all, null)
        : new TaskReport.Succeeded(all);
  }
}
