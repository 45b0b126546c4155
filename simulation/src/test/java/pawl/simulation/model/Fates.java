package pawl.simulation.model;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What has come over executions from outside while they ran, by their places: it widens what the
 * {@link Oracle} takes for possible.
 */
public final class Fates {
  private final Map<String, Set<Integer>> tolerances = new HashMap<>();
  private final Set<String> refused = new HashSet<>();
  private final Set<String> stopped = new HashSet<>();
  private final Set<String> redriven = new HashSet<>();

  /** A run of a distributed Map may have been given this tolerance. */
  public void tolerate(String place, int failures) {
    tolerances.computeIfAbsent(place, _ -> new TreeSet<>()).add(failures);
  }

  Set<Integer> tolerances(String place) {
    return tolerances.getOrDefault(place, Set.of());
  }

  /** A task was refused the start of an execution. */
  public void refuse(String place) {
    refused.add(place);
  }

  boolean wasRefused(String place) {
    return refused.contains(place);
  }

  /** Somebody has asked that an execution be stopped. */
  public void stop(String place) {
    stopped.add(place);
  }

  /** Whether one may have been stopped. */
  public boolean mayBeStopped(String place) {
    return stopped.contains(place);
  }

  /** Somebody has asked that an execution be redriven. */
  public void redrive(String place) {
    redriven.add(place);
  }

  boolean mayBeRedriven(String place) {
    return redriven.contains(place);
  }
}
