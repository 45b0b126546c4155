package pawl.integrations.sdk;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pawl.asl.Json;
import pawl.integrations.FieldProblems;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.core.protocol.MarshallingKnownType;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.traits.DefaultValueTrait;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.PayloadTrait;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/**
 * Fills a request of the SDK from JSON and collects what does not fit.
 *
 * <p>As AWS Step Functions does: members are named in Pascal case whatever the service calls them,
 * by either of the {@link MemberNames}; a member that is null is not set; a text member takes an
 * object or array as its JSON text; a member that is the whole HTTP body takes any value as its
 * JSON text, other binary members take Base64.
 */
final class RequestReader {
  private static final String TEXT = "text/plain; charset=UTF-8";

  private final List<String> problems = new ArrayList<>();

  List<String> problems() {
    return problems;
  }

  /** Sets the fields of {@code builder} from the members of {@code parameters}. */
  void fill(SdkPojo builder, JsonNode parameters) {
    if (!parameters.isObject()) {
      problems.add("The parameters must be an OBJECT");
      return;
    }
    Map<String, SdkField<?>> fields = MemberNames.fieldsOf(builder);
    for (Map.Entry<String, JsonNode> member : parameters.properties()) {
      SdkField<?> field = fields.get(member.getKey());
      if (field == null) {
        problems.add(FieldProblems.unsupported(member.getKey()));
      } else if (!member.getValue().isNull()) {
        value(field, member.getKey(), member.getValue()).ifPresent(it -> field.set(builder, it));
      }
    }
  }

  /**
   * Sets the fields by which a service knows a call again. The SDK would make up another value each
   * time.
   */
  static void nameCall(SdkPojo builder, String token) {
    for (SdkField<?> field : builder.sdkFields()) {
      if (field.containsTrait(DefaultValueTrait.class)
          && field.marshallingType().getKnownType() == MarshallingKnownType.STRING) {
        field.set(builder, token);
      }
    }
  }

  /** The JSON text of a value as bytes; raw bytes stay what they are. */
  static SdkBytes content(JsonNode value) {
    try {
      return SdkBytes.fromByteArrayUnsafe(
          value.isBinary() ? value.binaryValue() : Json.MAPPER.writeValueAsBytes(value));
    } catch (IOException e) {
      throw new IllegalStateException("A JSON tree could not be written", e);
    }
  }

  /** A value as the streamed body of a request, of the content type that AWS declares. */
  static RequestBody body(JsonNode value) {
    SdkBytes content = content(value);
    return value.isBinary()
        ? RequestBody.fromBytes(content.asByteArrayUnsafe())
        : RequestBody.fromContentProvider(
            content::asInputStream, content.asByteArrayUnsafe().length, TEXT);
  }

  private Optional<Object> value(SdkField<?> field, String name, JsonNode value) {
    return switch (field.marshallingType().getKnownType()) {
      case STRING -> text(name, value);
      case INTEGER ->
          value.canConvertToInt() && isWhole(value)
              ? Optional.of(value.intValue())
              : unfit(name, "an INTEGER");
      case SHORT, BYTE -> small(field, name, value);
      case LONG ->
          value.canConvertToLong() && isWhole(value)
              ? Optional.of(value.longValue())
              : unfit(name, "a LONG");
      case FLOAT -> value.isNumber() ? Optional.of(value.floatValue()) : unfit(name, "a FLOAT");
      case DOUBLE -> value.isNumber() ? Optional.of(value.doubleValue()) : unfit(name, "a DOUBLE");
      case BIG_DECIMAL ->
          value.isNumber() ? Optional.of(value.decimalValue()) : unfit(name, "a NUMBER");
      case BOOLEAN ->
          value.isBoolean() ? Optional.of(value.booleanValue()) : unfit(name, "a BOOLEAN");
      case INSTANT -> time(name, value);
      case SDK_BYTES -> bytes(field, name, value);
      case SDK_POJO ->
          value.isObject() ? Optional.of(structure(field, value)) : unfit(name, "an OBJECT");
      case LIST -> list(field, name, value);
      case MAP -> map(field, name, value);
      case DOCUMENT -> Optional.of(document(value));
      case NULL -> Optional.empty();
    };
  }

  private Optional<Object> unfit(String name, String type) {
    problems.add(FieldProblems.mustBe(name, type));
    return Optional.empty();
  }

  private static boolean isWhole(JsonNode value) {
    return value.isIntegralNumber();
  }

  private Optional<Object> text(String name, JsonNode value) {
    if (value.isTextual()) {
      return Optional.of(value.textValue());
    }
    return value.isContainerNode()
        ? Optional.of(new String(content(value).asByteArrayUnsafe(), StandardCharsets.UTF_8))
        : unfit(name, "a STRING");
  }

  private Optional<Object> small(SdkField<?> field, String name, JsonNode value) {
    if (!value.canConvertToInt() || !isWhole(value)) {
      return unfit(name, "an INTEGER");
    }
    boolean isShort = field.marshallingType().getTargetClass() == Short.class;
    int number = value.intValue();
    if (number != (isShort ? (short) number : (byte) number)) {
      return unfit(name, "an INTEGER");
    }
    return Optional.of(isShort ? (Object) (short) number : (Object) (byte) number);
  }

  /** ISO-8601 with an offset, or seconds since 1970. */
  private Optional<Object> time(String name, JsonNode value) {
    try {
      if (value.isTextual()) {
        return Optional.of(OffsetDateTime.parse(value.textValue()).toInstant());
      }
      if (value.isNumber()) {
        return Optional.of(
            Instant.ofEpochMilli(value.decimalValue().movePointRight(3).longValue()));
      }
    } catch (DateTimeException _) {
      // falls through to the problem
    }
    return unfit(name, "a TIMESTAMP");
  }

  private Optional<Object> bytes(SdkField<?> field, String name, JsonNode value) {
    if (value.isBinary() || field.containsTrait(PayloadTrait.class)) {
      return Optional.of(content(value));
    }
    if (!value.isTextual()) {
      return value.isContainerNode() ? Optional.of(content(value)) : unfit(name, "a STRING");
    }
    try {
      return Optional.of(
          SdkBytes.fromByteArrayUnsafe(Base64.getDecoder().decode(value.textValue())));
    } catch (IllegalArgumentException _) {
      return unfit(name, "a Base64 encoded STRING");
    }
  }

  private Object structure(SdkField<?> field, JsonNode value) {
    SdkPojo builder = field.constructor().get();
    fill(builder, value);
    return ((SdkBuilder<?, ?>) builder).build();
  }

  private Optional<Object> list(SdkField<?> field, String name, JsonNode value) {
    if (!value.isArray()) {
      return unfit(name, "an ARRAY");
    }
    SdkField<?> element = field.getRequiredTrait(ListTrait.class).memberFieldInfo();
    List<@Nullable Object> elements = new ArrayList<>(value.size());
    for (JsonNode each : value) {
      elements.add(each.isNull() ? null : value(element, name, each).orElse(null));
    }
    return Optional.of(elements);
  }

  private Optional<Object> map(SdkField<?> field, String name, JsonNode value) {
    if (!value.isObject()) {
      return unfit(name, "an OBJECT");
    }
    SdkField<?> element = field.getRequiredTrait(MapTrait.class).valueFieldInfo();
    Map<String, @Nullable Object> elements = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> each : value.properties()) {
      JsonNode inner = each.getValue();
      elements.put(
          each.getKey(), inner.isNull() ? null : value(element, each.getKey(), inner).orElse(null));
    }
    return Optional.of(elements);
  }

  private static Document document(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT -> {
        Map<String, Document> members = new LinkedHashMap<>();
        value.properties().forEach(it -> members.put(it.getKey(), document(it.getValue())));
        yield Document.fromMap(members);
      }
      case ARRAY -> {
        List<Document> elements = new ArrayList<>();
        value.forEach(it -> elements.add(document(it)));
        yield Document.fromList(elements);
      }
      case NUMBER -> Document.fromNumber(value.asText());
      case BOOLEAN -> Document.fromBoolean(value.booleanValue());
      case STRING -> Document.fromString(value.textValue());
      case NULL, MISSING -> Document.fromNull();
      case BINARY, POJO -> throw new IllegalStateException("No JSON value: " + value);
    };
  }
}
