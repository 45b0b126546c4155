package pawl.server;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whose web pages may call the server. Without being told it is those of this machine, and those
 * that the server itself has sent: whoever can serve a page from this machine's loopback address
 * can reach the server's port anyway. A page from elsewhere in a browser on this machine is refused
 * what its author could not do either.
 *
 * @param named as browsers write them, in lower case
 * @param any whether everybody's may
 */
public record Origins(Set<String> named, boolean any) {
  /** The origins of this machine. */
  static final Origins OWN = new Origins(Set.of(), false);

  private static final Pattern LOOPBACK =
      Pattern.compile("(.+\\.)?localhost|127(\\.[0-9]{1,3}){3}|\\[::1]");

  /** An address instead of a name: no name server can make it mean another machine. */
  private static final Pattern ADDRESS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|\\[.*]");

  public Origins {
    named = Set.copyOf(named);
  }

  /**
   * Reads origins as a user wrote them.
   *
   * @throws StartException if one is neither an origin nor {@code *}
   */
  static Origins of(List<String> texts) {
    Set<String> named = new TreeSet<>();
    for (String text : texts) {
      if (!text.equals("*")) {
        named.add(check(text));
      }
    }
    return new Origins(named, texts.contains("*"));
  }

  private static String check(String text) {
    String origin = text.toLowerCase(Locale.ROOT);
    URI uri = parse(origin);
    if (uri == null || !origin.equals(uri.getScheme() + "://" + uri.getRawAuthority())) {
      throw new StartException(
          "'%s' is no origin of web pages; one is https://example.org or http://example.org:8080, without a path, or *"
              .formatted(text));
    }
    return origin;
  }

  /**
   * Whether pages of an origin may call.
   *
   * @param host that the request was sent to, with its port; null if it does not say
   * @param local whether the request comes from this machine
   */
  boolean allow(String origin, @Nullable String host, boolean local) {
    String asked = origin.toLowerCase(Locale.ROOT);
    if (any || named.contains(asked)) {
      return true;
    }
    URI uri = parse(asked);
    if (uri == null || uri.getHost() == null) {
      return false;
    }
    return LOOPBACK.matcher(uri.getHost()).matches()
        || (asked.endsWith("://" + host) && isTrulyOwn(uri.getHost(), local));
  }

  /**
   * Whether a page that came from {@code host} may read from it, as far as that can be told: a
   * browser does not name the origin of a page that reads from where it came from.
   *
   * @param host that the request was sent to, with its port; empty if it does not say
   */
  boolean allowReading(String host, boolean local) {
    return host.isEmpty()
        || allow("http://" + host, host, local)
        || named.contains("https://" + host);
  }

  /**
   * Whether a page that names this server as its origin has come from it. In a browser on this
   * machine a name proves nothing: its owner may have let it point at another machine a moment ago,
   * from which the page came.
   */
  private static boolean isTrulyOwn(String host, boolean local) {
    return !local || ADDRESS.matcher(host).matches();
  }

  private static @Nullable URI parse(String origin) {
    try {
      URI uri = new URI(origin);
      String scheme = uri.getScheme();
      return uri.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))
          ? null
          : uri;
    } catch (URISyntaxException _) {
      return null;
    }
  }
}
