package pawl.integrations.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pawl.asl.Json;

/**
 * All that must be remembered of a job, as a small JSON object that later versions can read.
 *
 * @param text {@code version}, {@code service}, {@code action}, {@code region}, {@code role} if the
 *     task has one, {@code started} in milliseconds, and {@code ids}, what the service's calls name
 *     the job with
 */
public record JobReference(ObjectNode text) {
  /** How large a reference may be, in characters. */
  public static final int MOST_CHARACTERS = 4096;

  private static final int VERSION = 1;

  public static JobReference of(
      String service,
      String action,
      String region,
      @Nullable String role,
      Instant started,
      ObjectNode ids) {
    ObjectNode text = JsonNodeFactory.instance.objectNode();
    text.put("version", VERSION);
    text.put("service", service);
    text.put("action", action);
    text.put("region", region);
    if (role != null) {
      text.put("role", role);
    }
    text.put("started", started.toEpochMilli());
    text.set("ids", ids);
    return new JobReference(text);
  }

  /** Reads the text of a reference; empty if it is none that this version understands. */
  public static Optional<JobReference> parse(String text) {
    try {
      return Json.MAPPER.readTree(text) instanceof ObjectNode object
          ? Optional.of(new JobReference(object)).filter(JobReference::isReadable)
          : Optional.empty();
    } catch (JsonProcessingException _) {
      return Optional.empty();
    }
  }

  /** Whether this version understands it. */
  boolean isReadable() {
    return text.path("version").asInt() == VERSION && text.path("ids").isObject();
  }

  /** As resources name it: {@code glue}. */
  public String service() {
    return text.path("service").asText();
  }

  /** As resources name it, without the pattern: {@code startJobRun}. */
  String action() {
    return text.path("action").asText();
  }

  public String region() {
    return text.path("region").asText();
  }

  public Optional<String> role() {
    return Optional.ofNullable(text.path("role").textValue());
  }

  public Instant started() {
    return Instant.ofEpochMilli(text.path("started").asLong());
  }

  public ObjectNode ids() {
    return text.path("ids").deepCopy();
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
