package pawl.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pawl.asl.Payload;
import pawl.engine.Engine;
import pawl.engine.ExecutionStatus;
import pawl.engine.TaskCall;
import pawl.engine.TaskReport;
import pawl.engine.history.EventDetails;
import pawl.engine.store.proto.ActivityRecord;
import pawl.engine.store.proto.AliasRecord;
import pawl.engine.store.proto.DeliveryRecord;
import pawl.engine.store.proto.ExecutionRecord;
import pawl.engine.store.proto.HistoryChunk;
import pawl.engine.store.proto.ListingRecord;
import pawl.engine.store.proto.MachineRecord;
import pawl.engine.store.proto.MapChildRecord;
import pawl.engine.store.proto.MapRunRecord;
import pawl.engine.store.proto.QuarantineRecord;
import pawl.engine.store.proto.RevisionRecord;
import pawl.engine.store.proto.ScopeRecord;
import pawl.engine.store.proto.StartRecord;
import pawl.engine.store.proto.VersionRecord;

/**
 * What was ever written can be read for ever. {@code -Dformats.update=true} adds files for samples
 * that have none; a file that is there is never changed: it is what a version has written.
 */
class FormatsTest {
  private static final Path FORMATS = Path.of("src/test/resources/formats");

  /** The format that this version writes. */
  private static final String CURRENT = "v2";

  static Stream<Path> files() throws IOException {
    addMissing();
    try (Stream<Path> files = Files.walk(FORMATS)) {
      return files.filter(Files::isRegularFile).sorted().toList().stream();
    }
  }

  private static void addMissing() throws IOException {
    if (!Boolean.getBoolean("formats.update")) {
      return;
    }
    Files.createDirectories(FORMATS.resolve(CURRENT));
    for (var sample : FormatSamples.all().entrySet()) {
      Path file = FORMATS.resolve(CURRENT).resolve(sample.getKey() + ".txt");
      if (!Files.exists(file)) {
        Files.writeString(file, sample.getValue().text());
      }
    }
  }

  private static FormatSample read(String name) throws IOException {
    return FormatSample.parse(Files.readString(FORMATS.resolve(CURRENT).resolve(name + ".txt")));
  }

  @ParameterizedTest
  @MethodSource("files")
  void shouldReadWhatWasEverWritten(Path file) throws IOException {
    String text = Files.readString(file);

    FormatSample read = FormatSample.of(FormatSample.parse(text).store());

    assertThat(read.entries()).isNotEmpty();
    assertThat(read.text()).isEqualTo(text);
  }

  @Test
  void shouldWriteWhatThisFormatIsKnownFor() throws IOException {
    for (var sample : FormatSamples.all().entrySet()) {
      assertThat(sample.getValue().text())
          .as(sample.getKey() + ": if it has to differ, give the new sample a new name")
          .isEqualTo(read(sample.getKey()).text());
    }
  }

  @Test
  void shouldHaveASampleOfEveryKindOfKey() throws IOException {
    Set<KeyKind> kinds = new LinkedHashSet<>();
    Set<Character> parts = new TreeSet<>();
    for (FormatSample.Entry entry : currentEntries()) {
      KeyKind kind = StoredRecords.kind(entry.key());
      kinds.add(kind);
      if (kind == KeyKind.EXECUTION) {
        parts.add(Keys.part(entry.key()));
      }
    }

    assertThat(kinds).containsExactlyInAnyOrder(KeyKind.values());
    assertThat(parts).containsExactly('b', 'h', 'i', 'k', 'm', 'r', 's', 'u');
  }

  @Test
  void shouldHaveASampleOfEveryFieldOfEveryRecord() throws Exception {
    Set<String> seen = new TreeSet<>();
    for (FormatSample.Entry entry : currentEntries()) {
      Message message = message(entry.key(), entry.value());
      if (message != null) {
        collect(message, seen);
      }
    }

    Set<String> known =
        StartRecord.getDescriptor().getFile().getMessageTypes().stream()
            .map(Descriptor::getFields)
            .flatMap(List::stream)
            .map(FieldDescriptor::getFullName)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(seen)
        .filteredOn(field -> !field.contains("Entry."))
        .containsExactlyElementsOf(known);
  }

  private static List<FormatSample.Entry> currentEntries() throws IOException {
    try (Stream<Path> files = Files.list(FORMATS.resolve(CURRENT))) {
      return files
          .map(file -> FormatSample.parse(text(file)).entries())
          .flatMap(List::stream)
          .toList();
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** The message that a value is; null if it is none. */
  private static Message message(byte[] key, byte[] value) throws Exception {
    return switch (StoredRecords.kind(key)) {
      case EXECUTION ->
          switch (Keys.part(key)) {
            case 'b' -> StartRecord.parseFrom(value);
            case 'm' -> ExecutionRecord.parseFrom(value);
            case 's' -> ScopeRecord.parseFrom(value);
            case 'h' -> HistoryChunk.parseFrom(value);
            case 'u' -> MapRunRecord.parseFrom(value);
            case 'k' -> MapChildRecord.parseFrom(value);
            default -> null;
          };
      case DELIVERY -> DeliveryRecord.parseFrom(value);
      case LISTING -> ListingRecord.parseFrom(value);
      case MACHINE -> MachineRecord.parseFrom(value);
      case REVISION -> RevisionRecord.parseFrom(value);
      case ACTIVITY -> ActivityRecord.parseFrom(value);
      case VERSION -> VersionRecord.parseFrom(value);
      case ALIAS -> AliasRecord.parseFrom(value);
      case QUARANTINE ->
          Keys.isParked(key) ? DeliveryRecord.parseFrom(value) : QuarantineRecord.parseFrom(value);
      case TIMER, CALL, READY, OFFER, MAP_RUN, ENDED, DEFINITION -> null;
    };
  }

  private static void collect(Message message, Set<String> seen) {
    message
        .getAllFields()
        .forEach(
            (field, value) -> {
              seen.add(field.getFullName());
              List<?> values = value instanceof List<?> list ? list : List.of(value);
              for (Object each : values) {
                if (each instanceof Message inner) {
                  collect(inner, seen);
                }
              }
            });
  }

  @Test
  void shouldHaveASampleOfEveryConstantThatIsStoredByItsNumber() throws IOException {
    String all =
        currentEntries().stream()
            .map(FormatSample.Entry::shown)
            .flatMap(List::stream)
            .collect(Collectors.joining("\n"));

    Stream.of(
            pawl.engine.history.EventType.values(),
            pawl.engine.execution.Phase.values(),
            pawl.engine.execution.TimerKind.values(),
            ExecutionStatus.values(),
            pawl.asl.MachineType.values())
        .flatMap(Arrays::stream)
        .map(Enum::name)
        .forEach(name -> assertThat(all).containsPattern(": " + name + "(\n|$)"));
  }

  /** A store that was left in the middle of its work is taken up and brought to its end. */
  @Test
  void shouldGoOnWithWhatWasStored() throws IOException {
    Engine engine = Engine.given(FormatSamples.RUNNING_MACHINE);
    engine.host.catalogueStore().apply(read("running-catalogue").writes());
    engine.host.store().apply(read("running-shard").writes());
    engine.find("run");
    assertThat(engine.status()).isEqualTo(ExecutionStatus.RUNNING);
    String token = token(engine);

    engine.resume();
    engine.succeed("Call", "\"two\"");
    engine.after(Duration.ofSeconds(2));
    while (!engine.host.calls().isEmpty()) {
      TaskCall call = engine.host.calls().getFirst();
      engine.succeed(call.stateName(), "\"more\"");
    }
    engine.token(token, new TaskReport.Succeeded(Payload.ofText("\"asked\"")));
    engine.after(Duration.ofDays(1));

    assertThat(engine.host.bugs()).isEmpty();
    assertThat(engine.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(engine.output())
        .isEqualTo("[[\"one\",\"more\",\"two\",\"more\"],{\"items\":[1,2,3,4]},\"asked\"]");
  }

  private static String token(Engine engine) {
    return engine.events().stream()
        .map(event -> event.details())
        .filter(EventDetails.TaskScheduled.class::isInstance)
        .map(details -> ((EventDetails.TaskScheduled) details).parameters())
        .map(parameters -> parameters.node().path("MessageBody").path("Token").asText())
        .filter(token -> !token.isEmpty())
        .findFirst()
        .orElseThrow();
  }
}
