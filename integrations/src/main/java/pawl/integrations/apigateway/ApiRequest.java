package pawl.integrations.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import pawl.asl.Payload;
import pawl.integrations.FieldProblems;

/**
 * The parameters of {@code apigateway:invoke}.
 *
 * @param body JSON text, or null for none
 * @param isSigned whether AuthType asks for a signature
 */
record ApiRequest(
    String endpoint,
    String method,
    String stage,
    String path,
    Map<String, List<String>> query,
    Map<String, List<String>> headers,
    byte @Nullable [] body,
    boolean isSigned) {
  private static final List<String> REQUIRED = List.of("ApiEndpoint", "Method");
  private static final List<String> FIELDS =
      List.of(
          "ApiEndpoint",
          "Method",
          "Headers",
          "Stage",
          "Path",
          "QueryParameters",
          "RequestBody",
          "AllowNullValues",
          "AuthType");
  private static final Set<String> METHODS =
      Set.of("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS");
  private static final Set<String> AUTH_TYPES = Set.of("NO_AUTH", "IAM_ROLE", "RESOURCE_POLICY");

  /** Developer guide, "Create API Gateway REST APIs with Step Functions". */
  private static final Set<String> FORBIDDEN_HEADERS =
      Set.of(
          "authorization",
          "connection",
          "content-md5",
          "expect",
          "host",
          "max-forwards",
          "proxy-authenticate",
          "server",
          "te",
          "transfer-encoding",
          "trailer",
          "upgrade",
          "via",
          "www-authenticate");

  /** What can't be right in the parameters of a definition. */
  static List<String> outlineProblems(ObjectNode parameters) {
    return Stream.concat(
            FieldProblems.missing(parameters, REQUIRED),
            FieldProblems.unsupported(parameters, FIELDS))
        .toList();
  }

  /** What is wrong with the parameters, in AWS's words; empty if {@link #of} takes them. */
  static List<String> problems(JsonNode parameters) {
    List<String> problems = new ArrayList<>();
    parameters
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!FIELDS.contains(name)) {
                problems.add(FieldProblems.unsupported(name));
              }
            });
    for (String name : REQUIRED) {
      if (parameters.path(name).isMissingNode() || parameters.path(name).isNull()) {
        problems.add(FieldProblems.missing(name));
      }
    }
    for (String name : List.of("ApiEndpoint", "Method", "Stage", "Path", "AuthType")) {
      mustBe(problems, parameters, name, "STRING", parameters.path(name).isTextual());
    }
    mustBe(
        problems,
        parameters,
        "AllowNullValues",
        "BOOLEAN",
        parameters.path("AllowNullValues").isBoolean());
    for (String name : List.of("Headers", "QueryParameters")) {
      mustBe(problems, parameters, name, "OBJECT", parameters.path(name).isObject());
    }
    mustBeOneOf(problems, parameters, "Method", METHODS);
    mustBeOneOf(problems, parameters, "AuthType", AUTH_TYPES);
    parameters
        .path("Headers")
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (isForbidden(name.toLowerCase(Locale.ROOT))) {
                problems.add("The HTTP header '" + name + "' is not supported by Step Functions");
              }
            });
    return problems;
  }

  private static void mustBe(
      List<String> problems, JsonNode parameters, String name, String type, boolean isSo) {
    if (parameters.hasNonNull(name) && !isSo) {
      problems.add(FieldProblems.mustBe(name, article(type) + type));
    }
  }

  private static String article(String type) {
    return type.startsWith("O") ? "an " : "a ";
  }

  private static void mustBeOneOf(
      List<String> problems, JsonNode parameters, String name, Set<String> values) {
    JsonNode value = parameters.path(name);
    if (value.isTextual() && !values.contains(value.textValue())) {
      problems.add("The value of the field '" + name + "' has an invalid format");
    }
  }

  private static boolean isForbidden(String header) {
    return FORBIDDEN_HEADERS.contains(header)
        || header.startsWith("x-forwarded")
        || header.startsWith("x-amz");
  }

  static ApiRequest of(JsonNode parameters) {
    boolean allowsNull = parameters.path("AllowNullValues").asBoolean(false);
    return new ApiRequest(
        parameters.path("ApiEndpoint").asText(),
        parameters.path("Method").asText(),
        parameters.path("Stage").asText(""),
        parameters.path("Path").asText(""),
        values(parameters.path("QueryParameters"), allowsNull),
        values(parameters.path("Headers"), false),
        body(parameters.path("RequestBody"), allowsNull),
        !parameters.path("AuthType").asText("NO_AUTH").equals("NO_AUTH"));
  }

  /** Every name with its values, be it one or a list. */
  private static Map<String, List<String>> values(JsonNode object, boolean allowsNull) {
    Map<String, List<String>> result = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      List<String> values = new ArrayList<>();
      if (member.getValue().isArray()) {
        member.getValue().forEach(each -> add(values, each, allowsNull));
      } else {
        add(values, member.getValue(), allowsNull);
      }
      if (!values.isEmpty()) {
        result.put(member.getKey(), List.copyOf(values));
      }
    }
    return result;
  }

  private static void add(List<String> values, JsonNode value, boolean allowsNull) {
    if (!value.isNull() || allowsNull) {
      values.add(value.isContainerNode() ? value.toString() : value.asText());
    }
  }

  /** As recorded, a string goes out as JSON too, in quotes. */
  private static byte @Nullable [] body(JsonNode body, boolean allowsNull) {
    if (body.isMissingNode() || (body.isNull() && !allowsNull)) {
      return null;
    }
    return Payload.of(allowsNull ? body : withoutNulls(body)).bytes();
  }

  private static JsonNode withoutNulls(JsonNode value) {
    if (value instanceof ObjectNode object) {
      ObjectNode result = object.objectNode();
      for (Map.Entry<String, JsonNode> member : object.properties()) {
        if (!member.getValue().isNull()) {
          result.set(member.getKey(), withoutNulls(member.getValue()));
        }
      }
      return result;
    }
    if (value instanceof ArrayNode array) {
      ArrayNode result = array.arrayNode();
      array.forEach(each -> result.add(withoutNulls(each)));
      return result;
    }
    return value;
  }
}
