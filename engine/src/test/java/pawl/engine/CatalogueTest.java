package pawl.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import pawl.asl.MachineType;
import pawl.asl.Payload;
import pawl.engine.catalogue.Alias;
import pawl.engine.catalogue.CatalogueCommand;
import pawl.engine.catalogue.CatalogueReply;
import pawl.engine.catalogue.MachineSettings;
import pawl.engine.catalogue.Publication;
import pawl.engine.catalogue.Version;
import pawl.engine.id.Arns;
import pawl.engine.id.ExecutionId;
import pawl.engine.memory.MemoryHost;
import pawl.engine.read.ExecutionQuery;
import pawl.engine.read.ExecutionView;

/** Versions, aliases and tags, and what executions that are started through them run. */
class CatalogueTest {
  private static final String MACHINE = "arn:aws:states:us-east-1:123456789012:stateMachine:m";
  private static final MachineSettings SETTINGS =
      new MachineSettings(Engine.ROLE, null, null, null);

  private final MemoryHost host = host();

  private static MemoryHost host() {
    return new MemoryHost(new Arns("us-east-1", "123456789012"), Limits.AWS, Engine.START, 42);
  }

  private static String definition(String result) {
    return """
    {"StartAt": "S", "States": {"S": {"Type": "Pass", "Result": "%s", "End": true}}}
    """
        .formatted(result);
  }

  private void create(@Nullable Publication publication) {
    host.submit(
        new CatalogueCommand.CreateMachine(
            MACHINE,
            "m",
            MachineType.STANDARD,
            definition("1"),
            SETTINGS,
            Map.of("k", "v"),
            publication));
  }

  private CatalogueReply.OfUpdateMachine update(String result, @Nullable Publication publication) {
    return host.submit(
        new CatalogueCommand.UpdateMachine(
            MACHINE, definition(result), null, null, null, null, publication));
  }

  private void updateAndPublish(int version) {
    assertThat(update("" + version, new Publication(null)))
        .isInstanceOfSatisfying(
            CatalogueReply.MachineUpdated.class,
            updated -> assertThat(updated.version().number()).isEqualTo(version));
  }

  private CatalogueReply.OfPublishVersion publish() {
    return host.submit(new CatalogueCommand.PublishVersion(MACHINE, null, null));
  }

  private CatalogueReply.OfCreateAlias alias(String name, Alias.Route... routes) {
    return host.submit(new CatalogueCommand.CreateAlias(MACHINE, name, null, List.of(routes)));
  }

  private ExecutionView run(String machineArn, String name) {
    return run(host, machineArn, name);
  }

  private static ExecutionView run(MemoryHost host, String machineArn, String name) {
    String arn = host.arns().execution("m", name);
    host.submit(new Command.Start(arn, name, machineArn, Payload.EMPTY_OBJECT, null, null));
    return host.reads().execution(ExecutionId.of(arn)).orElseThrow();
  }

  @Test
  void shouldHaveAtMostAThousandVersions() {
    create(new Publication(null));
    for (int version = 2; version <= 1000; version++) {
      updateAndPublish(version);
    }
    String before = host.reads().machine(MACHINE).orElseThrow().revision().revisionId();

    assertThat(update("too many", new Publication(null)))
        .isEqualTo(new CatalogueReply.TooMany(1000));
    assertThat(host.reads().machine(MACHINE).orElseThrow().revision().revisionId())
        .isEqualTo(before);
    update("unpublished", null);
    assertThat(publish()).isEqualTo(new CatalogueReply.TooMany(1000));
    host.submit(new CatalogueCommand.DeleteVersion(MACHINE, 17));
    assertThat(publish())
        .isInstanceOfSatisfying(
            CatalogueReply.VersionPublished.class,
            published -> assertThat(published.version().number()).isEqualTo(1001));
  }

  @Test
  void shouldKeepARevisionForItsVersions() {
    create(new Publication("first"));
    update("2", null);
    Version version = host.reads().version(MACHINE, 1).orElseThrow();

    assertThat(host.reads().revision(version).definition()).isEqualTo(definition("1"));
    assertThat(version.description()).isEqualTo("first");
    assertThat(run(MACHINE + ":1", "a").output().text()).isEqualTo("\"1\"");
    assertThat(run(MACHINE, "b").output().text()).isEqualTo("\"2\"");
  }

  @Test
  void shouldChooseAVersionOnceAndTheSameForTheSameSeed() {
    var other = new CatalogueTest();
    for (CatalogueTest each : List.of(this, other)) {
      each.create(new Publication(null));
      each.updateAndPublish(2);
      each.alias("a", new Alias.Route(1, 50), new Alias.Route(2, 50));
    }
    Set<String> seen = new java.util.HashSet<>();
    for (int i = 0; i < 50; i++) {
      ExecutionView first = run(MACHINE + ":a", "e" + i);
      seen.add(first.versionArn());
      assertThat(first.aliasArn()).isEqualTo(MACHINE + ":a");
      assertThat(first.versionArn())
          .isEqualTo(MACHINE + ":" + first.output().text().replace("\"", ""))
          .isEqualTo(run(other.host, MACHINE + ":a", "e" + i).versionArn());
    }

    assertThat(seen).containsExactlyInAnyOrder(MACHINE + ":1", MACHINE + ":2");
  }

  @Test
  void shouldFilterExecutionsByVersionAliasAndStatus() {
    create(new Publication(null));
    alias("a", new Alias.Route(1, 100));
    run(MACHINE, "plain");
    run(MACHINE + ":1", "version");
    run(MACHINE + ":a", "alias");

    assertThat(names(new ExecutionQuery(MACHINE, "1", null, null, null)))
        .containsExactlyInAnyOrder("version", "alias");
    assertThat(names(new ExecutionQuery(MACHINE, null, "a", ExecutionStatus.SUCCEEDED, null)))
        .containsExactly("alias");
    assertThat(names(new ExecutionQuery(MACHINE, null, "a", ExecutionStatus.RUNNING, null)))
        .isEmpty();
    assertThat(names(ExecutionQuery.of(MACHINE))).hasSize(3);
  }

  private List<String> names(ExecutionQuery query) {
    return host.reads().executions(query, 10, null).rows().stream().map(row -> row.name()).toList();
  }

  @Test
  void shouldNotStartWhatIsNotThere() {
    create(null);
    for (String qualifier : List.of("1", "a", "0", "01")) {
      String arn = MACHINE + ":" + qualifier;
      assertThat(
              host.submit(
                  new Command.Start(
                      host.arns().execution("m", "e"), "e", arn, Payload.EMPTY_OBJECT, null, null)))
          .isEqualTo(new Reply.NoSuchMachine(arn));
    }
  }

  @Test
  void shouldKeepTagsThroughEveryChange() {
    create(new Publication(null));
    host.submit(new CatalogueCommand.Tag(MACHINE, Map.of("l", "w"), 50));
    updateAndPublish(2);
    host.submit(new CatalogueCommand.Untag(MACHINE, Set.of("k")));

    assertThat(host.reads().tags(MACHINE)).contains(Map.of("l", "w"));
    updateAndPublish(3);
    assertThat(host.submit(new CatalogueCommand.Tag(MACHINE, Map.of("m", "x"), 1)))
        .isEqualTo(new CatalogueReply.TooMany(1));
    assertThat(host.submit(new CatalogueCommand.Tag(MACHINE + ":1", Map.of(), 50)))
        .isEqualTo(new CatalogueReply.NoSuchResource());
    assertThat(host.reads().tags(MACHINE)).contains(Map.of("l", "w"));
  }

  @Test
  void shouldDeleteEverythingOfAMachineAndNothingOfAnother() {
    create(new Publication(null));
    alias("a", new Alias.Route(1, 100));
    String other = MACHINE + "2";
    host.submit(
        new CatalogueCommand.CreateMachine(
            other,
            "m2",
            MachineType.STANDARD,
            definition("1"),
            SETTINGS,
            Map.of(),
            new Publication(null)));
    host.submit(new CatalogueCommand.DeleteMachine(MACHINE));

    assertThat(host.reads().versions(MACHINE, 10, null).rows()).isEmpty();
    assertThat(host.reads().aliases(MACHINE, 0, 10, null).rows()).isEmpty();
    assertThat(host.reads().tags(MACHINE)).isEmpty();
    assertThat(host.reads().versions(other, 10, null).rows()).hasSize(1);
  }
}
