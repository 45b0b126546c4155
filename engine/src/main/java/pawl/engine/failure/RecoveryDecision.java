package pawl.engine.failure;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pawl.asl.program.Step.Catcher;
import pawl.asl.program.Step.Retrier;

/** Which retrier or catcher a failure meets. */
public final class RecoveryDecision {
  private RecoveryDecision() {}

  /**
   * Index of the first retrier that the error matches; empty if there is none or the error passes
   * all.
   */
  public static Optional<Integer> retrier(List<Retrier> retriers, StatesError error) {
    if (error.catchable()) {
      for (int i = 0; i < retriers.size(); i++) {
        if (matches(retriers.get(i).errorEquals(), error)) {
          return Optional.of(i);
        }
      }
    }
    return Optional.empty();
  }

  /** The first catcher that the error matches. */
  public static Optional<Catcher> catcher(List<Catcher> catchers, StatesError error) {
    return error.catchable()
        ? catchers.stream().filter(catcher -> matches(catcher.errorEquals(), error)).findFirst()
        : Optional.empty();
  }

  /**
   * {@code States.ALL} matches every error that can be caught, {@code States.TaskFailed} every one
   * but {@code States.Timeout}, be it reported so, other names themselves.
   */
  private static boolean matches(List<String> errorEquals, StatesError error) {
    for (String name : errorEquals) {
      boolean matched =
          switch (name) {
            case "States.ALL" -> true;
            case "States.TaskFailed" -> !StatesError.TIMEOUT.equals(error.error());
            default -> name.equals(error.error()) || isAlias(name, error.alias());
          };
      if (matched) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAlias(String name, @Nullable String alias) {
    return name.equals(alias);
  }
}
