package pawl.integrations.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import pawl.asl.Json;
import pawl.integrations.sdk.SdkCall;
import pawl.integrations.sdk.SdkOutcome;
import pawl.integrations.sdk.SdkOutcome.Answered;

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

  /** An object in S3. */
  private record Place(String uri, String bucket, String key) {
    /** Takes the parameter out of the request; null if it is not there. */
    static @Nullable Place taken(ObjectNode request, String parameter, List<String> problems) {
      JsonNode given = request.remove(parameter);
      if (given == null || given.isNull()) {
        return null;
      }
      Matcher uri = S3_URI.matcher(given.path("S3Uri").asText());
      if (!uri.matches()) {
        problems.add(
            "The value for the field '%s.S3Uri' must be of the form s3://bucket/key"
                .formatted(parameter));
        return null;
      }
      return new Place(uri.group(), uri.group(1), uri.group(2));
    }

    /** Reads or writes the object, in the name that the task calls in. */
    SdkOutcome call(Caller caller, String operation, ObjectNode parameters)
        throws InterruptedException {
      parameters.put("Bucket", bucket).put("Key", key);
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
                  SdkCall.USUAL_PATIENCE));
    }
  }

  static SdkOutcome invoke(Caller caller, ObjectNode parameters) throws InterruptedException {
    ObjectNode request = parameters.deepCopy();
    List<String> problems = new ArrayList<>();
    Place input = Place.taken(request, "Input", problems);
    Place output = Place.taken(request, "Output", problems);
    if (input != null && request.hasNonNull(BODY)) {
      problems.add("Only one of the fields 'Body' and 'Input' can be given");
    }
    if (!problems.isEmpty()) {
      return new SdkOutcome.Unfit(problems);
    }
    if (input != null) {
      SdkOutcome read = input.call(caller, "getObject", request.objectNode());
      if (!(read instanceof Answered(ObjectNode object, _))) {
        return read;
      }
      putInto(request, object);
    }
    SdkOutcome outcome = caller.ask("invokeModel", request, PATIENCE);
    return outcome instanceof Answered answered ? shown(caller, answered, output) : outcome;
  }

  /** The object becomes the body, of its content type if the task gives none. */
  private static void putInto(ObjectNode request, ObjectNode object) {
    request.set(BODY, json(object.path(BODY).asText()));
    if (!request.hasNonNull(CONTENT_TYPE) && object.hasNonNull(CONTENT_TYPE)) {
      request.set(CONTENT_TYPE, object.get(CONTENT_TYPE));
    }
  }

  private static SdkOutcome shown(Caller caller, Answered answered, @Nullable Place output)
      throws InterruptedException {
    ObjectNode answer = answered.output().deepCopy();
    JsonNode body = json(answer.path(BODY).asText());
    if (output == null) {
      answer.set(BODY, body);
      return new Answered(answer, answered.http());
    }
    ObjectNode object = answer.objectNode();
    object.set(BODY, body);
    if (answer.hasNonNull(CONTENT_TYPE)) {
      object.set(CONTENT_TYPE, answer.get(CONTENT_TYPE));
    }
    SdkOutcome written = output.call(caller, "putObject", object);
    if (!(written instanceof Answered)) {
      return written;
    }
    answer.put(BODY, output.uri());
    return new Answered(answer, answered.http());
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
