package pawl.asl.syntax;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Retry and Catch of a state, as written. */
public record Recovery(List<Retrier> retriers, List<Catcher> catchers) {
  public Recovery {
    retriers = List.copyOf(retriers);
    catchers = List.copyOf(catchers);
  }

  /** One element of Retry; null where a default is to be used. */
  public record Retrier(
      List<String> errorEquals,
      @Nullable Long intervalSeconds,
      @Nullable Long maxAttempts,
      @Nullable Double backoffRate,
      @Nullable Long maxDelaySeconds,
      @Nullable String jitterStrategy) {}

  /** One element of Catch. */
  public record Catcher(
      List<String> errorEquals,
      @Nullable JsonNode resultPath,
      @Nullable JsonNode assign,
      @Nullable JsonNode output,
      String next) {}
}
