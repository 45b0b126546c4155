package pawl.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where an execution is, told from its history events alone. Events name the state they belong to
 * only now and then; the chain of {@code previousEventId} says the rest.
 */
final class Progress {
  /** A state that was entered. */
  static final class Visit {
    final String state;
    final String type;
    final Instant entered;
    final @Nullable Visit outer;

    private @Nullable Instant left;
    private int attempts;
    private @Nullable String error;
    private int items;
    private int succeeded;
    private int failed;

    Visit(String state, String type, Instant entered, @Nullable Visit outer) {
      this.state = state;
      this.type = type;
      this.entered = entered;
      this.outer = outer;
    }

    /** How many Map and Parallel states it stands in. */
    int depth() {
      return outer == null ? 0 : outer.depth() + 1;
    }

    boolean isInMap() {
      return outer != null && (outer.isMap() || outer.isInMap());
    }

    boolean isMap() {
      return type.equals("Map");
    }

    /** How long it lasted, or has lasted until {@code now}. */
    Duration lasted(Instant now) {
      return Duration.between(entered, left == null ? now : left);
    }

    /** Calls that were made for a Task; more than one means that it was retried. */
    int attempts() {
      return attempts;
    }

    /** The error after which it was left or is being tried again; null if all is well. */
    @Nullable String error() {
      return error;
    }

    /** Items of a Map, in its present attempt. */
    int items() {
      return items;
    }

    int succeeded() {
      return succeeded;
    }

    int failed() {
      return failed;
    }
  }

  /** Something worth telling as it happens. */
  sealed interface Note {
    record Entered(Visit visit) implements Note {}

    record Left(Visit visit) implements Note {}

    /** A call failed, the n-th of its state, which may try again, catch it or fail. */
    record Stumbled(Visit visit, String error, int attempt) implements Note {}

    /** An item of a Map has ended; so many had by then. */
    record ItemEnded(Visit map, int succeeded, int failed) implements Note {}
  }

  /** Event id → the visit in which the event that follows it takes place. */
  private final Map<Long, @Nullable Visit> places = new HashMap<>();

  private final Set<Visit> open = new LinkedHashSet<>();
  private boolean ended;

  /** Takes the next event of GetExecutionHistory, in order; says what it means. */
  List<Note> apply(JsonNode event) {
    String type = event.path("type").asText();
    Visit place = places.get(event.path("previousEventId").asLong());
    List<Note> notes = new ArrayList<>();
    if (type.endsWith("StateEntered")) {
      place = enter(event, type, place, notes);
    } else if (type.endsWith("StateExited")) {
      place = exit(event, place, notes);
    } else if (type.startsWith("MapIteration")) {
      place = item(event, type, place, notes);
    } else if (type.equals("MapStateStarted")) {
      place = climb(place, visit -> visit.isMap());
      if (place != null) {
        place.items = event.path("mapStateStartedEventDetails").path("length").asInt();
        place.succeeded = 0;
        place.failed = 0;
      }
    } else if (type.startsWith("ParallelState") || type.startsWith("MapState")) {
      String container = type.startsWith("Map") ? "Map" : "Parallel";
      place = climb(place, visit -> visit.type.equals(container));
      noteFailure(event, type, place, notes);
    } else if (type.startsWith("Execution")) {
      ended = !type.equals("ExecutionStarted") && !type.equals("ExecutionRedriven");
    } else {
      noteFailure(event, type, place, notes);
    }
    places.put(event.path("id").asLong(), place);
    return notes;
  }

  private Visit enter(JsonNode event, String type, @Nullable Visit outer, List<Note> notes) {
    Visit visit =
        new Visit(
            event.path("stateEnteredEventDetails").path("name").asText(),
            type.substring(0, type.length() - "StateEntered".length()),
            Text.instant(event.path("timestamp")),
            outer);
    open.add(visit);
    notes.add(new Note.Entered(visit));
    return visit;
  }

  private @Nullable Visit exit(JsonNode event, @Nullable Visit place, List<Note> notes) {
    String name = event.path("stateExitedEventDetails").path("name").asText();
    Visit visit = climb(place, candidate -> candidate.state.equals(name) && candidate.left == null);
    if (visit == null) {
      return place;
    }
    visit.left = Text.instant(event.path("timestamp"));
    close(visit);
    notes.add(new Note.Left(visit));
    return visit.outer;
  }

  private @Nullable Visit item(
      JsonNode event, String type, @Nullable Visit place, List<Note> notes) {
    String kind = type.substring("MapIteration".length());
    String member = "mapIteration" + kind + "EventDetails";
    String name = event.path(member).path("name").asText();
    Visit map = climb(place, visit -> visit.isMap() && visit.state.equals(name));
    if (map == null) {
      return place;
    }
    switch (kind) {
      case "Succeeded" -> map.succeeded++;
      case "Failed", "Aborted" -> {
        map.failed++;
        for (Visit inner = place; inner != null && inner != map; inner = inner.outer) {
          open.remove(inner);
        }
      }
      default -> {}
    }
    if (!kind.equals("Started")) {
      notes.add(new Note.ItemEnded(map, map.succeeded, map.failed));
    }
    return map;
  }

  private static void noteFailure(
      JsonNode event, String type, @Nullable Visit place, List<Note> notes) {
    if (place == null) {
      return;
    }
    if (type.endsWith("Scheduled")) {
      place.attempts++;
    } else if (type.endsWith("Succeeded")) {
      place.error = null;
    } else if (type.endsWith("Failed") || type.endsWith("TimedOut") || type.endsWith("Aborted")) {
      String error = error(event, type, place);
      place.error = error;
      notes.add(new Note.Stumbled(place, error, place.attempts));
    }
  }

  /** Events of a Map or Parallel name no error; what went wrong inside was told before. */
  private static String error(JsonNode event, String type, Visit place) {
    for (JsonNode member : event) {
      if (member.hasNonNull("error")) {
        return member.path("error").asText();
      }
    }
    if (type.endsWith("TimedOut")) {
      return "States.Timeout";
    }
    return place.error == null ? type : place.error;
  }

  /** The innermost visit around {@code place}, itself included, that {@code wanted} accepts. */
  private static @Nullable Visit climb(
      @Nullable Visit place, java.util.function.Predicate<Visit> wanted) {
    Visit visit = place;
    while (visit != null && !wanted.test(visit)) {
      visit = visit.outer;
    }
    return visit;
  }

  /** Removes a visit and all that was going on inside it when it ended. */
  private void close(Visit visit) {
    open.removeIf(
        other -> {
          Visit around = other;
          while (around != null && around != visit) {
            around = around.outer;
          }
          return around == visit;
        });
  }

  /** The states that were entered and not left, outermost first. */
  List<Visit> open() {
    return List.copyOf(open);
  }

  boolean hasEnded() {
    return ended;
  }
}
