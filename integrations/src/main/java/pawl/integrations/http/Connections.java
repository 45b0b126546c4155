package pawl.integrations.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pawl.asl.Json;

/**
 * The connections of a file and of an application's template: how APIs are reached that HTTP Tasks
 * call, as Amazon EventBridge keeps it for AWS Step Functions.
 *
 * <p>A state names a connection by its ARN; the file names it by the name in that ARN, or by the
 * whole of it. What the file has counts before what the template has. Both are read again when they
 * have changed; what is not right any more is complained of in the log, and what was read before
 * holds.
 */
public final class Connections implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Connections.class);
  private static final Pattern ARN =
      Pattern.compile("arn:[a-z-]+:events:[a-z0-9-]*:[0-9]*:connection/([^/]+)(/.*)?");

  private final @Nullable Path file;
  private final Map<String, String> environment;
  private final InstantSource clock;
  private final Wire plainWire = new Wire(null);
  private final @Nullable Template template;
  private Loaded loaded;
  private Templated templated;

  /**
   * Connections that stand somewhere else than in a file.
   *
   * @param folder that relative paths begin in
   * @param current what a file would say, now
   */
  public record Template(Path folder, Supplier<JsonNode> current) {}

  /**
   * What was read.
   *
   * @param changed the time of the file, also of one that was not right
   */
  private record Loaded(Map<String, Connection> connections, @Nullable FileTime changed) {}

  /**
   * What was read of the template.
   *
   * @param json also if it was not right
   */
  private record Templated(Map<String, Connection> connections, JsonNode json) {}

  private Connections(
      @Nullable Path file,
      @Nullable Template template,
      Map<String, String> environment,
      InstantSource clock) {
    this.file = file;
    this.template = template;
    this.environment = Map.copyOf(environment);
    this.clock = clock;
    this.loaded = file == null ? new Loaded(Map.of(), null) : load(file);
    this.templated =
        template == null
            ? new Templated(Map.of(), MissingNode.getInstance())
            : load(template, template.current.get());
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

  /** The same with the connections of a template beside those of the file. */
  public static Connections of(
      @Nullable Path file, @Nullable Template template, Map<String, String> environment) {
    return new Connections(file, template, environment, InstantSource.system());
  }

  static Connections of(@Nullable Path file, Map<String, String> environment, InstantSource clock) {
    return new Connections(file, null, environment, clock);
  }

  private Loaded load(Path path) {
    try {
      // The time before the content: what is written in between is read again.
      FileTime changed = Files.getLastModifiedTime(path);
      JsonNode json = Json.MAPPER.readTree(Files.readString(path));
      Path folder = path.toAbsolutePath().normalize().getParent();
      return new Loaded(read(json, folder == null ? path : folder), changed);
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

  private Templated load(Template given, JsonNode json) {
    try {
      return new Templated(read(json, given.folder), json);
    } catch (ConnectionsException e) {
      throw new ConnectionsException("the template is not right: " + e.getMessage());
    }
  }

  private Map<String, Connection> read(JsonNode json, Path folder) {
    SecretSource secrets = new SecretSource(environment, folder);
    return new ConnectionReader(secrets, () -> plainWire, clock).read(json);
  }

  /** The connection that an ARN names; empty if there is none. */
  synchronized Optional<Connection> find(String arn) {
    readAgainIfChanged();
    Matcher named = ARN.matcher(arn);
    if (!named.matches()) {
      return Optional.empty();
    }
    String name = named.group(1);
    Connection found = loaded.connections.get(arn);
    if (found == null) {
      found = loaded.connections.get(name);
    }
    return Optional.ofNullable(found == null ? templated.connections.get(name) : found);
  }

  /** Why there is no connection of an ARN, and what to do. */
  synchronized String absence(String arn) {
    StringJoiner said = new StringJoiner(". ");
    said.add("Connection '" + arn + "' does not exist");
    if (file == null && templated.connections.isEmpty()) {
      said.add("Connections are read from the file that --connections or PAWL_CONNECTIONS names.");
    }
    if (!templated.connections.isEmpty()) {
      said.add("The template has: " + names(templated.connections));
    }
    if (file != null) {
      said.add(file + " has: " + names(loaded.connections));
    }
    return said.toString();
  }

  private static String names(Map<String, Connection> connections) {
    return String.join(", ", new TreeSet<>(connections.keySet()));
  }

  private void readAgainIfChanged() {
    if (template != null) {
      readAgainIfChanged(template);
    }
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

  private void readAgainIfChanged(Template given) {
    JsonNode json = given.current.get();
    if (json.equals(templated.json)) {
      return;
    }
    try {
      templated = load(given, json);
    } catch (ConnectionsException e) {
      LOG.warn("What was read before holds: {}", e.getMessage());
      templated = new Templated(templated.connections, json);
    }
  }

  /** Breaks off what is under way. */
  @Override
  public synchronized void close() {
    plainWire.close();
    loaded.connections.values().forEach(it -> it.wire().close());
    templated.connections.values().forEach(it -> it.wire().close());
  }
}
