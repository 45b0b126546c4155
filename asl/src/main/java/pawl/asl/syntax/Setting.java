package pawl.asl.syntax;

import com.fasterxml.jackson.databind.JsonNode;

/** A field that is written as a value (Seconds) or, in JSONPath states, as a path (SecondsPath). */
public sealed interface Setting {
  /** A literal, or in JSONata states a JSONata string. */
  record Value(JsonNode value) implements Setting {}

  /** A path, or where the language allows it an intrinsic call. */
  record AtPath(String path) implements Setting {}
}
