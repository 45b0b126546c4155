package pawl.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import pawl.observability.log.LogLevel;
import pawl.server.Config;
import pawl.server.Observation;
import picocli.CommandLine;

class ServerOptionsTest {
  private static final Path DATA = Path.of("usual");

  private static List<String> everything() {
    return List.of(
        "--host 127.0.0.2 --port 1 --data somewhere --region eu-west-1 --account 111122223333",
        "--profile OPEN --durability os --retention 7 --mock-config mocks.json",
        "--connections connections.json --allow-origin https://a.example,https://b.example",
        "--log-executions stdout --log-level error --log-data --events-bus bus",
        "--events-source mine --events-webhook http://127.0.0.1:9/hook --trace-all --json");
  }

  private static Stream<String> lines() {
    return Stream.concat(
        Stream.of("", String.join(" ", everything())),
        everything().stream()); // each also without the others
  }

  @ParameterizedTest
  @MethodSource("lines")
  void shouldReadPlainLinesAsPicocliDoes(String line) {
    List<String> arguments = line.isEmpty() ? List.of() : List.of(line.split(" "));
    var plain = new ServerOptions();
    var serve = new ServeCommand();

    List<String> rest = plain.readPlain(arguments);
    new CommandLine(serve)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .parseArgs(arguments.toArray(String[]::new));

    assertThat(rest).isEmpty();
    assertThat(plain.config(DATA, null)).isEqualTo(serve.options().config(DATA, null));
    assertThat(plain.json()).isEqualTo(serve.options().json()).isEqualTo(line.contains("--json"));
  }

  @Test
  void shouldReadWhatIsSaid() {
    var options = new ServerOptions();
    List<String> line = new ArrayList<>(List.of("folder"));
    everything().forEach(part -> line.addAll(List.of(part.split(" "))));

    assertThat(options.readPlain(line)).containsExactly("folder");

    Config config = options.config(DATA, null);
    assertThat(config.port()).isOne();
    assertThat(config.data()).isEqualTo(Path.of("somewhere").toAbsolutePath());
    assertThat(config.profile()).isEqualTo(Config.Profile.OPEN);
    assertThat(config.durability()).isEqualTo(Config.Durability.OS);
    assertThat(config.observation())
        .isEqualTo(
            new Observation(
                "stdout", LogLevel.ERROR, true, "bus", "mine", "http://127.0.0.1:9/hook", true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "-h",
        "--no-such-option",
        "--port",
        "--port --json",
        "--port many",
        "--profile mine",
        "--port=8083",
        "--port 1 --port 2",
      })
  void shouldLeaveWhatIsNotPlainToPicocli(String line) {
    assertThat(new ServerOptions().readPlain(List.of(line.split(" ")))).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "serve --port many",
        "serve --profile mine",
        "serve --port",
        "serve folder",
        "dev one two",
        "serve --no-such-option",
      })
  void shouldSayWhatWasNotUnderstood(String line) {
    var err = new StringWriter();

    int code = Main.run(new PrintWriter(new StringWriter()), new PrintWriter(err), line.split(" "));

    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).startsWith("pawl: ").contains("--help");
  }

  @Test
  void shouldExplainEachOptionWithItsVariable() {
    var out = new StringWriter();

    int code = Main.run(new PrintWriter(out), new PrintWriter(new StringWriter()), "serve", "-h");

    assertThat(code).isZero();
    for (ServerOption option : ServerOption.values()) {
      assertThat(out.toString()).contains(option.option());
      if (option.variable() != null) {
        assertThat(out.toString()).contains(option.variable());
      }
    }
  }
}
