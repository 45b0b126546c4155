package pawl.server.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pawl.server.cli.Progress.Note;
import pawl.server.cli.Progress.Visit;
import pawl.server.cli.Screen.Style;

/**
 * Shows the progress of an execution: on a terminal what is over scrolls by and what is going on
 * moves below it; elsewhere one line for each thing that happens.
 */
final class FollowView {
  private static final String SPINNER = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";
  private static final int BAR_CELLS = 24;
  private static final int MAX_OPEN_LINES = 12;

  private final Screen screen;
  private final boolean showsItems;
  private final Map<Visit, Integer> reported = new LinkedHashMap<>();
  private int liveLines;
  private int frame;

  /**
   * @param showsItems whether the states inside the items of a Map get lines of their own
   */
  FollowView(Screen screen, boolean showsItems) {
    this.screen = screen;
    this.showsItems = showsItems;
  }

  /** Shows what has happened and what is going on. */
  void show(List<Note> notes, Progress progress, Instant now) {
    List<String> lines = new ArrayList<>();
    notes.forEach(note -> lines.addAll(tell(note)));
    if (!screen.ansi()) {
      lines.forEach(screen::line);
      return;
    }
    wipe();
    lines.forEach(screen::line);
    List<String> live = live(progress, now);
    // A line that wraps would be two to move up over.
    live.forEach(line -> screen.line(screen.fit(line)));
    liveLines = live.size();
    frame++;
  }

  /** Removes the moving part; what comes next is an ordinary line. */
  void end() {
    wipe();
  }

  private void wipe() {
    if (liveLines > 0) {
      screen.out().print("\033[" + liveLines + "A\033[J");
      screen.out().flush();
      liveLines = 0;
    }
  }

  private List<String> tell(Note note) {
    return switch (note) {
      case Note.Entered(Visit visit) when isShown(visit) && !screen.ansi() ->
          List.of(indent(visit) + "→ " + title(visit));
      case Note.Entered _ -> List.of();
      case Note.Left(Visit visit) when isShown(visit) -> List.of(left(visit));
      case Note.Left _ -> List.of();
      case Note.Stumbled(Visit visit, String error, int attempt) when isShown(visit) ->
          List.of(
              indent(visit)
                  + screen.style(Style.YELLOW, "! " + visit.state + "  " + error)
                  + attempt(attempt));
      case Note.Stumbled _ -> List.of();
      case Note.ItemEnded(Visit map, int succeeded, int failed)
          when !screen.ansi() && isShown(map) ->
          itemEnded(map, succeeded, failed);
      case Note.ItemEnded _ -> List.of();
    };
  }

  private boolean isShown(Visit visit) {
    return showsItems || !visit.isInMap();
  }

  private String left(Visit visit) {
    String took = Text.duration(visit.lasted(visit.entered));
    String items =
        visit.isMap()
            ? "  %d/%d items%s"
                .formatted(
                    visit.succeeded() + visit.failed(),
                    visit.items(),
                    visit.failed() == 0 ? "" : ", " + visit.failed() + " failed")
            : "";
    String caught = visit.error() == null ? "" : "  caught " + visit.error();
    String mark =
        visit.error() == null ? screen.style(Style.GREEN, "✓") : screen.style(Style.YELLOW, "✓");
    return indent(visit)
        + mark
        + " "
        + title(visit)
        + items
        + screen.style(Style.YELLOW, caught)
        + screen.style(Style.DIM, "  " + took);
  }

  /** A line each time another tenth of the items is done. */
  private List<String> itemEnded(Visit map, int succeeded, int failed) {
    int ended = succeeded + failed;
    int tenth = map.items() == 0 ? 10 : ended * 10 / map.items();
    int before = reported.getOrDefault(map, 0);
    if (tenth < before) {
      before = 0;
    }
    reported.put(map, tenth);
    return tenth > before
        ? List.of(indent(map) + "  " + map.state + "  " + bar(map.items(), succeeded, failed))
        : List.of();
  }

  private List<String> live(Progress progress, Instant now) {
    List<String> lines = new ArrayList<>();
    List<Visit> shown = progress.open().stream().filter(this::isShown).toList();
    for (Visit visit : shown.subList(0, Math.min(shown.size(), MAX_OPEN_LINES))) {
      String spin = screen.style(Style.CYAN, spinner());
      Duration lasted = visit.lasted(now);
      lines.add(
          indent(visit)
              + spin
              + " "
              + title(visit)
              + (visit.isMap() ? "  " + bar(visit.items(), visit.succeeded(), visit.failed()) : "")
              + attempt(visit.attempts())
              + screen.style(
                  Style.DIM, "  " + Text.duration(lasted.isNegative() ? Duration.ZERO : lasted)));
    }
    if (shown.size() > MAX_OPEN_LINES) {
      lines.add(screen.style(Style.DIM, "  … and " + (shown.size() - MAX_OPEN_LINES) + " more"));
    }
    return lines;
  }

  private String spinner() {
    int at = frame % SPINNER.length();
    return SPINNER.substring(at, at + 1);
  }

  private String title(Visit visit) {
    return screen.style(Style.BOLD, visit.state) + screen.style(Style.DIM, "  " + visit.type);
  }

  private static String indent(Visit visit) {
    return "  ".repeat(visit.depth() + 1);
  }

  private static String attempt(int number) {
    return number > 1 ? "  attempt " + number : "";
  }

  private String bar(int items, int succeeded, int failed) {
    int total = Math.max(1, items);
    int ended = succeeded + failed;
    int failedCells = failed * BAR_CELLS / total;
    int endedCells = Math.min(BAR_CELLS, ended * BAR_CELLS / total);
    return screen.style(Style.GREEN, "█".repeat(endedCells - failedCells))
        + screen.style(Style.RED, "▒".repeat(failedCells))
        + screen.style(Style.DIM, "░".repeat(BAR_CELLS - endedCells))
        + "  %d/%d".formatted(ended, items)
        + (failed == 0 ? "" : screen.style(Style.RED, "  " + failed + " failed"));
  }
}
