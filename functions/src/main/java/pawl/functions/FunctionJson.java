package pawl.functions;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;

/** Functions and errors as the Lambda API writes them. */
final class FunctionJson {
  static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Reads one JSON value and nothing behind it, and names the place of what is wrong. A zip is one
   * long string.
   */
  static final ObjectReader STRICT =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxStringLength(LambdaApi.REQUEST_LIMIT_BYTES)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build()
          .reader();

  private static final DateTimeFormatter LAST_MODIFIED =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'+0000'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /** Errors whose text stands in {@code message}; with the others it is {@code Message}. */
  private static final Set<String> LOWER_CASE_MESSAGE =
      Set.of(
          "InvalidParameterValueException",
          "InvalidRequestContentException",
          "RequestTooLargeException",
          "RequestEntityTooLargeException",
          "ResourceConflictException",
          "TooManyRequestsException",
          "PreconditionFailedException",
          "ValidationException");

  private FunctionJson() {}

  static ObjectNode configuration(FunctionDescription function) {
    FunctionConfiguration configuration = function.configuration();
    ObjectNode node = JSON.createObjectNode();
    node.put("FunctionName", function.name());
    node.put("FunctionArn", function.arn());
    node.put("Runtime", configuration.runtime());
    node.put("Role", configuration.role());
    node.put("Handler", configuration.handler());
    node.put("CodeSize", function.codeSizeBytes());
    node.put("Description", configuration.description());
    node.put("Timeout", configuration.timeoutSeconds());
    node.put("MemorySize", configuration.memorySizeMb());
    node.put("LastModified", LAST_MODIFIED.format(function.lastModified()));
    node.put("CodeSha256", function.codeSha256());
    node.put("Version", "$LATEST");
    if (!configuration.environment().isEmpty()) {
      ObjectNode variables = node.putObject("Environment").putObject("Variables");
      configuration.environment().forEach(variables::put);
    }
    node.putObject("TracingConfig").put("Mode", "PassThrough");
    node.put("RevisionId", function.revisionId());
    node.put("State", "Active");
    node.put("LastUpdateStatus", "Successful");
    node.put("PackageType", "Zip");
    node.putArray("Architectures")
        .add(System.getProperty("os.arch").equals("aarch64") ? "arm64" : "x86_64");
    node.putObject("EphemeralStorage").put("Size", 512);
    return node;
  }

  static ObjectNode function(FunctionDescription function) {
    ObjectNode node = JSON.createObjectNode();
    node.set("Configuration", configuration(function));
    ObjectNode code = node.putObject("Code");
    code.put("RepositoryType", "S3");
    // Lambda gives a link to a copy in S3; here the code itself lies in a folder.
    code.put("Location", function.configuration().codeFolder().toUri().toString());
    return node;
  }

  static ObjectNode versions(FunctionDescription function) {
    ObjectNode latest = configuration(function);
    latest.put("FunctionArn", function.arn() + ":$LATEST");
    ObjectNode node = JSON.createObjectNode();
    node.putArray("Versions").add(latest);
    node.putNull("NextMarker");
    return node;
  }

  static ObjectNode error(String code, int status, String message) {
    ObjectNode node = JSON.createObjectNode();
    node.put("Type", status < 500 ? "User" : "Service");
    if (code.equals("TooManyRequestsException")) {
      node.put("Reason", "ConcurrentInvocationLimitExceeded");
    }
    node.put(LOWER_CASE_MESSAGE.contains(code) ? "message" : "Message", message);
    return node;
  }

  static byte[] bytes(JsonNode node) {
    try {
      return JSON.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can't be written as JSON", e);
    }
  }
}
