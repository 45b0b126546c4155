package pawl.asl.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks where the states of one States object lead. As on AWS, targets that do not exist are
 * reported first; a States object in which nothing ends is reported instead of the states that
 * cannot be reached in it.
 */
final class TransitionCheck {
  private static final String MISSING_TRANSITION_TARGET = "MISSING_TRANSITION_TARGET";

  private final Map<String, Cursor> states = new LinkedHashMap<>();
  private final Map<String, List<String>> targets = new LinkedHashMap<>();
  private final Report report;

  private TransitionCheck(Report report) {
    this.report = report;
  }

  /**
   * Checks a machine, branch or processor.
   *
   * @param top whether this is the machine; only there AWS asks for a state that ends
   * @param sound whether nothing was wrong with the states one by one; only then is it said what
   *     cannot be reached
   */
  static void check(Cursor container, boolean top, boolean sound, Report report) {
    new TransitionCheck(report).check(container, top, sound);
  }

  private void check(Cursor container, boolean top, boolean sound) {
    Cursor object = container.member("States");
    if (object == null) {
      return;
    }
    for (String name : object.fields()) {
      object.members(List.of(name)).forEach(state -> states.put(name, state));
    }
    if (states.isEmpty()) {
      return;
    }
    Cursor start = container.member("StartAt");
    String startName = start == null ? null : target(start);
    states.forEach((name, state) -> targets.put(name, targets(state)));
    if (!sound || startName == null) {
      return;
    }
    if (top && states.values().stream().noneMatch(TransitionCheck::ends)) {
      report.error("MISSING_END_STATE", "Workflow has no terminal state", null);
      return;
    }
    Set<String> reached = reached(startName);
    states.forEach(
        (name, state) -> {
          if (!reached.contains(name)) {
            report.error(
                MISSING_TRANSITION_TARGET, "State \"" + name + "\" is not reachable.", state);
          }
        });
  }

  private List<String> targets(Cursor state) {
    List<@Nullable Cursor> places = new ArrayList<>();
    if (!state.value().path("End").booleanValue()) {
      places.add(state.member("Next"));
    }
    for (Cursor list : state.members(List.of("Choices", "Catch"))) {
      list.elements().forEach(element -> places.add(element.member("Next")));
    }
    places.add(state.member("Default"));
    List<String> names = new ArrayList<>();
    for (Cursor place : places) {
      String name = place == null ? null : target(place);
      if (name != null) {
        names.add(name);
      }
    }
    return names;
  }

  /** The state that a Next, Default or StartAt names; null if there is none. */
  private @Nullable String target(Cursor place) {
    String name = place.value().textValue();
    if (name != null && !states.containsKey(name)) {
      report.error(MISSING_TRANSITION_TARGET, "Missing 'Next' target: " + name, place);
    }
    return name;
  }

  private static boolean ends(Cursor state) {
    JsonNode value = state.value();
    String type = value.path("Type").asText();
    return value.path("End").booleanValue() || type.equals("Succeed") || type.equals("Fail");
  }

  private Set<String> reached(String start) {
    Set<String> reached = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(start));
    while (!open.isEmpty()) {
      String name = open.remove();
      if (states.containsKey(name) && reached.add(name)) {
        open.addAll(targets.getOrDefault(name, List.of()));
      }
    }
    return reached;
  }
}
