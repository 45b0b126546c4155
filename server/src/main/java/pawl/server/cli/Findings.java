package pawl.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import pawl.asl.Json;
import pawl.embedded.StoreInspection;
import pawl.engine.checkup.Checkup;
import pawl.engine.checkup.Fault;
import pawl.engine.checkup.Wait;
import pawl.engine.read.SetAside;
import pawl.server.cli.Screen.Style;

/** What a look at a store has found, for people and for programs. */
record Findings(StoreInspection found, Instant now) {

  /** Whether nothing is damaged. What waits, or was set aside, is not. */
  boolean isSound() {
    return found.files().isEmpty() && found.records().faultCount() == 0;
  }

  // For people

  void print(Screen screen, Path folder) {
    Checkup records = found.records();
    screen.line("store   " + folder);
    screen.line("format  " + found.format() + ", " + found.shards() + " shards");
    screen.line("holds   " + counts(records.statuses(), "executions"));
    screen.line("records " + counts(records.counts(), ""));
    screen.line(
        "sound   "
            + (isSound()
                ? screen.style(Style.GREEN, "yes")
                : screen.style(Style.RED, "no, see below")));
    found.files().forEach(file -> screen.line(screen.style(Style.RED, "  " + file)));
    if (!records.faults().isEmpty()) {
      section(screen, "DAMAGED", records.faults().size(), records.faultCount());
      screen.table(
          List.of("WHERE", "OF", "WHAT"), records.faults().stream().map(Findings::row).toList());
    }
    if (!records.setAside().isEmpty()) {
      section(screen, "QUARANTINED", records.setAside().size(), records.setAside().size());
      screen.table(
          List.of("EXECUTION", "SINCE", "AT", "REASON"),
          records.setAside().stream().map(Findings::row).toList());
    }
    if (!records.waits().isEmpty()) {
      long all = records.waitCounts().values().stream().mapToLong(Long::longValue).sum();
      section(screen, "WAITING", records.waits().size(), all);
      screen.line("  " + counts(records.waitCounts(), ""));
      screen.table(
          List.of("EXECUTION", "STATE", "FOR", "TIMER", "WAITS FOR"),
          records.waits().stream().map(this::row).toList());
    }
  }

  private static void section(Screen screen, String title, long shown, long all) {
    screen.line("");
    screen.line(
        screen.style(Style.BOLD, title) + (shown < all ? " (%d of %d)".formatted(shown, all) : ""));
  }

  private static String counts(Map<? extends Enum<?>, Long> counts, String what) {
    StringBuilder text = new StringBuilder();
    counts.forEach(
        (kind, count) ->
            text.append(text.isEmpty() ? "" : ", ")
                .append(count)
                .append(' ')
                .append(kind.name().toLowerCase(Locale.ROOT).replace('_', ' ')));
    return text.isEmpty() ? "no " + what : text.toString();
  }

  private static List<String> row(Fault fault) {
    return List.of(
        fault.kind() + " " + Text.shorten(HexFormat.of().formatHex(fault.key()), 60),
        execution(fault),
        fault.what());
  }

  private static String execution(Fault fault) {
    if (fault.arn() != null) {
      return fault.arn();
    }
    return fault.execution() == null ? "" : fault.execution().hex();
  }

  private static List<String> row(SetAside row) {
    return List.of(
        row.arn() == null ? row.execution().hex() : row.arn(),
        Text.time(Instant.ofEpochMilli(row.millis())),
        row.command(),
        row.reason());
  }

  private List<String> row(Wait wait) {
    Duration since = Duration.between(Instant.ofEpochMilli(wait.sinceMillis()), now);
    Long due = wait.dueMillis();
    return List.of(
        wait.arn(),
        wait.state(),
        Text.duration(since),
        due == null ? "" : Text.time(Instant.ofEpochMilli(due)),
        wait.what());
  }

  // For programs

  JsonNode json() {
    Checkup records = found.records();
    ObjectNode all = Json.MAPPER.createObjectNode();
    all.put("sound", isSound()).put("format", found.format()).put("shards", found.shards());
    put(all.putObject("executions"), records.statuses());
    put(all.putObject("records"), records.counts());
    var files = all.putArray("files");
    found.files().forEach(files::add);
    all.put("faultCount", records.faultCount());
    var faults = all.putArray("faults");
    for (Fault fault : records.faults()) {
      faults
          .addObject()
          .put("kind", fault.kind().name())
          .put("key", HexFormat.of().formatHex(fault.key()))
          .put("execution", execution(fault))
          .put("what", fault.what());
    }
    var setAside = all.putArray("quarantined");
    for (SetAside row : records.setAside()) {
      setAside
          .addObject()
          .put("executionArn", row.arn())
          .put("id", row.execution().hex())
          .put("since", Instant.ofEpochMilli(row.millis()).toString())
          .put("command", row.command())
          .put("reason", row.reason());
    }
    put(all.putObject("waitingFor"), records.waitCounts());
    var waits = all.putArray("waiting");
    for (Wait wait : records.waits()) {
      ObjectNode row =
          waits
              .addObject()
              .put("executionArn", wait.arn())
              .put("state", wait.state())
              .put("since", Instant.ofEpochMilli(wait.sinceMillis()).toString())
              .put("kind", wait.kind().name())
              .put("waitsFor", wait.what());
      if (wait.dueMillis() != null) {
        row.put("timer", Instant.ofEpochMilli(wait.dueMillis()).toString());
      }
    }
    return all;
  }

  private static void put(ObjectNode object, Map<? extends Enum<?>, Long> counts) {
    counts.forEach((kind, count) -> object.put(kind.name(), count));
  }
}
