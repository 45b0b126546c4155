package pawl.engine.catalogue;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pawl.engine.id.Arns;

/**
 * A name for one version of a machine, or for two that share the executions started through it.
 *
 * @param routes one or two; their weights add up to 100
 * @param updatedMillis milliseconds since 1970
 */
public record Alias(
    String machineArn,
    String name,
    @Nullable String description,
    List<Route> routes,
    long createdMillis,
    long updatedMillis) {
  /**
   * A version that an alias starts executions of.
   *
   * @param version its number
   * @param weight in percent
   */
  public record Route(int version, int weight) {}

  public Alias {
    routes = List.copyOf(routes);
  }

  public String arn() {
    return Arns.qualified(machineArn, name);
  }

  public boolean routesTo(int version) {
    return routes.stream().anyMatch(route -> route.version() == version);
  }
}
