package pawl.asl.fuzz;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** The seeds of every fuzz target, and what fuzzers once found. */
@Timeout(60)
class FuzzTargetsTest {
  private static final Path SEEDS = Path.of("src/test/resources/fuzz");

  /** Named as the folders of the seeds, and as {@code .ci/fuzz} names the targets. */
  private static final Map<String, Consumer<byte[]>> TARGETS =
      Map.of(
          "definition", DefinitionFuzz::fuzzerTestOneInput,
          "path", PathFuzz::fuzzerTestOneInput,
          "intrinsic", IntrinsicFuzz::fuzzerTestOneInput,
          "jsonata", JsonataFuzz::fuzzerTestOneInput,
          "template", TemplateFuzz::fuzzerTestOneInput);

  @TestFactory
  Stream<DynamicTest> shouldSurvive() {
    return TARGETS.entrySet().stream()
        .flatMap(
            target ->
                seeds(target.getKey())
                    .map(
                        seed ->
                            DynamicTest.dynamicTest(
                                target.getKey() + " " + seed.getFileName(),
                                () -> survive(target.getValue(), seed))));
  }

  private static Stream<Path> seeds(String target) {
    try (Stream<Path> files = Files.list(SEEDS.resolve(target))) {
      return files.sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void survive(Consumer<byte[]> target, Path seed) throws IOException {
    byte[] data = Files.readAllBytes(seed);
    assertThatCode(() -> target.accept(data)).doesNotThrowAnyException();
  }

  @Test
  void shouldHaveABugInTheCanary() {
    assertThatIllegalStateException()
        .isThrownBy(
            () -> CanaryFuzz.fuzzerTestOneInput("pawl!".getBytes(StandardCharsets.US_ASCII)));
  }
}
