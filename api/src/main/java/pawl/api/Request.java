package pawl.api;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP request, as far as the protocol looks at it.
 *
 * @param path without the query
 */
public record Request(String method, String path, Headers headers, byte[] body) {

  /** The request's header fields. */
  @FunctionalInterface
  public interface Headers {
    /** The value of the field of that name, whatever its case; null if there is none. */
    @Nullable String get(String name);

    /** Header fields from a map whose keys may be written in any case. */
    static Headers of(Map<String, String> fields) {
      Map<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      copy.putAll(fields);
      return copy::get;
    }
  }
}
