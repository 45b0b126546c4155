package pawl.integrations.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pawl.asl.Json;

/**
 * The connections of a file: how APIs are reached that HTTP Tasks call, as Amazon EventBridge keeps
 * it for AWS Step Functions.
 *
 * <p>A state names a connection by its ARN; the file names it by the name in that ARN, or by the
 * whole of it. The file is read again when it has changed; one that is not right any more is
 * complained of in the log, and what was read before holds.
 */
public final class Connections implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Connections.class);
  private static final Pattern ARN =
      Pattern.compile("arn:[a-z-]+:events:[a-z0-9-]*:[0-9]*:connection/([^/]+)(/.*)?");

  private final @Nullable Path file;
  private final Map<String, String> environment;
  private final InstantSource clock;
  private final Wire plainWire = new Wire(null);
  private Loaded loaded;

  /**
   * What was read.
   *
   * @param changed the time of the file, also of one that was not right
   */
  private record Loaded(Map<String, Connection> connections, @Nullable FileTime changed) {}

  private Connections(@Nullable Path file, Map<String, String> environment, InstantSource clock) {
    this.file = file;
    this.environment = Map.copyOf(environment);
    this.clock = clock;
    this.loaded = file == null ? new Loaded(Map.of(), null) : load(file);
  }

  /**
   * Reads a file.
   *
   * @param file null if there is none, and so no connection
   * @param environment where the file may refer to for secrets
   * @throws ConnectionsException if the file can't be read or is not what it should be
   */
  public static Connections of(@Nullable Path file, Map<String, String> environment) {
    return of(file, environment, InstantSource.system());
  }

  static Connections of(@Nullable Path file, Map<String, String> environment, InstantSource clock) {
    return new Connections(file, environment, clock);
  }

  private Loaded load(Path path) {
    try {
      // The time before the content: what is written in between is read again.
      FileTime changed = Files.getLastModifiedTime(path);
      JsonNode json = Json.MAPPER.readTree(Files.readString(path));
      Path folder = path.toAbsolutePath().normalize().getParent();
      SecretSource secrets = new SecretSource(environment, folder == null ? path : folder);
      return new Loaded(new ConnectionReader(secrets, () -> plainWire, clock).read(json), changed);
    } catch (NoSuchFileException _) {
      throw new ConnectionsException("there is no file of connections " + path);
    } catch (CharacterCodingException _) {
      throw new ConnectionsException("the file of connections " + path + " is not UTF-8");
    } catch (JsonProcessingException e) {
      throw new ConnectionsException(
          "the file of connections %s is not JSON: line %d, column %d: %s"
              .formatted(
                  path,
                  e.getLocation() == null ? 0 : e.getLocation().getLineNr(),
                  e.getLocation() == null ? 0 : e.getLocation().getColumnNr(),
                  e.getOriginalMessage()));
    } catch (IOException e) {
      throw new ConnectionsException("the file of connections " + path + " can't be read: " + e);
    } catch (ConnectionsException e) {
      throw new ConnectionsException(
          "the file of connections %s is not right: %s".formatted(path, e.getMessage()));
    }
  }

  /** The connection that an ARN names; empty if the file has none. */
  synchronized Optional<Connection> find(String arn) {
    readAgainIfChanged();
    Map<String, Connection> all = loaded.connections;
    Matcher named = ARN.matcher(arn);
    if (!named.matches()) {
      return Optional.empty();
    }
    Connection whole = all.get(arn);
    if (whole != null) {
      return Optional.of(whole);
    }
    return Optional.ofNullable(all.get(named.group(1)));
  }

  /** Why there is no connection of an ARN, and what to do. */
  synchronized String absence(String arn) {
    String problem = "Connection '" + arn + "' does not exist. ";
    return file == null
        ? problem
            + "Connections are read from the file that --connections or PAWL_CONNECTIONS names."
        : problem + file + " has: " + String.join(", ", new TreeSet<>(loaded.connections.keySet()));
  }

  private void readAgainIfChanged() {
    if (file == null) {
      return;
    }
    FileTime changed;
    try {
      changed = Files.getLastModifiedTime(file);
    } catch (IOException _) {
      // It may be about to be replaced.
      return;
    }
    if (changed.equals(loaded.changed)) {
      return;
    }
    try {
      loaded = load(file);
      LOG.info("The file of connections {} was read again", file);
    } catch (ConnectionsException e) {
      LOG.warn("What was read before holds: {}", e.getMessage());
      loaded = new Loaded(loaded.connections, changed);
    }
  }

  /** Breaks off what is under way. */
  @Override
  public synchronized void close() {
    plainWire.close();
    loaded.connections.values().forEach(it -> it.wire().close());
  }
}
