package pawl.integrations.sdk;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/**
 * What optimised integrations tell about the HTTP exchange: the members {@code SdkHttpMetadata} and
 * {@code SdkResponseMetadata} of their outputs.
 */
public final class Metadata {
  private Metadata() {}

  /** The output with the two members added and all in alphabetical order, as AWS prints them. */
  public static ObjectNode added(ObjectNode output, SdkOutcome.HttpAnswer http) {
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    ObjectNode exchange = all.putObject("SdkHttpMetadata");
    ObjectNode lists = exchange.putObject("AllHttpHeaders");
    ObjectNode singles = exchange.putObject("HttpHeaders");
    new TreeMap<>(http.headers())
        .forEach(
            (name, values) -> {
              values.forEach(lists.putArray(name)::add);
              singles.put(name, values.isEmpty() ? "" : values.getFirst());
            });
    exchange.put("HttpStatusCode", http.status());
    all.putObject("SdkResponseMetadata").put("RequestId", http.requestId());
    all.setAll(output);
    ObjectNode sorted = JsonNodeFactory.instance.objectNode();
    all.properties().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(member -> sorted.set(member.getKey(), member.getValue()));
    return sorted;
  }
}
