package pawl.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** What a reader of the source may rely on and no compiler checks. */
class TidyTest {
  private static final Pattern LOOSE_TODO =
      Pattern.compile("\\b(TODO|FIXME|XXX)\\b(?!\\(#\\d+\\))");
  private static final int TEN = 10;

  private static List<Path> mainSources;
  private static List<Path> allSources;

  @BeforeAll
  static void findSources() throws IOException {
    Path root = root();
    allSources = new ArrayList<>();
    try (Stream<Path> modules = Files.list(root)) {
      for (Path module : modules.filter(TidyTest::isModule).toList()) {
        try (Stream<Path> files = Files.walk(module.resolve("src"))) {
          files.filter(file -> file.toString().endsWith(".java")).forEach(allSources::add);
        }
      }
    }
    mainSources =
        allSources.stream().filter(file -> file.toString().contains("/src/main/")).toList();
  }

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("pawl"))) {
      folder = folder.getParent();
    }
    return folder;
  }

  private static boolean isModule(Path folder) {
    return Files.exists(folder.resolve("pom.xml")) && Files.isDirectory(folder.resolve("src"));
  }

  @Test
  void shouldSayOfEveryPackageWhatItIsFor() {
    Set<Path> packages = new TreeSet<>();
    mainSources.forEach(file -> packages.add(file.getParent()));

    assertThat(packages)
        .isNotEmpty()
        .allSatisfy(
            folder -> {
              Path info = folder.resolve("package-info.java");
              assertThat(info).exists();
              assertThat(read(info)).contains("@NullMarked").contains("/**");
            });
  }

  @Test
  void shouldHaveNoTodoWithoutAnIssue() {
    assertThat(allSources)
        .filteredOn(file -> !file.endsWith("TidyTest.java"))
        .allSatisfy(file -> assertThat(read(file)).doesNotContainPattern(LOOSE_TODO));
  }

  @Test
  void shouldShowTheLargestFiles(TestReporter reporter) {
    List<Path> largest =
        mainSources.stream()
            .sorted(Comparator.comparingLong(TidyTest::lines).reversed())
            .limit(TEN)
            .toList();

    assertThat(largest).hasSize(TEN);
    largest.forEach(
        file -> reporter.publishEntry(root().relativize(file).toString(), lines(file) + " lines"));
  }

  private static long lines(Path file) {
    return read(file).lines().count();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
