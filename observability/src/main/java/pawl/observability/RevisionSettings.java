package pawl.observability;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import pawl.asl.Json;
import pawl.engine.catalogue.MachineSettings;
import pawl.engine.catalogue.Revision;
import pawl.engine.host.Host;

/**
 * What machines ask for in one of their configurations, as executions began with it: remembered by
 * revision, since every turn asks.
 *
 * @param <T> what the configuration is read as
 */
public final class RevisionSettings<T> {
  private static final int MOST = 10_000;

  private final CompletableFuture<? extends Host> host;
  private final Function<MachineSettings, @Nullable String> configuration;
  private final Function<JsonNode, T> reader;
  private final Map<UUID, T> known = new ConcurrentHashMap<>();

  /**
   * Settings of one kind.
   *
   * @param host that has the revisions, as soon as it is open
   * @param configuration the stored text of the configuration
   * @param reader makes of its JSON what is asked for; of a missing node if there is none
   */
  public RevisionSettings(
      CompletableFuture<? extends Host> host,
      Function<MachineSettings, @Nullable String> configuration,
      Function<JsonNode, T> reader) {
    this.host = host;
    this.configuration = configuration;
    this.reader = reader;
  }

  /** Empty if the host is not open yet; never waits. */
  public Optional<T> ifKnown(UUID revision) {
    T found = known.get(revision);
    if (found != null) {
      return Optional.of(found);
    }
    Host open = host.isCompletedExceptionally() ? null : host.getNow(null);
    return open == null ? Optional.empty() : Optional.of(look(revision, open));
  }

  /** Waits for the host if need be. */
  public T of(UUID revision) throws InterruptedException {
    T found = known.get(revision);
    return found == null ? look(revision, open(host)) : found;
  }

  /** The host, once it is open. */
  public static Host open(CompletableFuture<? extends Host> host) throws InterruptedException {
    try {
      return host.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("There is no host to ask", e);
    }
  }

  private T look(UUID revision, Host open) {
    T found =
        reader.apply(
            open.reads()
                .revision(revision)
                .map(Revision::settings)
                .map(configuration)
                .map(RevisionSettings::parse)
                .orElse(MissingNode.getInstance()));
    if (known.size() >= MOST) {
      known.clear();
    }
    known.put(revision, found);
    return found;
  }

  private static JsonNode parse(String stored) {
    try {
      return Json.MAPPER.readTree(stored);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A stored configuration is no JSON", e);
    }
  }
}
