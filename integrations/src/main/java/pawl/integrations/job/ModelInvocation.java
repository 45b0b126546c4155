package pawl.integrations.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pawl.asl.Json;
import pawl.integrations.sdk.SdkCall;
import pawl.integrations.sdk.SdkOutcome;
import pawl.integrations.sdk.Times;

/**
 * Invokes a model of Bedrock. Besides the parameters of the API, {@code Input} and {@code Output}
 * name objects in S3 that the body is read from and the answer written to; an answer in JSON is
 * shown as JSON.
 */
final class ModelInvocation {
  /** Models think long. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final Pattern S3_URI = Pattern.compile("s3://([^/]+)/(.+)");
  private static final String BODY = "Body";
  private static final String CONTENT_TYPE = "ContentType";

  private ModelInvocation() {}

  static SdkOutcome invoke(Caller caller, ObjectNode parameters) throws InterruptedException {
    ObjectNode request = parameters.deepCopy();
    JsonNode input = Optional.ofNullable(request.remove("Input")).orElse(request.missingNode());
    JsonNode output = Optional.ofNullable(request.remove("Output")).orElse(request.missingNode());
    if (present(input) && request.hasNonNull(BODY)) {
      return unfit("Only one of the fields 'Body' and 'Input' can be given");
    }
    if (present(input)) {
      Matcher source = S3_URI.matcher(input.path("S3Uri").asText());
      if (!source.matches()) {
        return unfit("The value for the field 'Input.S3Uri' must be of the form s3://bucket/key");
      }
      SdkOutcome read = object(caller, "getObject", source, request.objectNode());
      if (!(read instanceof SdkOutcome.Answered(ObjectNode object, _))) {
        return read;
      }
      request.set(BODY, json(object.path(BODY).asText()));
      if (!request.hasNonNull(CONTENT_TYPE) && object.hasNonNull(CONTENT_TYPE)) {
        request.set(CONTENT_TYPE, object.get(CONTENT_TYPE));
      }
    }
    Matcher target = S3_URI.matcher(output.path("S3Uri").asText());
    if (present(output) && !target.matches()) {
      return unfit("The value for the field 'Output.S3Uri' must be of the form s3://bucket/key");
    }
    SdkOutcome outcome = caller.ask("invokeModel", request, PATIENCE);
    if (!(outcome instanceof SdkOutcome.Answered(ObjectNode found, SdkOutcome.HttpAnswer http))) {
      return outcome;
    }
    ObjectNode answer = found.deepCopy();
    JsonNode body = json(answer.path(BODY).asText());
    if (!present(output)) {
      answer.set(BODY, body);
      return new SdkOutcome.Answered(answer, http);
    }
    ObjectNode object = answer.objectNode();
    object.set(BODY, body);
    if (answer.hasNonNull(CONTENT_TYPE)) {
      object.set(CONTENT_TYPE, answer.get(CONTENT_TYPE));
    }
    SdkOutcome written = object(caller, "putObject", target, object);
    if (!(written instanceof SdkOutcome.Answered)) {
      return written;
    }
    answer.set(BODY, TextNode.valueOf(target.group()));
    return new SdkOutcome.Answered(answer, http);
  }

  private static boolean present(JsonNode node) {
    return !node.isMissingNode() && !node.isNull();
  }

  private static SdkOutcome unfit(String problem) {
    return new SdkOutcome.Unfit(List.of(problem));
  }

  /** Reads or writes an object, in the name that the task calls in. */
  private static SdkOutcome object(
      Caller caller, String operation, Matcher place, ObjectNode parameters)
      throws InterruptedException {
    parameters.put("Bucket", place.group(1)).put("Key", place.group(2));
    return caller
        .bridge()
        .call(
            new SdkCall(
                "s3",
                operation,
                parameters,
                caller.region(),
                caller.role(),
                null,
                Map.of(),
                SdkCall.USUAL_PATIENCE),
            Times.ISO_8601);
  }

  /** The value that a text says in JSON; a text that is no JSON stays one. */
  private static JsonNode json(String text) {
    try {
      JsonNode value = Json.MAPPER.readTree(text);
      return value.isMissingNode() ? TextNode.valueOf(text) : value;
    } catch (JsonProcessingException _) {
      return TextNode.valueOf(text);
    }
  }
}
