package pawl.observability.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pawl.asl.Json;
import pawl.engine.catalogue.MachineSettings;
import pawl.engine.history.HistoryEvent;
import pawl.engine.history.NewEvents;
import pawl.engine.host.HistoryListener;
import pawl.engine.host.Host;
import pawl.integrations.sdk.SdkBridge;
import pawl.observability.AwsSender;
import pawl.observability.AwsSender.Result;
import pawl.observability.Losses;
import pawl.observability.RevisionSettings;

/**
 * Sends the log of executions to the log groups that their machines name in {@code
 * loggingConfiguration}. A machine has a stream of its own in its group, a new one each day and
 * with each start of the server.
 *
 * <p>A group that can't be written to is left alone for a while: its entries are lost, those of
 * others are not.
 */
public final class CloudWatchLog implements HistoryListener {
  private static final Logger LOG = LoggerFactory.getLogger(CloudWatchLog.class);

  // PutLogEvents takes so much at a time.
  private static final int MOST_ENTRIES = 10_000;
  private static final int MOST_BYTES = 1_048_576;
  private static final int BYTES_BESIDES = 26;

  private static final Duration LEFT_ALONE = Duration.ofSeconds(30);
  private static final DateTimeFormatter STREAM_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd-HH-mm").withZone(ZoneOffset.UTC);

  private final RevisionSettings<Logging> settings;
  private final AwsSender sender;
  private final Losses losses = new Losses(LOG, "Entries of executions' logs");
  private final Map<Target, Stream> streams = new HashMap<>();
  private final Map<Logging.LogGroup, Long> leftAloneUntil = new HashMap<>();

  /** Where a machine's log goes. */
  private record Target(Logging.LogGroup group, String machineName) {}

  private record Stream(String name, long epochDay) {}

  private record Entry(long millis, String text) {
    int bytes() {
      return text.getBytes(UTF_8).length + BYTES_BESIDES;
    }
  }

  /** A log of the executions of this host, as soon as it is open. */
  public CloudWatchLog(CompletableFuture<? extends Host> host, SdkBridge bridge) {
    this.settings =
        new RevisionSettings<>(host, MachineSettings::loggingConfiguration, Logging::of);
    this.sender = new AwsSender(bridge, "cloudwatchlogs");
  }

  @Override
  public String name() {
    return "cloudwatch-logs";
  }

  @Override
  public boolean wants(NewEvents news) {
    return settings
        .ifKnown(news.execution().revision())
        .map(logging -> logging.group() != null && logging.carries(news))
        .orElse(true);
  }

  @Override
  public void heard(List<NewEvents> news) throws InterruptedException {
    Map<Target, List<Entry>> entries = new LinkedHashMap<>();
    for (NewEvents one : news) {
      Logging logging = settings.of(one.execution().revision());
      Logging.LogGroup group = logging.group();
      if (group == null) {
        continue;
      }
      Target target = new Target(group, one.execution().machineName());
      for (HistoryEvent event : one.events()) {
        if (logging.level().carries(event.type())) {
          String text =
              LogEntry.of(one, event, logging.withData(), LogEntry.CLOUDWATCH_PAYLOAD_BYTES);
          entries
              .computeIfAbsent(target, _ -> new ArrayList<>())
              .add(new Entry(event.epochMillis(), text));
        }
      }
    }
    for (Map.Entry<Target, List<Entry>> one : entries.entrySet()) {
      // Executions of several shards are mixed, and a call must be in the order of time.
      one.getValue().sort(Comparator.comparingLong(Entry::millis));
      put(one.getKey(), one.getValue());
    }
  }

  private void put(Target target, List<Entry> entries) throws InterruptedException {
    int from = 0;
    while (from < entries.size()) {
      int to = from;
      int bytes = 0;
      while (to < entries.size()
          && to - from < MOST_ENTRIES
          && (to == from || bytes + entries.get(to).bytes() <= MOST_BYTES)) {
        bytes += entries.get(to).bytes();
        to++;
      }
      putAtOnce(target, entries.subList(from, to));
      from = to;
    }
  }

  private void putAtOnce(Target target, List<Entry> entries) throws InterruptedException {
    Long until = leftAloneUntil.get(target.group);
    if (until != null && System.nanoTime() - until < 0) {
      losses.add(entries.size(), target.group + " could not be written to a moment ago");
      return;
    }
    Result result = tryToPut(target, entries);
    if (result instanceof Result.Failed(String error, String _)
        && error.equals("ResourceNotFoundException")) {
      streams.remove(target); // it may be the stream alone that somebody has deleted
      result = tryToPut(target, entries);
    }
    if (result instanceof Result.Failed(String _, String reason)) {
      losses.add(entries.size(), target.group + ": " + reason);
      streams.remove(target);
      leftAloneUntil.put(target.group, System.nanoTime() + LEFT_ALONE.toNanos());
    }
  }

  private Result tryToPut(Target target, List<Entry> entries) throws InterruptedException {
    long today = Instant.now().atOffset(ZoneOffset.UTC).toLocalDate().toEpochDay();
    Stream stream = streams.get(target);
    if (stream == null || stream.epochDay != today) {
      stream = new Stream(newName(target), today);
      if (create(target, stream.name) instanceof Result.Failed failed) {
        return failed;
      }
      streams.put(target, stream);
    }
    ObjectNode request = request(target, stream.name);
    ArrayNode events = request.putArray("LogEvents");
    for (Entry entry : entries) {
      events.addObject().put("Timestamp", entry.millis).put("Message", entry.text);
    }
    return sender.send("putLogEvents", request, target.group.region());
  }

  private static String newName(Target target) {
    return "states/"
        + target.machineName
        + "/"
        + STREAM_TIME.format(Instant.now())
        + "/"
        + UUID.randomUUID().toString().substring(0, 8);
  }

  private Result create(Target target, String stream) throws InterruptedException {
    return sender.send("createLogStream", request(target, stream), target.group.region());
  }

  private static ObjectNode request(Target target, String stream) {
    return Json.MAPPER
        .createObjectNode()
        .put("LogGroupName", target.group.name())
        .put("LogStreamName", stream);
  }

  /** How many entries could not be delivered. */
  public Losses losses() {
    return losses;
  }
}
