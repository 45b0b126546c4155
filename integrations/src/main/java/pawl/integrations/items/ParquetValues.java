package pawl.integrations.items;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hardwood.row.PqList;
import dev.hardwood.row.PqMap;
import dev.hardwood.row.PqStruct;
import dev.hardwood.row.StructAccessor;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * Values of Parquet as JSON: numbers, booleans and texts as themselves, times as milliseconds since
 * 1970, dates and times of day as texts of ISO 8601, bytes as Base64. Structures are objects, lists
 * arrays, maps objects under their keys as texts.
 */
final class ParquetValues {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private ParquetValues() {}

  static ObjectNode object(StructAccessor struct) {
    ObjectNode object = JSON.objectNode();
    for (int field = 0; field < struct.getFieldCount(); field++) {
      object.set(
          struct.getFieldName(field),
          struct.isNull(field) ? JSON.nullNode() : json(struct.getValue(field)));
    }
    return object;
  }

  private static JsonNode json(@Nullable Object value) {
    return switch (value) {
      case null -> JSON.nullNode();
      case Boolean truth -> JSON.booleanNode(truth);
      case Integer number -> JSON.numberNode(number);
      case Long number -> JSON.numberNode(number);
      case Float number -> floating(number);
      case Double number -> floating(number);
      case BigDecimal number -> JSON.numberNode(number);
      case String text -> JSON.textNode(text);
      case byte[] bytes -> JSON.binaryNode(bytes);
      case Instant time -> JSON.numberNode(time.toEpochMilli());
      case LocalTime time -> JSON.textNode(DateTimeFormatter.ISO_LOCAL_TIME.format(time));
      case LocalDateTime time -> JSON.numberNode(time.toInstant(ZoneOffset.UTC).toEpochMilli());
      case PqStruct struct -> object(struct);
      case PqList list -> array(list);
      case PqMap map -> object(map);
      default -> JSON.textNode(value.toString()); // dates, UUIDs
    };
  }

  /** A float keeps the digits it is written with; what is no number in JSON is a text. */
  private static JsonNode floating(Number number) {
    return Double.isFinite(number.doubleValue())
        ? JSON.numberNode(Double.parseDouble(number.toString()))
        : JSON.textNode(number.toString());
  }

  private static ArrayNode array(PqList list) {
    ArrayNode array = JSON.arrayNode(list.size());
    for (int i = 0; i < list.size(); i++) {
      array.add(list.isNull(i) ? JSON.nullNode() : json(list.get(i)));
    }
    return array;
  }

  private static ObjectNode object(PqMap map) {
    ObjectNode object = JSON.objectNode();
    for (PqMap.Entry entry : map.getEntries()) {
      object.set(
          json(entry.getKey()).asText(),
          entry.isValueNull() ? JSON.nullNode() : json(entry.getValue()));
    }
    return object;
  }
}
