package pawl.integrations.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The tables in the documentation are those that the program goes by. To write them anew, run this
 * test with {@code -Dpawl.docs=write}.
 */
class JobDocsTest {
  private static final Path PAGES = Path.of("..", "docs", "integrations");

  static Stream<ServiceDescription> services() {
    return Catalogue.descriptions().stream();
  }

  private static Path pageOf(ServiceDescription service) {
    return PAGES.resolve(
        switch (service.type()) {
          case "elasticmapreduce", "emr-containers", "emr-serverless" -> "emr.md";
          default -> service.type() + ".md";
        });
  }

  @ParameterizedTest
  @MethodSource("services")
  void shouldBeWhatTheDocumentationSays(ServiceDescription service) throws IOException {
    Path page = pageOf(service);
    String text = Files.readString(page);
    String begin = "<!-- what " + service.type() + " does -->\n";
    String end = "<!-- end -->";
    int from = text.indexOf(begin) + begin.length();
    assertThat(from).as("the mark of the table in " + page).isGreaterThan(begin.length());
    int to = text.indexOf(end, from);
    String wanted = text.substring(0, from) + table(service) + text.substring(to);
    if (Objects.equals(System.getProperty("pawl.docs"), "write")) {
      Files.writeString(page, wanted);
    }
    assertThat(Files.readString(page)).isEqualTo(wanted);
  }

  private static String table(ServiceDescription service) {
    StringBuilder table = new StringBuilder();
    table.append("| action | API | status | ends well | ends badly | stopped by |\n");
    table.append("|---|---|---|---|---|---|\n");
    for (ActionDescription action : service.actions()) {
      table.append("| `").append(action.name()).append('`');
      Watch watch = action.watch();
      if (watch != null) {
        table.append(", `.sync`");
      }
      if (service.hasCallbacks()) {
        table.append(", `.waitForTaskToken`");
      }
      table.append(" | ").append(operation(action.operation()));
      if (watch == null) {
        table.append(" | | | | |\n");
        continue;
      }
      table
          .append(", ")
          .append(operation(watch.describe().operation()))
          .append(" | `")
          .append(
              (watch.job() + "" + watch.status())
                  .substring(1)
                  .replace("/0", "[0]")
                  .replace('/', '.'))
          .append("` | ")
          .append(watch.judgement() == Watch.Judgement.BY_STATUS ? statuses(watch) : "see below")
          .append(" | ")
          .append(codes(watch.failed()))
          .append(" | ")
          .append(watch.stop() == null ? "" : operation(watch.stop().operation()))
          .append(" |\n");
    }
    return table.toString();
  }

  private static String statuses(Watch watch) {
    String known = codes(watch.succeeded());
    String gone = watch.endsWhenGone() ? "it is gone" : "";
    return known.isEmpty() || gone.isEmpty() ? known + gone : known + ", " + gone;
  }

  private static String codes(List<String> statuses) {
    return String.join(", ", statuses.stream().map(it -> "`" + it + "`").toList());
  }

  private static String operation(String name) {
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }
}
