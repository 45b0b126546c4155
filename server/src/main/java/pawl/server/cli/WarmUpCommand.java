package pawl.server.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import pawl.dev.Console;
import pawl.embedded.NativeLibrary;
import pawl.server.Config;
import pawl.server.Preparation;
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
      {"name": "Machine", "roleArn": "arn:aws:iam::123456789012:role/none",
        "definition": "{\\"StartAt\\": \\"Done\\", \\"States\\": {\\"Done\\": {\\"Type\\": \\"Pass\\", \\"End\\": true}}}"}
      """;

  private static final String EXECUTION =
      """
      {"stateMachineArn": "arn:aws:states:us-east-1:123456789012:stateMachine:Machine"}
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

  @Option(
      names = "--unpack",
      paramLabel = "DIR",
      description = "Instead, put what is no Java into a folder.")
  private @Nullable Path unpacked;

  @Override
  public void run() {
    if (unpacked != null) {
      unpack(unpacked);
    } else if (commands) {
      command("--help");
      command("list", "--endpoint", NOBODY);
    } else {
      inFolder(server ? WarmUpCommand::serve : WarmUpCommand::develop);
    }
  }

  private static void unpack(Path folder) {
    try {
      NativeLibrary.unpack(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A server alone. Its client is as small as can be: what that loads is loaded at each start. */
  private static void serve(Path folder) throws IOException {
    Config config = config(folder);
    Preparation.begin();
    try (Server server = Server.start(config)) {
      Screen nowhere = Screen.of(new PrintWriter(Writer.nullWriter()));
      new StartLines(config, server.url()).print(nowhere, false);
      request(server.url(), "CreateStateMachine", MACHINE);
      request(server.url(), "StartExecution", EXECUTION);
      request(server.url(), "ListStateMachines", "{}");
    }
  }

  private static void develop(Path folder) throws IOException {
    try (PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream())) {
      Files.writeString(folder.resolve("template.yaml"), APPLICATION);
      Console console = new Console(nowhere, false);
      try (Server server = Server.develop(config(folder), folder, Map.of(), console)) {
        command("list", "--endpoint", server.url());
        command("start", "Machine", "--follow", "--endpoint", server.url());
      }
    }
  }

  private static Config config(Path folder) {
    var options = new ServerOptions();
    options.readPlain(
        List.of(
            "--host", "127.0.0.1", "--port", "0", "--data", folder.resolve(".pawl").toString()));
    return options.config(folder, null);
  }

  private static void request(String url, String operation, String body) throws IOException {
    URI address = URI.create(url);
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    String head =
        """
        POST / HTTP/1.1
        Host: %s
        X-Amz-Target: AWSStepFunctions.%s
        Content-Type: application/x-amz-json-1.0
        Content-Length: %d
        Connection: close

        """
            .formatted(address.getAuthority(), operation, content.length)
            .replace("\n", "\r\n");
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().write(content);
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!answer.startsWith("HTTP/1.1 200 ")) {
        throw new IOException(operation + " was answered by " + answer);
      }
    }
  }

  /** What is done in a folder that is gone afterwards. */
  private interface Work {
    void in(Path folder) throws IOException;
  }

  private static void inFolder(Work work) {
    Path folder = temporaryFolder();
    try {
      work.in(folder);
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
