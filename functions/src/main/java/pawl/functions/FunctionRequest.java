package pawl.functions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The body of a request that creates or changes a function. */
record FunctionRequest(JsonNode body) {
  private static final Pattern ROLE =
      Pattern.compile("arn:(aws[a-zA-Z-]*)?:iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+");

  /**
   * @throws LambdaException if the body is not a JSON object
   */
  static FunctionRequest read(byte[] bytes) {
    try {
      JsonNode body = FunctionJson.STRICT.readTree(bytes);
      if (!body.isObject()) {
        throw LambdaException.invalidContent(
            "Could not parse request body into json: it is not an object");
      }
      return new FunctionRequest(body);
    } catch (JsonProcessingException e) {
      throw LambdaException.invalidContent(
          "Could not parse request body into json: " + e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What to create, its code still to come. */
  FunctionConfiguration forCreate(Path anyFolder) {
    FunctionConfiguration.requireName(
        bareName(text("FunctionName").orElseThrow(() -> missing("functionName"))));
    String role = text("Role").orElseThrow(() -> missing("role"));
    if (!body.hasNonNull("Code")) {
      throw missing("code");
    }
    refuseUnsupported();
    Optional<String> runtime = text("Runtime");
    Optional<String> handler = text("Handler");
    if (runtime.isEmpty() || handler.isEmpty()) {
      throw LambdaException.invalidParameter(
          "Runtime and Handler are mandatory parameters for functions created with deployment"
              + " packages.");
    }
    requireRole(role);
    String name = bareName(text("FunctionName").orElseThrow());
    return changed(FunctionConfiguration.of(name, runtime.get(), handler.get(), anyFolder));
  }

  /** A configuration with what this request says, and the rest as it was. */
  FunctionConfiguration changed(FunctionConfiguration before) {
    refuseUnsupported();
    FunctionConfiguration after = before;
    after = after.withRuntime(text("Runtime").orElse(after.runtime()));
    after = after.withHandler(text("Handler").orElse(after.handler()));
    after = after.withDescription(text("Description").orElse(after.description()));
    after = after.withTimeoutSeconds(number("Timeout", after.timeoutSeconds()));
    after = after.withMemorySizeMb(number("MemorySize", after.memorySizeMb()));
    Optional<String> role = text("Role");
    if (role.isPresent()) {
      requireRole(role.get());
      after = after.withRole(role.get());
    }
    Map<String, String> environment = environment();
    return environment == null ? after : after.withEnvironment(environment);
  }

  /**
   * The zip with the code.
   *
   * @param member the member that holds it, or null if it stands in the request itself
   */
  byte[] zip(@Nullable String member) {
    JsonNode code = member == null ? body : body.path(member);
    for (String unsupported : new String[] {"S3Bucket", "S3Key", "ImageUri"}) {
      if (code.hasNonNull(unsupported)) {
        throw LambdaException.invalidParameter(
            unsupported + " is not supported by Pawl. Give the code as ZipFile.");
      }
    }
    JsonNode zip = code.path("ZipFile");
    if (!zip.isTextual()) {
      throw LambdaException.invalidParameter("Please provide a source for function code.");
    }
    try {
      return Base64.getMimeDecoder().decode(requireBase64(zip.asText()));
    } catch (IllegalArgumentException e) {
      throw LambdaException.invalidContent(
          "Could not parse request body into json: ZipFile is not base64: " + e.getMessage());
    }
  }

  boolean flag(String member) {
    return body.path(member).asBoolean(false);
  }

  void requireRevision(FunctionDescription function) {
    Optional<String> expected = text("RevisionId");
    if (expected.isPresent() && !expected.get().equals(function.revisionId())) {
      throw new LambdaException(
          "PreconditionFailedException",
          412,
          "The Revision Id provided does not match the latest Revision Id. Call the"
              + " GetFunction/GetAlias API to retrieve the latest Revision Id");
    }
  }

  private void refuseUnsupported() {
    if (!body.path("Layers").isEmpty()) {
      throw LambdaException.invalidParameter(
          "Layers are not supported by Pawl. Put the content of the layers into the function's"
              + " code.");
    }
    if ("Image".equals(body.path("PackageType").asText())) {
      throw LambdaException.invalidParameter(
          "Container images are not supported by Pawl. Give the code as a zip, with PackageType"
              + " Zip.");
    }
  }

  private @Nullable Map<String, String> environment() {
    if (!body.hasNonNull("Environment")) {
      return null;
    }
    Map<String, String> environment = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> variable :
        body.path("Environment").path("Variables").properties()) {
      if (!variable.getValue().isValueNode() || variable.getValue().isNull()) {
        throw wrongType(
            "Environment.Variables." + variable.getKey(), "STRING", variable.getValue());
      }
      environment.put(variable.getKey(), variable.getValue().asText());
    }
    return environment;
  }

  private Optional<String> text(String member) {
    JsonNode node = body.path(member);
    if (node.isMissingNode() || node.isNull()) {
      return Optional.empty();
    }
    if (!node.isTextual()) {
      throw wrongType(member, "STRING", node);
    }
    return Optional.of(node.asText());
  }

  private int number(String member, int otherwise) {
    JsonNode node = body.path(member);
    if (node.isMissingNode() || node.isNull()) {
      return otherwise;
    }
    if (!node.isIntegralNumber() || !node.canConvertToInt()) {
      throw wrongType(member, "INTEGER", node);
    }
    return node.asInt();
  }

  /** The name in any of the forms that CreateFunction takes. */
  private static String bareName(String text) {
    return FunctionName.parse(text)
        .filter(name -> name.qualifier() == null)
        .map(FunctionName::name)
        .orElse(text);
  }

  private static String requireBase64(String text) {
    // The lenient decoder skips what is foreign; it is used for its tolerance of line breaks only.
    if (!text.chars()
        .allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || "+/=\r\n".indexOf(c) >= 0))) {
      throw new IllegalArgumentException("illegal character");
    }
    return text;
  }

  private static void requireRole(String role) {
    if (!ROLE.matcher(role).matches()) {
      throw LambdaException.constraint(
          "'" + role + "'", "role", "Member must satisfy regular expression pattern: " + ROLE);
    }
  }

  private static LambdaException missing(String member) {
    return LambdaException.constraint("null", member, "Member must not be null");
  }

  private static LambdaException wrongType(String member, String expected, JsonNode actual) {
    JsonNodeType type = actual.getNodeType();
    return new LambdaException(
        "SerializationException",
        400,
        member + ": " + type + " can not be converted to " + expected);
  }
}
