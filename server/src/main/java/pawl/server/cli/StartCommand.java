package pawl.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import pawl.asl.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Starts an execution, and stays with it to its end if asked to. */
@Command(
    name = "start",
    description = "Start an execution.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class StartCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "MACHINE[#TESTCASE]",
      description =
          "Name or ARN of a state machine, perhaps with a test case of the server's mock file.")
  private String machine;

  @Option(
      names = {"-i", "--input"},
      paramLabel = "JSON|@FILE|-",
      defaultValue = "{}",
      description = "The input: JSON, a file that holds it, or - for standard input (default {}).")
  private String input;

  @Option(
      names = {"-n", "--name"},
      description = "The execution's name; the server makes one up if there is none.")
  private @Nullable String name;

  @Option(
      names = {"-f", "--follow"},
      description = "Show how it goes; exit code 0 only if it succeeds.")
  private boolean follow;

  @Option(
      names = {"-v", "--verbose"},
      description = "With --follow: show the states inside the items of a Map too.")
  private boolean verbose;

  @Mixin private ClientOptions options;

  @Override
  public Integer call() {
    String json = readInput();
    StatesClient client = options.client();
    ObjectNode request =
        StatesClient.request()
            .put("stateMachineArn", Arn.machine(client, unmocked()) + testCase())
            .put("input", json);
    if (name != null) {
      request.put("name", name);
    }
    if (follow && isExpress(client, request)) {
      return new Outcome(options.screen(), options.json())
          .tell(client.call("StartSyncExecution", request));
    }
    JsonNode started = client.call("StartExecution", request);
    String arn = started.path("executionArn").asText();
    if (follow) {
      return new Following(client, options.screen(), options.json(), verbose).follow(arn);
    }
    if (options.json()) {
      options.screen().json(started);
    } else {
      options.screen().line(arn);
    }
    return 0;
  }

  private String unmocked() {
    return machine.split("#", 2)[0];
  }

  /** From the mark on, if there is one. */
  private String testCase() {
    return machine.substring(unmocked().length());
  }

  /** Executions of Express machines can't be watched; they are run while we wait. */
  private static boolean isExpress(StatesClient client, ObjectNode request) {
    String arn = request.path("stateMachineArn").asText();
    ObjectNode described = StatesClient.request().put("stateMachineArn", arn.split("#", 2)[0]);
    return client.call("DescribeStateMachine", described).path("type").asText().equals("EXPRESS");
  }

  private String readInput() {
    String text;
    String from;
    if (input.equals("-")) {
      from = "standard input";
      text = readStandardInput();
    } else if (input.startsWith("@")) {
      from = input.substring(1);
      text = readFile(Path.of(from));
    } else {
      from = "--input";
      text = input;
    }
    try {
      Json.MAPPER.readTree(text);
      return text;
    } catch (JsonProcessingException e) {
      String hint =
          from.equals("--input") && Files.exists(Path.of(input)) ? "; did you mean @" + input : "";
      throw new CliException(
          "%s is not JSON: line %d, column %d: %s%s"
              .formatted(
                  from,
                  e.getLocation().getLineNr(),
                  e.getLocation().getColumnNr(),
                  e.getOriginalMessage(),
                  hint),
          e);
    }
  }

  private static String readStandardInput() {
    try {
      return new String(System.in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new CliException("can't read standard input: " + e.getMessage(), e);
    }
  }

  private static String readFile(Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new CliException("there is no file " + file, e);
    } catch (IOException e) {
      throw new CliException("can't read " + file + ": " + e.getMessage(), e);
    }
  }
}
