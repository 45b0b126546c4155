package pawl.api.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import pawl.api.contract.ApiException;
import pawl.api.contract.Input;
import pawl.engine.catalogue.CatalogueReply;

/** Checks the tags of requests, and says what is wrong with a change of tags. */
final class Tags {
  static final int MOST_TAGS = 50;

  private static final String RESERVED_PREFIX = "aws:";

  /** Letters, digits, white space and some signs. */
  private static final Pattern ALLOWED = Pattern.compile("[\\p{L}\\p{N}\\s_.:/=+\\-@]*");

  private Tags() {}

  /** The tags that a new resource gets. */
  static Map<String, String> ofNew(Input request) {
    Map<String, String> tags = of(request);
    if (tags.size() > MOST_TAGS) {
      throw tooMany(MOST_TAGS);
    }
    return tags;
  }

  /** The tags of a request. Of two with one key the last counts. */
  static Map<String, String> of(Input request) {
    Map<String, String> tags = new LinkedHashMap<>();
    for (Input tag : request.structures("tags")) {
      String key = tag.optionalText("key");
      String value = tag.optionalText("value");
      if (key != null) {
        tags.put(checkKey(key), value == null ? "" : checkCharacters(value));
      }
    }
    return tags;
  }

  private static String checkKey(String key) {
    if (key.regionMatches(true, 0, RESERVED_PREFIX, 0, RESERVED_PREFIX.length())) {
      throw invalid("aws: prefixed tag key names are not allowed for external use");
    }
    return checkCharacters(key);
  }

  private static String checkCharacters(String text) {
    if (!ALLOWED.matcher(text).matches()) {
      throw invalid(
          "Tags may only contain Unicode letters, digits, white space, or these symbols: _ . : / ="
              + " + - @");
    }
    return text;
  }

  private static ApiException invalid(String what) {
    return ApiException.service("ValidationException", what);
  }

  /** The answer to a change of tags. */
  static ObjectNode answer(String resourceArn, CatalogueReply.OfTag reply) {
    return switch (reply) {
      case CatalogueReply.Done() -> Answers.object();
      case CatalogueReply.NoSuchResource() -> throw notFound(resourceArn);
      case CatalogueReply.TooMany(int most) -> throw tooMany(most);
    };
  }

  static ApiException notFound(String resourceArn) {
    return ApiException.service("ResourceNotFound", "Resource not found: '" + resourceArn + "'");
  }

  private static ApiException tooMany(int most) {
    return ApiException.service("TooManyTags", "A resource can have at most " + most + " tags");
  }
}
