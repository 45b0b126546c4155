package pawl.integrations.sdk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.core.traits.PayloadTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

/**
 * Turns a response of the SDK into JSON as AWS Step Functions shows it: members in Pascal case,
 * times in ISO-8601 or milliseconds, a body as text, other bytes in Base64; what the service did
 * not send is not there.
 */
final class ResponseWriter {
  private static final JsonNodeFactory JSON = JsonNodeFactory.withExactBigDecimals(true);

  private final MemberNames names;
  private final Times times;

  ResponseWriter(MemberNames names, Times times) {
    this.names = names;
    this.times = times;
  }

  ObjectNode write(SdkPojo pojo) {
    ObjectNode object = JSON.objectNode();
    MemberNames own = names.within(pojo);
    for (SdkField<?> field : pojo.sdkFields()) {
      Object value = field.getValueOrDefault(pojo);
      if (value == null
          || value instanceof SdkAutoConstructList<?>
          || value instanceof SdkAutoConstructMap<?, ?>) {
        continue;
      }
      object.set(
          own.of(field),
          value instanceof SdkBytes bytes && field.containsTrait(PayloadTrait.class)
              ? text(bytes)
              : value(value));
    }
    return object;
  }

  /** The body of a streamed response. */
  static JsonNode text(SdkBytes bytes) {
    return JSON.textNode(new String(bytes.asByteArrayUnsafe(), StandardCharsets.UTF_8));
  }

  private JsonNode value(@Nullable Object value) {
    return switch (value) {
      case null -> JSON.nullNode();
      case String text -> JSON.textNode(text);
      case Boolean flag -> JSON.booleanNode(flag);
      case Integer number -> JSON.numberNode(number);
      case Long number -> JSON.numberNode(number);
      case Short number -> JSON.numberNode(number);
      case Byte number -> JSON.numberNode(number);
      case Float number -> JSON.numberNode(number);
      case Double number -> JSON.numberNode(number);
      case BigDecimal number -> JSON.numberNode(number);
      case Instant time ->
          switch (times) {
            case ISO_8601 -> JSON.textNode(time.toString());
            case MILLISECONDS -> JSON.numberNode(time.toEpochMilli());
          };
      case SdkBytes bytes ->
          JSON.textNode(Base64.getEncoder().encodeToString(bytes.asByteArrayUnsafe()));
      case SdkPojo pojo -> write(pojo);
      case Document document -> document(document);
      case List<?> list -> {
        ArrayNode array = JSON.arrayNode(list.size());
        list.forEach(each -> array.add(value(each)));
        yield array;
      }
      case Map<?, ?> map -> {
        ObjectNode object = JSON.objectNode();
        map.forEach((key, each) -> object.set(String.valueOf(key), value(each)));
        yield object;
      }
      default -> throw new IllegalStateException("A field of " + value.getClass());
    };
  }

  private static JsonNode document(Document document) {
    if (document.isMap()) {
      ObjectNode object = JSON.objectNode();
      document.asMap().forEach((key, each) -> object.set(key, document(each)));
      return object;
    }
    if (document.isList()) {
      ArrayNode array = JSON.arrayNode();
      document.asList().forEach(each -> array.add(document(each)));
      return array;
    }
    if (document.isNumber()) {
      return JSON.numberNode(document.asNumber().bigDecimalValue());
    }
    if (document.isBoolean()) {
      return JSON.booleanNode(document.asBoolean());
    }
    return document.isNull() ? JSON.nullNode() : JSON.textNode(document.asString());
  }
}
