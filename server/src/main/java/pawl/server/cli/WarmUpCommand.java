package pawl.server.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import pawl.dev.Console;
import pawl.server.Config;
import pawl.server.Server;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Goes once through what most runs do, so that the JVM can record which classes that takes. The
 * launcher calls it after a build.
 */
@Command(name = "warm-up", hidden = true)
final class WarmUpCommand implements Runnable {
  /** Where nobody listens: the "discard" port. */
  private static final String NOBODY = "http://127.0.0.1:9";

  private static final String MACHINE =
      """
      Transform: AWS::Serverless-2016-10-31
      Resources:
        Machine:
          Type: AWS::Serverless::StateMachine
          Properties:
            Name: Machine
            Definition:
              StartAt: Done
              States:
                Done:
                  Type: Succeed
      """;

  /** An application that needs most parts of the server and nothing of the machine. */
  private static final String APPLICATION =
      """
      Transform: AWS::Serverless-2016-10-31
      Resources:
        Queue:
          Type: AWS::SQS::Queue
        Machine:
          Type: AWS::Serverless::StateMachine
          Properties:
            Name: Machine
            Definition:
              StartAt: Send
              States:
                Send:
                  Type: Task
                  Resource: arn:aws:states:::sqs:sendMessage
                  Parameters:
                    QueueUrl: !Ref Queue
                    MessageBody.$: $
                  Catch:
                    - ErrorEquals: [States.ALL]
                      Next: Done
                  Next: Done
                Done:
                  Type: Succeed
      """;

  @Option(names = "--commands", description = "Only what short commands do.")
  private boolean commands;

  @Option(names = "--server", description = "Only what a server alone does.")
  private boolean server;

  @Override
  public void run() {
    if (commands) {
      command("--help");
      command("list", "--endpoint", NOBODY);
    } else {
      command(server ? "serve" : "dev", "--help");
      serve(server ? MACHINE : APPLICATION);
    }
  }

  private static void serve(String template) {
    Path folder = temporaryFolder();
    try (PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream())) {
      Files.writeString(folder.resolve("template.yaml"), template);
      Config config =
          new Config(
              "127.0.0.1",
              0,
              folder.resolve(".pawl"),
              "us-east-1",
              "123456789012",
              Config.Profile.AWS);
      Console console = new Console(nowhere, false);
      try (Server server = Server.develop(config, folder, Map.of(), console)) {
        command("list", "--endpoint", server.url());
        command("start", "Machine", "--follow", "--endpoint", server.url());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      delete(folder);
    }
  }

  private static void command(String... args) {
    PrintWriter nowhere = new PrintWriter(new StringWriter());
    Main.run(nowhere, nowhere, args);
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("pawl-warm-up");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> inside = Files.walk(folder)) {
      for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
