package pawl.api.operation;

import java.util.LinkedHashMap;
import java.util.Map;
import pawl.api.contract.ApiException;
import pawl.api.contract.Input;

/** The tags that a new resource gets. */
final class Tags {
  private static final int MAX_TAGS = 50;

  private Tags() {}

  static Map<String, String> of(Input request) {
    Map<String, String> tags = new LinkedHashMap<>();
    for (Input tag : request.structures("tags")) {
      String key = tag.optionalText("key");
      String value = tag.optionalText("value");
      if (key != null) {
        tags.put(key, value == null ? "" : value);
      }
    }
    if (tags.size() > MAX_TAGS) {
      throw ApiException.service(
          "TooManyTags", "A resource can have at most " + MAX_TAGS + " tags");
    }
    return tags;
  }
}
