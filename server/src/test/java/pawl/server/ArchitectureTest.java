package pawl.server;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * Which way dependencies point, and what the pure modules must not touch. This is the place to
 * think before a rule is changed: what a core knows of the world it can no longer be simulated
 * without.
 */
class ArchitectureTest {
  private static final JavaClasses PAWL =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("pawl");

  private static final String[] PURE = {"pawl.asl..", "pawl.engine.."};

  /** The packages that bear the names of the modules. */
  private static final String DOORS = "pawl.*";

  /** The memory host is a host: it has threads and a clock, and nothing of the core sees it. */
  private static final String MEMORY_HOST = "pawl.engine.memory..";

  /** Written by the Protocol Buffers compiler. */
  private static final String GENERATED = "pawl.engine.store.proto..";

  @Test
  void shouldPointDependenciesOneWay() {
    layeredArchitecture()
        .consideringOnlyDependenciesInAnyPackage("pawl..")
        .layer("server")
        .definedBy("pawl.server..")
        .layer("dev")
        .definedBy("pawl.dev..")
        .layer("observability")
        .definedBy("pawl.observability..")
        .layer("api")
        .definedBy("pawl.api..")
        .layer("functions")
        .definedBy("pawl.functions..")
        .layer("integrations")
        .definedBy("pawl.integrations..")
        .layer("embedded")
        .definedBy("pawl.embedded..")
        .layer("engine")
        .definedBy("pawl.engine..")
        .layer("asl")
        .definedBy("pawl.asl..")
        .whereLayer("server")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("dev")
        .mayOnlyBeAccessedByLayers("server")
        .whereLayer("observability")
        .mayOnlyBeAccessedByLayers("server")
        .whereLayer("api")
        .mayOnlyBeAccessedByLayers("server", "observability")
        .whereLayer("functions")
        .mayOnlyBeAccessedByLayers("server", "dev")
        .whereLayer("integrations")
        .mayOnlyBeAccessedByLayers("server", "observability")
        .whereLayer("embedded")
        .mayOnlyBeAccessedByLayers("server")
        .whereLayer("engine")
        .mayOnlyBeAccessedByLayers(
            "server", "dev", "observability", "api", "integrations", "embedded")
        .whereLayer("asl")
        .mayOnlyBeAccessedByLayers(
            "server", "dev", "observability", "api", "integrations", "embedded", "engine")
        .check(PAWL);
  }

  @Test
  void shouldHaveNoCyclesBetweenPackages() {
    // A module's door may be both what is called from outside and the words used inside.
    slices()
        .matching("pawl.(**)")
        .should()
        .beFreeOfCycles()
        .ignoreDependency(resideInAnyPackage(DOORS), DescribedPredicate.alwaysTrue())
        .check(PAWL);
  }

  @Test
  void shouldKeepTheWorldOutOfLanguageAndCore() {
    noClasses()
        .that(arePure())
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                    "java.io..", "java.nio.file..", "java.net..", "java.util.concurrent..")
                .and(describe("are not exceptions or plain maps", type -> !isHarmless(type))))
        .orShould()
        .dependOnClassesThat()
        .belongToAnyOf(Thread.class, Clock.class)
        .because("the same input must give the same turn, wherever it runs")
        .check(PAWL);
  }

  @Test
  void shouldTakeNoTimeAndNoChanceFromTheSystem() {
    noClasses()
        .that(arePure())
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(UUID.class, "randomUUID")
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .callConstructor(Random.class)
        .because("only what is seeded gives the same again")
        .check(PAWL);
  }

  @Test
  void shouldIterateInAStableOrder() {
    noClasses()
        .that(arePure())
        .should()
        .callConstructorWhere(
            describe(
                "a HashMap or HashSet is made",
                (JavaConstructorCall call) ->
                    call.getTargetOwner().isEquivalentTo(HashMap.class)
                        || call.getTargetOwner().isEquivalentTo(HashSet.class)))
        .because("their order differs from run to run; LinkedHashMap, sorted or List.of do not")
        .check(PAWL);
  }

  @Test
  void shouldKeepThirdPartiesBehindTheirDoors() {
    door("RocksDB", "org.rocksdb..", "pawl.embedded..");
    door("the AWS SDK", "software.amazon.awssdk..", "pawl.integrations..");
    door("Protocol Buffers", "com.google.protobuf..", "pawl.engine.store..");
    door("ElasticMQ", "org.elasticmq..", "pawl.dev..");
    door("Hardwood", "dev.hardwood..", "pawl.integrations.items..");
    door("Pekko and Scala", "org.apache.pekko..", "pawl.dev..");
    door("the YAML parser", "org.snakeyaml..", "pawl.dev..");
    door("Prometheus", "io.prometheus..", "pawl.observability.metrics..");
    door("OpenTelemetry", "io.opentelemetry..", "pawl.observability.trace..");
    door("picocli", "picocli..", "pawl.server.cli..");
    door("JsonPath", "com.jayway..", "pawl.asl..");
    noClasses()
        .that()
        .haveNameNotMatching("pawl\\.server\\.(HttpServer|Preparation)(\\$.*)?")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.helidon..")
        .as("only HttpServer and what prepares it know Helidon")
        .check(PAWL);
  }

  @Test
  void shouldHaveNoThreadLocals() {
    noClasses().should().dependOnClassesThat().areAssignableTo(ThreadLocal.class).check(PAWL);
  }

  private static void door(String what, String thirdParty, String behind) {
    noClasses()
        .that()
        .resideOutsideOfPackage(behind)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(thirdParty)
        .as("only " + behind + " knows " + what)
        .check(PAWL);
  }

  private static DescribedPredicate<JavaClass> arePure() {
    return resideInAnyPackage(PURE)
        .and(DescribedPredicate.not(resideInAnyPackage(MEMORY_HOST, GENERATED)))
        .as("are of the language or the core");
  }

  private static boolean isHarmless(JavaClass type) {
    // Streams and readers stand in signatures of the JSON library; opening one takes other types.
    return type.isAssignableTo(Throwable.class)
        || Set.of(
                "java.io.Serializable",
                "java.io.DataInput",
                "java.io.InputStream",
                "java.io.Reader",
                "java.util.concurrent.ConcurrentHashMap")
            .contains(type.getName());
  }
}
