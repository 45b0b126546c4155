package pawl.integrations.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import pawl.asl.ServiceRules;
import pawl.integrations.FieldProblems;
import pawl.integrations.http.FormEncoding.ArrayFormat;

/**
 * What a state says of its HTTP Task.
 *
 * @param query parameters by name, not encoded
 * @param body a missing node for none
 * @param form how arrays are written if the body is to be form-encoded; empty if it goes as JSON
 */
record TaskParameters(
    URI endpoint,
    String method,
    String connectionArn,
    Map<String, List<String>> headers,
    Map<String, List<String>> query,
    JsonNode body,
    Optional<ArrayFormat> form) {
  private static final List<String> REQUIRED = List.of("ApiEndpoint", "Method");

  /** Which of them says through which connection the call goes. */
  private static final List<String> CONNECTING = List.of("Authentication", "InvocationConfig");

  private static final List<String> FIELDS =
      List.of(
          "ApiEndpoint",
          "Method",
          "Authentication",
          "InvocationConfig",
          "Headers",
          "QueryParameters",
          "RequestBody",
          "Transform");

  /** Begins what a deployment puts another text for. */
  private static final String SUBSTITUTION = "${";

  private static final Set<String> METHODS =
      Set.of("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS");
  private static final Set<String> BODY_ENCODINGS = Set.of("NONE", "URL_ENCODED");
  private static final Set<String> ARRAY_FORMATS =
      Set.of("INDICES", "REPEAT", "COMMAS", "BRACKETS");

  /** Developer guide, "Call HTTPS APIs in Step Functions workflows". */
  private static final Set<String> FORBIDDEN_HEADERS =
      Set.of(
          "a-im",
          "accept-charset",
          "accept-datetime",
          "accept-encoding",
          "authorization",
          "cache-control",
          "connection",
          "content-encoding",
          "content-md5",
          "date",
          "expect",
          "forwarded",
          "from",
          "host",
          "http2-settings",
          "if-match",
          "if-modified-since",
          "if-none-match",
          "if-range",
          "if-unmodified-since",
          "max-forwards",
          "origin",
          "pragma",
          "proxy-authorization",
          "referer",
          "server",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "via",
          "warning");

  /** Those that Step Functions sets itself, whatever a state says. */
  private static final Set<String> OWN_HEADERS = Set.of("user-agent", "range", "content-length");

  private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern HEADER_VALUE = Pattern.compile("[\\t\\x20-\\x7E\\x80-\\xFF]*");

  /** What can't be right in the parameters of a definition. */
  static List<String> outlineProblems(ObjectNode parameters) {
    List<String> problems = new ArrayList<>();
    FieldProblems.missing(parameters, REQUIRED).forEach(problems::add);
    if (!isOpen(parameters.path("ApiEndpoint"))
        && address(parameters.path("ApiEndpoint").asText()).isEmpty()) {
      problems.add("The value for the 'ApiEndpoint' field is not valid");
    }
    List<String> connecting = CONNECTING.stream().filter(parameters::has).toList();
    if (connecting.isEmpty()) {
      problems.add(FieldProblems.missing(CONNECTING.getFirst()));
    } else if (connecting.stream().map(parameters::get).noneMatch(TaskParameters::mayConnect)) {
      problems.add(FieldProblems.missing("ConnectionArn"));
    }
    FieldProblems.unsupported(parameters, FIELDS).forEach(problems::add);
    return problems;
  }

  /** Whether only the run will tell the value, or whoever deploys the definition. */
  private static boolean isOpen(JsonNode value) {
    return value.isMissingNode()
        || ServiceRules.isOpen(value)
        || value.asText().contains(SUBSTITUTION);
  }

  private static boolean mayConnect(JsonNode named) {
    return !named.isObject() || named.has("ConnectionArn");
  }

  /** What is wrong with the parameters, in AWS's words; empty if {@link #of} takes them. */
  static List<String> problems(JsonNode parameters) {
    List<String> problems = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : parameters.properties()) {
      if (!FIELDS.contains(field.getKey())) {
        problems.add(FieldProblems.unsupported(field.getKey()));
      }
    }
    for (String name : REQUIRED) {
      if (!parameters.hasNonNull(name)) {
        problems.add(FieldProblems.missing(name));
      }
      mustBe(problems, parameters, name, "a STRING", parameters.path(name).isTextual());
    }
    if (parameters.path("ApiEndpoint").isTextual()
        && address(parameters.path("ApiEndpoint").textValue()).isEmpty()) {
      problems.add(malformed("ApiEndpoint"));
    }
    mustBeOneOf(problems, parameters, "Method", METHODS);
    checkConnection(problems, parameters);
    checkHeaders(problems, parameters);
    JsonNode query = parameters.path("QueryParameters");
    mustBe(
        problems,
        parameters,
        "QueryParameters",
        "an OBJECT",
        query.isObject() || query.isTextual() || query.isArray());
    checkTransform(problems, parameters);
    return problems;
  }

  private static void checkConnection(List<String> problems, JsonNode parameters) {
    for (String name : CONNECTING) {
      JsonNode named = parameters.path(name);
      mustBe(problems, parameters, name, "an OBJECT", named.isObject());
      mustBe(problems, named, "ConnectionArn", "a STRING", named.path("ConnectionArn").isTextual());
      named.fieldNames().forEachRemaining(it -> unknown(problems, it, Set.of("ConnectionArn")));
    }
    if (connectionArn(parameters).isMissingNode()) {
      problems.add(FieldProblems.missing("ConnectionArn"));
    }
  }

  private static JsonNode connectionArn(JsonNode parameters) {
    JsonNode newer = parameters.at("/InvocationConfig/ConnectionArn");
    return newer.isTextual() ? newer : parameters.at("/Authentication/ConnectionArn");
  }

  private static void checkHeaders(List<String> problems, JsonNode parameters) {
    JsonNode headers = parameters.path("Headers");
    mustBe(problems, parameters, "Headers", "an OBJECT", headers.isObject());
    for (Map.Entry<String, JsonNode> header : headers.properties()) {
      String name = header.getKey();
      if (isForbidden(name.toLowerCase(Locale.ROOT))) {
        problems.add("The HTTP header '" + name + "' is not supported by Step Functions");
      } else if (!HEADER_NAME.matcher(name).matches()
          || !values(header.getValue()).stream().allMatch(TaskParameters::canBeSent)) {
        problems.add(malformed("Headers"));
      }
    }
  }

  private static void checkTransform(List<String> problems, JsonNode parameters) {
    JsonNode transform = parameters.path("Transform");
    mustBe(problems, parameters, "Transform", "an OBJECT", transform.isObject());
    transform
        .fieldNames()
        .forEachRemaining(
            it -> unknown(problems, it, Set.of("RequestBodyEncoding", "RequestEncodingOptions")));
    mustBeOneOf(problems, transform, "RequestBodyEncoding", BODY_ENCODINGS);
    JsonNode options = transform.path("RequestEncodingOptions");
    mustBe(problems, transform, "RequestEncodingOptions", "an OBJECT", options.isObject());
    options.fieldNames().forEachRemaining(it -> unknown(problems, it, Set.of("ArrayFormat")));
    mustBeOneOf(problems, options, "ArrayFormat", ARRAY_FORMATS);
  }

  private static void unknown(List<String> problems, String name, Set<String> known) {
    if (!known.contains(name)) {
      problems.add(FieldProblems.unsupported(name));
    }
  }

  private static void mustBe(
      List<String> problems, JsonNode object, String name, String type, boolean isSo) {
    if (object.hasNonNull(name) && !isSo) {
      problems.add(FieldProblems.mustBe(name, type));
    }
  }

  private static void mustBeOneOf(
      List<String> problems, JsonNode object, String name, Set<String> values) {
    if (object.hasNonNull(name) && !values.contains(object.path(name).asText())) {
      problems.add(malformed(name));
    }
  }

  static String malformed(String field) {
    return "The value of the field '" + field + "' has an invalid format";
  }

  private static boolean isForbidden(String header) {
    return FORBIDDEN_HEADERS.contains(header)
        || header.startsWith("x-forwarded-")
        || header.startsWith("x-amz-")
        || header.startsWith("x-amzn-");
  }

  /** Whether something can stand behind the name of a header. */
  static boolean canBeSent(String value) {
    return HEADER_VALUE.matcher(value).matches();
  }

  /** Whether something can be the name of a header that is ours to set. */
  static boolean isHeaderName(String name) {
    return HEADER_NAME.matcher(name).matches()
        && !Set.of("connection", "content-length", "expect", "host", "upgrade")
            .contains(name.toLowerCase(Locale.ROOT));
  }

  /** An absolute address of the web; empty if a text is none. */
  static Optional<URI> address(String text) {
    try {
      URI uri = new URI(text);
      boolean isWeb =
          "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
      return isWeb && uri.getHost() != null && uri.getRawUserInfo() == null
          ? Optional.of(uri)
          : Optional.empty();
    } catch (URISyntaxException _) {
      return Optional.empty();
    }
  }

  static TaskParameters of(JsonNode parameters) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> header : parameters.path("Headers").properties()) {
      if (!OWN_HEADERS.contains(header.getKey().toLowerCase(Locale.ROOT))) {
        headers.put(header.getKey(), values(header.getValue()));
      }
    }
    Map<String, List<String>> query = new LinkedHashMap<>();
    addQuery(query, parameters.path("QueryParameters"));
    JsonNode transform = parameters.path("Transform");
    return new TaskParameters(
        address(parameters.path("ApiEndpoint").asText()).orElseThrow(),
        parameters.path("Method").asText(),
        connectionArn(parameters).asText(),
        headers,
        query,
        parameters.path("RequestBody"),
        transform.path("RequestBodyEncoding").asText().equals("URL_ENCODED")
            ? Optional.of(
                ArrayFormat.valueOf(
                    transform
                        .at("/RequestEncodingOptions/ArrayFormat")
                        .asText(ArrayFormat.INDICES.name())))
            : Optional.empty());
  }

  /** The texts of one value or of a list of them. */
  private static List<String> values(JsonNode value) {
    List<String> values = new ArrayList<>();
    if (value.isArray()) {
      value.forEach(it -> values.add(FormEncoding.text(it)));
    } else if (!value.isNull()) {
      values.add(FormEncoding.text(value));
    }
    return values;
  }

  /** An object of names and values, a text such as {@code a=1&b=2}, or a list of these. */
  private static void addQuery(Map<String, List<String>> query, JsonNode given) {
    if (given.isArray()) {
      given.forEach(it -> addQuery(query, it));
    } else if (given.isTextual()) {
      for (String pair : given.textValue().split("&")) {
        int equals = pair.indexOf('=');
        if (!pair.isEmpty()) {
          query
              .computeIfAbsent(
                  equals < 0 ? pair : pair.substring(0, equals), _ -> new ArrayList<>())
              .add(equals < 0 ? "" : pair.substring(equals + 1));
        }
      }
    } else {
      given
          .properties()
          .forEach(
              it ->
                  query
                      .computeIfAbsent(it.getKey(), _ -> new ArrayList<>())
                      .addAll(values(it.getValue())));
    }
  }
}
