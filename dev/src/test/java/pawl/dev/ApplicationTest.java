package pawl.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pawl.asl.ServiceRules;
import pawl.asl.program.TaskResource;
import pawl.engine.Limits;
import pawl.engine.id.Arns;
import pawl.engine.memory.MemoryHost;
import pawl.functions.FunctionHost;
import pawl.functions.HostConfiguration;

class ApplicationTest {
  private static final String TEMPLATE =
      """
      Resources:
        Flow:
          Type: AWS::Serverless::StateMachine
          Properties:
            DefinitionUri: flow.asl.json
        Work:
          Type: AWS::Serverless::Function
          Properties:
            CodeUri: code
            Handler: app.handler
            Runtime: python3.13
            Environment: {Variables: {MODE: one}}
      """;

  private static final String DEFINITION =
      "{\"StartAt\": \"A\", \"States\": {\"A\": {\"Type\": \"Pass\", \"Result\": %d, \"End\":"
          + " true}}}";

  @TempDir Path folder;
  private final Arns arns = new Arns("us-east-1", "123456789012");
  private final MemoryHost host = new MemoryHost(arns, Limits.AWS, 0, 1);
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private FunctionHost functions;
  private Application application;

  @BeforeEach
  void writeApplication() throws IOException {
    Files.createDirectories(folder.resolve("code"));
    write("code/app.py", "def handler(event, context):\n    return 1\n");
    write("flow.asl.json", DEFINITION.formatted(1));
    write("template.yaml", TEMPLATE);
  }

  @AfterEach
  void stop() {
    if (application != null) {
      application.quiesce();
    }
    if (functions != null) {
      functions.close();
    }
    if (application != null) {
      application.close();
    }
  }

  @Test
  void shouldMakeWhatTheTemplateAsksFor() throws Exception {
    open();
    assertThat(host.reads().machine(arns.stateMachine("Flow"))).isPresent();
    assertThat(functions.list())
        .singleElement()
        .satisfies(f -> assertThat(f.name()).isEqualTo("Work"));
    assertThat(application.queueAddress()).isEmpty();
    assertThat(application.table().lines())
        .containsExactly(
            "KIND           NAME  WHERE                                                    FROM",
            "state machine  Flow  arn:aws:states:us-east-1:123456789012:stateMachine:Flow "
                + " flow.asl.json",
            "function       Work  arn:aws:lambda:us-east-1:123456789012:function:Work     "
                + " code");
    assertThat(lines).isEmpty();
  }

  @Test
  void shouldRedeployJustWhatHasChanged() throws Exception {
    open();
    application.redeploy();
    assertThat(lines).isEmpty();

    write("flow.asl.json", DEFINITION.formatted(2));
    application.redeploy();
    assertThat(next())
        .isEqualTo(
            "pawl           | state machine Flow updated; running executions go on with what they"
                + " began with");
    assertThat(
            host.reads().machine(arns.stateMachine("Flow")).orElseThrow().revision().definition())
        .contains("2");

    write("code/app.py", "def handler(event, context):\n    return 22\n");
    application.redeploy();
    assertThat(next()).endsWith("function Work reloaded: its code has changed");

    write("template.yaml", TEMPLATE.replace("MODE: one", "MODE: two"));
    application.redeploy();
    assertThat(next()).endsWith("function Work deployed");
    assertThat(functions.list().getFirst().configuration().environment())
        .containsEntry("MODE", "two");
    assertThat(lines).isEmpty();
  }

  @Test
  void shouldStayAsItWasWhileAFileIsHalfWritten() throws Exception {
    open();
    write("template.yaml", TEMPLATE.substring(0, TEMPLATE.indexOf("Handler")));
    application.redeploy();
    assertThat(next())
        .isEqualTo("template.yaml:7:11: error: Work needs the property Runtime, which is missing");
    assertThat(next()).contains("needs the property Handler");
    assertThat(next()).endsWith("Not redeployed; what runs stays as it was");
    application.redeploy();
    write("flow.asl.json", "{\"StartAt\": ");
    write("template.yaml", TEMPLATE);
    application.redeploy();
    assertThat(next()).startsWith("flow.asl.json:1:13: error: ");
    assertThat(next()).endsWith("Not redeployed; what runs stays as it was");
    assertThat(functions.list()).hasSize(1);

    write("flow.asl.json", DEFINITION.formatted(3));
    application.redeploy();
    assertThat(next()).contains("state machine Flow updated");
    assertThat(lines).isEmpty();
  }

  @Test
  void shouldRemoveFunctionsAndKeepMachinesThatAreGone() throws Exception {
    open();
    write(
        "template.yaml",
        """
        Resources:
          Other:
            Type: AWS::Serverless::StateMachine
            Properties:
              DefinitionUri: flow.asl.json
          Approve:
            Type: AWS::StepFunctions::Activity
        """);
    application.redeploy();
    assertThat(next()).endsWith("function Work removed");
    assertThat(next()).endsWith("state machine Other created");
    assertThat(next()).contains("state machine Flow is no longer in the template");
    assertThat(next()).endsWith("activity Approve created");
    assertThat(functions.list()).isEmpty();
    assertThat(host.reads().machine(arns.stateMachine("Flow"))).isPresent();
    assertThat(host.reads().activity(arns.activity("Approve"))).isPresent();
  }

  @Test
  void shouldSeeChangesByItselfAndRunTheProcfile() throws Exception {
    write("Procfile", "worker: echo at $AWS_ENDPOINT_URL_SFN; exec sleep 1000\n");
    open();
    application.run();
    assertThat(next()).isEqualTo("worker         | at http://127.0.0.1:8083");

    write("flow.asl.json", DEFINITION.formatted(4));
    assertThat(next()).contains("state machine Flow updated");

    Files.createDirectories(folder.resolve("code/more"));
    write("code/more/extra.py", "x = 1\n");
    assertThat(next()).endsWith("function Work reloaded: its code has changed");

    write("Procfile", "worker: echo anew; exec sleep 1000\n");
    assertThat(next()).contains("The process worker is stopped: the Procfile has changed");
    assertThat(next()).isEqualTo("worker         | anew");
  }

  @Test
  void shouldServeQueuesToProcesses() throws Exception {
    write(
        "template.yaml",
        """
        Resources:
          WorkQueue:
            Type: AWS::SQS::Queue
        """);
    write("Procfile", "worker: echo $WORK_QUEUE_URL $AWS_ENDPOINT_URL_SQS; exec sleep 1000\n");
    open();
    application.run();
    String address = application.queueAddress().orElseThrow();
    assertThat(next())
        .isEqualTo("worker         | " + address + "/123456789012/WorkQueue " + address);
    assertThat(application.environment())
        .containsEntry("WORK_QUEUE_URL", address + "/123456789012/WorkQueue");
  }

  @Test
  void shouldRefuseATemplateWithErrorsAndNameThemAll() throws Exception {
    write(
        "template.yaml",
        "Resources:\n  A: {Type: AWS::SQS::Queue, Properties: {DelaySeconds: x}}\n");
    write("Procfile", "nonsense\n");
    assertThatThrownBy(this::open)
        .isInstanceOf(ApplicationException.class)
        .hasMessage("template.yaml can't be made: 2 errors");
    assertThat(next()).startsWith("template.yaml:2:57: error: DelaySeconds must be");
    assertThat(next()).startsWith("Procfile:1:1: error: A line of a Procfile");
    Files.delete(folder.resolve("template.yaml"));
    assertThatThrownBy(this::open).hasMessageContaining("There is no template.yaml");
  }

  @Test
  void shouldRefuseADataFolderInUse() throws Exception {
    open();
    Application first = application;
    assertThatThrownBy(this::open)
        .isInstanceOf(ApplicationException.class)
        .hasMessageContaining("is in use by another server");
    assertThat(application).isSameAs(first);
  }

  @Test
  void shouldWriteNothingOutsideItsDataFolder() throws Exception {
    open();
    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("template.yaml", "flow.asl.json", "code", ".pawl");
    }
  }

  /** Finds fault with every service. */
  private static final ServiceRules STRICT =
      new ServiceRules() {
        @Override
        public boolean knows(TaskResource.Service resource) {
          return true;
        }

        @Override
        public List<String> problems(TaskResource.Service resource, ObjectNode parameters) {
          return List.of("The service " + resource.resourceType() + " takes nothing");
        }
      };

  @Test
  void shouldSayWhatServicesWouldNotTakeOnceItRuns() throws Exception {
    write(
        "template.yaml",
        """
        Transform: AWS::Serverless-2016-10-31
        Resources:
          Send:
            Type: AWS::Serverless::StateMachine
            Properties:
              Name: Send
              DefinitionUri: flow.asl.json
        """);
    write(
        "flow.asl.json",
        """
        {"StartAt": "S", "States": {"S": {"Type": "Task", "End": true,
          "Resource": "arn:aws:states:::sqs:sendMessage", "Parameters": {"QueueUrl": "q"}}}}
        """);
    open(STRICT);
    assertThat(host.reads().machine(arns.stateMachine("Send"))).as("it starts").isPresent();
    application.run();

    String line = next();
    while (line != null && !line.contains("takes nothing")) {
      line = next();
    }
    assertThat(line).contains("error").contains("The service sqs takes nothing");
  }

  private void open() throws IOException {
    open(null);
  }

  private void open(ServiceRules services) throws IOException {
    PrintStream out = new PrintStream(new Lines(), true, StandardCharsets.UTF_8);
    application =
        Application.open(
            new ApplicationSettings(
                folder,
                ApplicationSettings.dataFolderBeside(folder),
                arns,
                "http://127.0.0.1:8083",
                Map.of(),
                services),
            new Console(out, false));
    functions =
        FunctionHost.start(
            HostConfiguration.in(folder.resolve(".pawl"))
                .withEnvironment(application.environment()));
    application.provide(functions);
    application.deploy(host);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private String next() throws InterruptedException {
    return lines.poll(30, TimeUnit.SECONDS);
  }

  /** Cuts what is written into lines. */
  private final class Lines extends ByteArrayOutputStream {
    @Override
    public synchronized void flush() {
      String text = toString(StandardCharsets.UTF_8);
      int end = text.lastIndexOf('\n');
      if (end >= 0) {
        text.substring(0, end).lines().forEach(lines::add);
        String rest = text.substring(end + 1);
        reset();
        writeBytes(rest.getBytes(StandardCharsets.UTF_8));
      }
    }
  }
}
