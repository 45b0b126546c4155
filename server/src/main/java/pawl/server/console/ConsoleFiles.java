package pawl.server.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The console's pages and scripts, from the class path. It may be missing: Pawl can be built
 * without it.
 */
public final class ConsoleFiles {
  private static final String ROOT = "/pawl/console/";
  private static final String INDEX = "index.html";

  /** No path leads out of the folder. */
  private static final Pattern NAME =
      Pattern.compile("([A-Za-z0-9_-][A-Za-z0-9._-]*/)*[A-Za-z0-9_-][A-Za-z0-9._-]*");

  /** Files of this folder bear a hash of their content in their names. */
  private static final String HASHED = "assets/";

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "json", "application/json",
          "svg", "image/svg+xml",
          "png", "image/png",
          "woff2", "font/woff2",
          "txt", "text/plain; charset=utf-8");

  /**
   * Scripts and data come from here alone, and nobody may put the console into a frame. The editor
   * of texts makes style elements while it runs.
   */
  private static final String POLICY =
      "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self'"
          + " data: blob:; connect-src 'self'; worker-src 'self'; object-src 'none'; base-uri"
          + " 'none'; form-action 'none'; frame-ancestors 'none'";

  private final Map<String, Optional<byte[]>> read = new ConcurrentHashMap<>();

  /** Whether the console was built. */
  public boolean isThere() {
    return read(INDEX).isPresent();
  }

  /** The page that every address of the console begins with; it looks at the address itself. */
  public Optional<ConsoleAnswer> index(boolean zipped) {
    return file("/" + INDEX, zipped);
  }

  /**
   * The file at {@code path}.
   *
   * @param zipped whether the client understands gzip
   */
  public Optional<ConsoleAnswer> file(String path, boolean zipped) {
    String name = path.substring(1);
    if (!NAME.matcher(name).matches() || name.endsWith(".gz")) {
      return Optional.empty();
    }
    Optional<byte[]> packed = zipped ? read(name + ".gz") : Optional.empty();
    return packed
        .or(() -> read(name))
        .map(bytes -> new ConsoleAnswer(200, headers(name, packed.isPresent()), bytes));
  }

  private static Map<String, String> headers(String name, boolean zipped) {
    Map<String, String> headers = new LinkedHashMap<>();
    String ending = name.substring(name.lastIndexOf('.') + 1);
    headers.put("Content-Type", TYPES.getOrDefault(ending, "application/octet-stream"));
    headers.put(
        "Cache-Control",
        name.startsWith(HASHED) ? "public, max-age=31536000, immutable" : "no-cache");
    headers.put("Vary", "Accept-Encoding");
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put("Referrer-Policy", "no-referrer");
    headers.put("Content-Security-Policy", POLICY);
    if (zipped) {
      headers.put("Content-Encoding", "gzip");
    }
    return headers;
  }

  /** Names that don't exist are not remembered: there is no end to them. */
  private Optional<byte[]> read(String name) {
    Optional<byte[]> known = read.get(name);
    if (known != null) {
      return known;
    }
    try (InputStream in = ConsoleFiles.class.getResourceAsStream(ROOT + name)) {
      if (in == null) {
        return Optional.empty();
      }
      Optional<byte[]> bytes = Optional.of(in.readAllBytes());
      read.put(name, bytes);
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
