package pawl.api.mock;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import pawl.asl.Json;

/**
 * The models of the services whose answers are known; a service's is read when it is first asked
 * for.
 */
final class ApiModels {
  private static final Map<String, Optional<ApiModel>> LOADED = new ConcurrentHashMap<>();

  private ApiModels() {}

  /** The model of a service as {@code aws-sdk:NAME} names it; empty if nothing is known of it. */
  static Optional<ApiModel> find(String service) {
    return LOADED.computeIfAbsent(service, ApiModels::load);
  }

  private static Optional<ApiModel> load(String service) {
    // A resource's name is part of a path: nothing else may come out of a definition.
    if (!service.matches("[a-z0-9]+")) {
      return Optional.empty();
    }
    try (InputStream in = ApiModels.class.getResourceAsStream(service + ".json")) {
      if (in == null) {
        return Optional.empty();
      }
      JsonNode facts = Json.MAPPER.readTree(in);
      return Optional.of(new ApiModel(facts.path("operations"), facts.path("shapes")));
    } catch (IOException e) {
      throw new UncheckedIOException("The model of " + service + " cannot be read", e);
    }
  }
}
