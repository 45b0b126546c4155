package pawl.api.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import pawl.api.contract.Input;

/** How listings are cut into pages: {@code maxResults} and {@code nextToken}. */
final class Paging {
  private static final int DEFAULT_RESULTS = 100;

  private final PageTokens tokens;

  Paging(PageTokens tokens) {
    this.tokens = tokens;
  }

  /** How many rows are wanted; 0 means the default. */
  static int maxResults(Input input) {
    int max = input.integer("maxResults", 0);
    return max == 0 ? DEFAULT_RESULTS : max;
  }

  /** Where the wanted page begins, null for the first. */
  byte @Nullable [] position(Input input, String question) {
    String token = input.optionalText("nextToken");
    return token == null ? null : tokens.read(question, token);
  }

  /** Tells where the next page begins, if there is one. */
  void addNext(ObjectNode answer, String question, byte @Nullable [] next) {
    if (next != null) {
      answer.put("nextToken", tokens.write(question, next));
    }
  }
}
