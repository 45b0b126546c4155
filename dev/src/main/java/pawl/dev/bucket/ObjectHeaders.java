package pawl.dev.bucket;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is kept with an object beside its bytes, by the names of the headers in lower case.
 *
 * @param values content type, content encoding, the user's own metadata ...
 */
record ObjectHeaders(Map<String, String> values) {
  static final ObjectHeaders NONE = new ObjectHeaders(Map.of());

  private static final Set<String> KEPT =
      Set.of(
          "content-type",
          "content-encoding",
          "content-disposition",
          "content-language",
          "cache-control",
          "expires");

  ObjectHeaders {
    values = Map.copyOf(values);
  }

  /** Those of a request that belong to the object. */
  static ObjectHeaders of(Map<String, ? extends Iterable<String>> request) {
    Map<String, String> kept = new TreeMap<>();
    request.forEach(
        (name, values) -> {
          String lower = name.toLowerCase(Locale.ROOT);
          if (KEPT.contains(lower) || lower.startsWith("x-amz-meta-")) {
            kept.put(lower, values.iterator().next());
          }
        });
    String encoding = kept.remove("content-encoding");
    if (encoding != null) {
      // The framing of the request is no property of the object.
      String own =
          encoding.replaceAll("(?i)\\s*aws-chunked\\s*,?|,\\s*aws-chunked\\s*", "").strip();
      if (!own.isEmpty()) {
        kept.put("content-encoding", own);
      }
    }
    return new ObjectHeaders(kept);
  }
}
