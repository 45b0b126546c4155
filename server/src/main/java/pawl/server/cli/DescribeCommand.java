package pawl.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import pawl.server.cli.Screen.Style;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows one thing: a machine, an execution or an activity. */
@Command(
    name = "describe",
    description = "Show a state machine, an execution or an activity.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class DescribeCommand implements Runnable {
  @Parameters(
      paramLabel = "ARN|NAME",
      description = "An ARN, the name of a state machine, or MACHINE/EXECUTION.")
  private String subject;

  @Mixin private ClientOptions options;

  @Override
  public void run() {
    StatesClient client = options.client();
    Arn arn =
        Arn.parse(
            subject.contains("/") ? Arn.execution(client, subject) : Arn.machine(client, subject));
    JsonNode description =
        switch (arn.kind()) {
          case "stateMachine" -> describe(client, "StateMachine", arn);
          case "execution", "express" -> describe(client, "Execution", arn);
          case "activity" -> describe(client, "Activity", arn);
          default -> throw new CliException("can't describe a thing of kind '" + arn.kind() + "'");
        };
    if (options.json()) {
      options.screen().json(description);
    } else {
      show(options.screen(), description);
    }
  }

  private static JsonNode describe(StatesClient client, String what, Arn arn) {
    String member = Character.toLowerCase(what.charAt(0)) + what.substring(1) + "Arn";
    return client.call("Describe" + what, StatesClient.request().put(member, arn.text()));
  }

  private static void show(Screen screen, JsonNode description) {
    int width =
        description.properties().stream().mapToInt(m -> m.getKey().length()).max().orElse(0);
    for (Map.Entry<String, JsonNode> member : description.properties()) {
      String label = member.getKey() + " ".repeat(width - member.getKey().length());
      screen.line(screen.style(Style.BOLD, label) + "  " + value(member, width));
    }
  }

  private static String value(Map.Entry<String, JsonNode> member, int width) {
    JsonNode value = member.getValue();
    if (member.getKey().endsWith("Date")) {
      return Text.time(value);
    }
    String text = value.isTextual() ? value.asText() : value.toString();
    return text.replace("\n", "\n" + " ".repeat(width + 2));
  }
}
