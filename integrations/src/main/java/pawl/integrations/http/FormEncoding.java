package pawl.integrations.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** JSON as {@code application/x-www-form-urlencoded}. */
final class FormEncoding {
  private final ArrayFormat arrays;
  private final StringJoiner pairs = new StringJoiner("&");

  /** How the name of an array's element is written. */
  enum ArrayFormat {
    /** {@code a[0]=x&a[1]=y}. */
    INDICES,
    /** {@code a=x&a=y}. */
    REPEAT,
    /** {@code a=x,y}. */
    COMMAS,
    /** {@code a[]=x&a[]=y}. */
    BRACKETS
  }

  private FormEncoding(ArrayFormat arrays) {
    this.arrays = arrays;
  }

  /** The members of an object; members of members are named in brackets. */
  static String of(JsonNode object, ArrayFormat arrays) {
    FormEncoding encoding = new FormEncoding(arrays);
    object.properties().forEach(it -> encoding.add(it.getKey(), it.getValue()));
    return encoding.pairs.toString();
  }

  /** Names and values. */
  static String pairs(Map<String, String> pairs) {
    StringJoiner joined = new StringJoiner("&");
    pairs.forEach((name, value) -> joined.add(pair(name, value)));
    return joined.toString();
  }

  /** A name with its value. */
  static String pair(String name, String value) {
    return encoded(name) + "=" + encoded(value);
  }

  /** As AWS does it, a blank is {@code %20}. */
  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }

  private void add(String name, JsonNode value) {
    if (value.isObject()) {
      value.properties().forEach(it -> add(name + "[" + it.getKey() + "]", it.getValue()));
    } else if (value.isArray()) {
      addArray(name, value);
    } else {
      pairs.add(pair(name, text(value)));
    }
  }

  private void addArray(String name, JsonNode array) {
    if (arrays == ArrayFormat.COMMAS) {
      List<String> elements = new ArrayList<>();
      array.forEach(it -> elements.add(text(it)));
      if (!elements.isEmpty()) {
        pairs.add(pair(name, String.join(",", elements)));
      }
      return;
    }
    for (int i = 0; i < array.size(); i++) {
      add(
          switch (arrays) {
            case INDICES -> name + "[" + i + "]";
            case BRACKETS -> name + "[]";
            case REPEAT, COMMAS -> name;
          },
          array.get(i));
    }
  }

  /** A text as it is, nothing for null, else the JSON text. */
  static String text(JsonNode value) {
    if (value.isNull()) {
      return "";
    }
    return value.isContainerNode() ? value.toString() : value.asText();
  }
}
