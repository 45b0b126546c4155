package pawl.integrations.job;

import com.fasterxml.jackson.databind.JsonNode;

/** Descriptions of jobs as causes of failures. */
final class Causes {
  /** The longest cause of AWS's API. */
  private static final int MOST_CHARACTERS = 32_768;

  private Causes() {}

  /** The JSON text; what is longer than a cause may be is cut off, and then is no JSON. */
  static String of(JsonNode description) {
    String text = description.toString();
    return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS);
  }
}
