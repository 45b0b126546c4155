package pawl.integrations.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Field;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import pawl.asl.Json;
import pawl.integrations.FakeService.Request;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.PayloadTrait;
import software.amazon.awssdk.core.traits.RequiredTrait;
import software.amazon.awssdk.protocols.core.OperationInfo;

/**
 * What one operation of a service takes and gives on the wire, as the AWS SDK's own descriptions of
 * its requests and responses say it.
 */
record ServiceContract(
    String operation,
    OperationInfo binding,
    List<SdkField<?>> request,
    List<SdkField<?>> response) {
  private static final String SERVICES = "software.amazon.awssdk.services.";

  private static final Map<String, ServiceContract> KNOWN = new ConcurrentHashMap<>();

  static ServiceContract of(String module, String operation) {
    return KNOWN.computeIfAbsent(module + ":" + operation, _ -> read(module, operation));
  }

  private static ServiceContract read(String module, String operation) {
    String name = Character.toUpperCase(operation.charAt(0)) + operation.substring(1);
    try {
      Field binding =
          Class.forName(SERVICES + module + ".transform." + name + "RequestMarshaller")
              .getDeclaredField("SDK_OPERATION_BINDING");
      binding.setAccessible(true);
      return new ServiceContract(
          operation,
          (OperationInfo) binding.get(null),
          fields(SERVICES + module + ".model." + name + "Request"),
          fields(SERVICES + module + ".model." + name + "Response"));
    } catch (ReflectiveOperationException e) {
      throw new AssertionError("No operation " + module + ":" + operation, e);
    }
  }

  private static List<SdkField<?>> fields(String className) throws ReflectiveOperationException {
    return ((SdkPojo) Class.forName(className).getMethod("builder").invoke(null)).sdkFields();
  }

  /** Whether a request is one of this operation. */
  boolean isOf(Request it) {
    return binding.operationIdentifier() != null
        ? it.header("X-Amz-Target").equals(binding.operationIdentifier())
        : it.method().equals(binding.httpMethod().name()) && path(it).matches();
  }

  private Matcher path(Request it) {
    String template =
        Stream.of(binding.requestUri().replaceAll("\\?.*", "").split("(?=\\{)|(?<=\\})"))
            .map(part -> part.startsWith("{") ? "([^/]+)" : Pattern.quote(part))
            .reduce("", String::concat);
    return Pattern.compile(template).matcher(URI.create(it.path()).getRawPath());
  }

  /** All that was sent, by the names that members have in Step Functions. */
  ObjectNode input(Request it) {
    ObjectNode input = Json.MAPPER.createObjectNode();
    ObjectNode body = body(it);
    Map<String, String> query = query(it);
    List<String> variables =
        Pattern.compile("\\{([^}+]+)\\+?}")
            .matcher(binding.requestUri())
            .results()
            .map(found -> found.group(1))
            .toList();
    Matcher path = path(it);
    boolean hasPath = path.matches();
    for (SdkField<?> field : request) {
      String name =
          Character.toUpperCase(field.memberName().charAt(0)) + field.memberName().substring(1);
      String wireName = field.locationName();
      if (field.containsTrait(PayloadTrait.class)) {
        input.put(name, it.body());
      } else if (field.location() == MarshallLocation.PAYLOAD && body.has(wireName)) {
        input.set(name, body.get(wireName));
      } else if (field.location() == MarshallLocation.QUERY_PARAM && query.containsKey(wireName)) {
        input.put(name, query.get(wireName));
      } else if (field.location() == MarshallLocation.PATH && hasPath) {
        input.put(
            name,
            URLDecoder.decode(path.group(variables.indexOf(wireName) + 1), StandardCharsets.UTF_8));
      }
    }
    return input;
  }

  private ObjectNode body(Request it) {
    boolean isWhole = request.stream().anyMatch(field -> field.containsTrait(PayloadTrait.class));
    try {
      return isWhole || it.body().isEmpty()
          ? Json.MAPPER.createObjectNode()
          : (ObjectNode) Json.MAPPER.readTree(it.body());
    } catch (Exception e) {
      throw new AssertionError("No JSON: " + it.body(), e);
    }
  }

  private static Map<String, String> query(Request it) {
    Map<String, String> query = new TreeMap<>();
    String raw = URI.create(it.path()).getRawQuery();
    if (raw != null) {
      Arrays.stream(raw.split("&"))
          .map(pair -> pair.split("=", 2))
          .forEach(pair -> query.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }
    return query;
  }

  /** What the service would refuse a request for. */
  List<String> violationsOf(Request it) {
    List<String> violations = new ArrayList<>();
    List<SdkField<?>> inBody =
        request.stream().filter(field -> field.location() == MarshallLocation.PAYLOAD).toList();
    members(inBody, body(it), operation, true, violations);
    ObjectNode input = input(it);
    for (SdkField<?> field : request) {
      boolean isRequired = field.containsTrait(RequiredTrait.class);
      boolean isElsewhere =
          field.location() != MarshallLocation.PAYLOAD
              && field.location() != MarshallLocation.HEADER;
      String name =
          Character.toUpperCase(field.memberName().charAt(0)) + field.memberName().substring(1);
      if (isRequired && isElsewhere && !input.has(name)) {
        violations.add(operation + "." + name + " is missing");
      }
    }
    return violations;
  }

  /** What the service would never answer. */
  List<String> violationsOf(JsonNode answer) {
    List<String> violations = new ArrayList<>();
    members(response, answer, operation + " answer", false, violations);
    return violations;
  }

  private static void members(
      List<SdkField<?>> fields,
      JsonNode object,
      String path,
      boolean isRequest,
      List<String> violations) {
    Map<String, SdkField<?>> known = new TreeMap<>();
    fields.forEach(field -> known.put(field.locationName(), field));
    object
        .properties()
        .forEach(
            member -> {
              SdkField<?> field = known.get(member.getKey());
              if (field == null) {
                violations.add(path + "." + member.getKey() + " is unknown");
              } else {
                value(
                    field, member.getValue(), path + "." + member.getKey(), isRequest, violations);
              }
            });
    if (isRequest) {
      known.values().stream()
          .filter(field -> field.containsTrait(RequiredTrait.class))
          .filter(field -> !field.containsTrait(PayloadTrait.class))
          .filter(field -> !object.hasNonNull(field.locationName()))
          .forEach(field -> violations.add(path + "." + field.locationName() + " is missing"));
    }
  }

  private static void value(
      SdkField<?> field, JsonNode value, String path, boolean isRequest, List<String> violations) {
    boolean fits =
        switch (field.marshallingType().getKnownType()) {
          case STRING, SDK_BYTES -> value.isTextual();
          case INTEGER, LONG, SHORT, BYTE -> value.isIntegralNumber();
          case FLOAT, DOUBLE, BIG_DECIMAL -> value.isNumber();
          case BOOLEAN -> value.isBoolean();
          case INSTANT -> value.isNumber() || value.isTextual();
          case SDK_POJO, MAP -> value.isObject();
          case LIST -> value.isArray();
          case DOCUMENT, NULL -> true;
        };
    if (!fits) {
      violations.add(path + " is no " + field.marshallingType().getKnownType());
      return;
    }
    switch (field.marshallingType().getKnownType()) {
      case SDK_POJO ->
          members(field.constructor().get().sdkFields(), value, path, isRequest, violations);
      case LIST ->
          value.forEach(
              element ->
                  value(
                      field.getTrait(ListTrait.class).memberFieldInfo(),
                      element,
                      path + "[]",
                      isRequest,
                      violations));
      case MAP ->
          value
              .properties()
              .forEach(
                  entry ->
                      value(
                          field.getTrait(MapTrait.class).valueFieldInfo(),
                          entry.getValue(),
                          path + "." + entry.getKey(),
                          isRequest,
                          violations));
      default -> {}
    }
  }
}
