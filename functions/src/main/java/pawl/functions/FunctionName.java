package pawl.functions;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A function as callers name it: bare name, {@code name:qualifier}, partial ARN ({@code
 * ACCOUNT:function:NAME}) or full ARN, with or without qualifier.
 *
 * @param region null if the form has none
 * @param account null if the form has none
 * @param qualifier version or alias, null if the form has none
 */
public record FunctionName(
    @Nullable String region, @Nullable String account, String name, @Nullable String qualifier) {

  private static final Pattern FORM =
      Pattern.compile(
          "(?:arn:aws[a-zA-Z-]*:lambda:)?(?:(?<region>[a-z]{2}(?:-[a-z]+)+-\\d):)?(?:(?<account>\\d{12}):)?"
              + "(?:function:)?(?<name>[a-zA-Z0-9-_]+)(?::(?<qualifier>\\$LATEST|[a-zA-Z0-9-_]+))?");

  private static final int MOST_KNOWN = 1_000;

  /** Callers name the same few functions again and again. */
  private static final Map<String, FunctionName> KNOWN = new ConcurrentHashMap<>();

  /** Reads any of the forms; empty if the text has none of them. */
  public static Optional<FunctionName> parse(String text) {
    FunctionName known = KNOWN.get(text);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<FunctionName> read = read(text);
    if (read.isPresent() && KNOWN.size() < MOST_KNOWN) {
      KNOWN.put(text, read.get());
    }
    return read;
  }

  private static Optional<FunctionName> read(String text) {
    Matcher matcher = FORM.matcher(text);
    boolean wholeArn = text.startsWith("arn:");
    if (text.length() > 256 || !matcher.matches()) {
      return Optional.empty();
    }
    FunctionName name =
        new FunctionName(
            matcher.group("region"),
            matcher.group("account"),
            matcher.group("name"),
            matcher.group("qualifier"));
    boolean complete = name.region() != null && name.account() != null;
    return (wholeArn && !complete) || name.name().length() > 64
        ? Optional.empty()
        : Optional.of(name);
  }

  boolean isIn(String ownRegion, String ownAccount) {
    return (region == null || region.equals(ownRegion))
        && (account == null || account.equals(ownAccount));
  }

  String arn(String ownRegion, String ownAccount) {
    return "arn:aws:lambda:"
        + (region == null ? ownRegion : region)
        + ":"
        + (account == null ? ownAccount : account)
        + ":function:"
        + name;
  }
}
