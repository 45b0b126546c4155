package pawl.integrations.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import pawl.asl.Payload;

/** Makes a request of what a state says and what its connection adds. */
final class RequestAssembly {
  private static final String CONTENT_TYPE = "Content-Type";

  private final Map<String, String> ownHeaders;

  /**
   * Makes requests.
   *
   * @param ownHeaders that every request has, whatever a state or a connection says
   */
  RequestAssembly(Map<String, String> ownHeaders) {
    this.ownHeaders = new LinkedHashMap<>(ownHeaders);
  }

  /** A body that is a text, or a list, has no members that others could be added to. */
  static boolean canMerge(TaskParameters task, Additions additions) {
    JsonNode body = task.body();
    return additions.body().isEmpty() || body.isObject() || body.isMissingNode() || body.isNull();
  }

  /** The request, if it {@link #canMerge}. */
  Outgoing request(TaskParameters task, Additions additions) {
    Map<String, List<String>> headers = new LinkedHashMap<>(task.headers());
    additions.headers().forEach(it -> replace(headers, it.name(), it.value()));
    byte[] body = body(task, additions);
    if (body != null && !has(headers, CONTENT_TYPE)) {
      headers.put(CONTENT_TYPE, List.of("application/json; charset=UTF-8"));
    }
    ownHeaders.forEach((name, value) -> replace(headers, name, value));

    Map<String, List<String>> query = new LinkedHashMap<>(task.query());
    additions.query().forEach(it -> query.put(it.name(), List.of(it.value())));
    StringJoiner pairs = new StringJoiner("&");
    query.forEach((name, values) -> values.forEach(it -> pairs.add(FormEncoding.pair(name, it))));
    return new Outgoing(task.method(), withQuery(task.endpoint(), pairs.toString()), headers, body);
  }

  private static byte @Nullable [] body(TaskParameters task, Additions additions) {
    JsonNode body = task.body();
    if (!additions.body().isEmpty()) {
      ObjectNode merged = JsonNodeFactory.instance.objectNode();
      body.properties().forEach(it -> merged.set(it.getKey(), it.getValue()));
      additions.body().forEach(it -> merged.put(it.name(), it.value()));
      body = merged;
    }
    if (body.isMissingNode() || body.isNull()) {
      return null;
    }
    if (body.isTextual()) {
      return body.textValue().getBytes(StandardCharsets.UTF_8);
    }
    JsonNode whole = body;
    return task.form()
        .filter(_ -> whole.isObject())
        .map(arrays -> FormEncoding.of(whole, arrays).getBytes(StandardCharsets.UTF_8))
        .orElseGet(() -> Payload.of(whole).bytes());
  }

  /** Sets a header, in whatever case it was written before. */
  private static void replace(Map<String, List<String>> headers, String name, String value) {
    headers.keySet().removeIf(name::equalsIgnoreCase);
    headers.put(name, List.of(value));
  }

  private static boolean has(Map<String, List<String>> headers, String name) {
    TreeSet<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    names.addAll(headers.keySet());
    return names.contains(name);
  }

  /** An address with more query behind the one it has. */
  static URI withQuery(URI address, String query) {
    if (query.isEmpty()) {
      return address;
    }
    String text = address.toString();
    int fragment = text.indexOf('#');
    String bare = fragment < 0 ? text : text.substring(0, fragment);
    return URI.create(
        bare + (address.getRawQuery() == null ? "?" : bare.endsWith("?") ? "" : "&") + query);
  }
}
