package pawl.dev.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pawl.asl.MachineType;

class SamTemplateTest {
  @TempDir Path folder;
  private TemplateFixture fixture;

  @BeforeEach
  void setUp() throws IOException {
    fixture =
        new TemplateFixture(folder)
            .file("code/app.py", "")
            .file("code/index.mjs", "")
            .file("flow.asl.json", TemplateFixture.MACHINE);
  }

  @Test
  void shouldPlanAFunctionWithGlobals() throws IOException {
    SamTemplate template =
        fixture.read(
            """
            Transform: AWS::Serverless-2016-10-31
            Globals:
              Function:
                Runtime: python3.13
                Timeout: 20
                Environment:
                  Variables:
                    SHARED: one
                    BOTH: globals
            Resources:
              Price:
                Type: AWS::Serverless::Function
                Properties:
                  CodeUri: code/
                  Handler: app.handler
                  MemorySize: 512
                  Description: Prices
                  Environment:
                    Variables:
                      BOTH: own
                      NUMBER: 7
                  Policies: AWSLambdaBasicExecutionRole
            """);
    assertThat(template.problems()).isEmpty();
    Plan.Function function = template.plan().functions().getFirst();
    assertThat(function.name()).isEqualTo("Price");
    assertThat(function.arn()).isEqualTo("arn:aws:lambda:eu-north-1:123456789012:function:Price");
    assertThat(function.code()).isEqualTo(new Plan.Code.Location(folder.resolve("code")));
    assertThat(function.handler()).isEqualTo("app.handler");
    assertThat(function.runtime()).isEqualTo("python3.13");
    assertThat(function.timeout()).isEqualTo(Duration.ofSeconds(20));
    assertThat(function.memoryMegabytes()).isEqualTo(512);
    assertThat(function.environment())
        .containsOnly(
            java.util.Map.entry("SHARED", "one"),
            java.util.Map.entry("BOTH", "own"),
            java.util.Map.entry("NUMBER", "7"));
    assertThat(function.description()).isEqualTo("Prices");
  }

  @Test
  void shouldPlanInlineCodeAndDefaults() throws IOException {
    SamTemplate template =
        fixture.read(
            """
            Resources:
              Inline:
                Type: AWS::Serverless::Function
                Properties:
                  Handler: index.handler
                  Runtime: nodejs22.x
                  InlineCode: |
                    exports.handler = async () => 1;
              Native:
                Type: AWS::Serverless::Function
                Properties:
                  CodeUri: code
                  Runtime: provided.al2023
            """);
    assertThat(template.problems()).isEmpty();
    Plan.Function inline = template.plan().functions().getFirst();
    assertThat(inline.code())
        .isEqualTo(new Plan.Code.Inline("index.js", "exports.handler = async () => 1;\n"));
    assertThat(inline.timeout()).isEqualTo(Duration.ofSeconds(3));
    assertThat(inline.memoryMegabytes()).isEqualTo(128);
    assertThat(template.plan().functions().getLast().handler()).isEqualTo("bootstrap");
  }

  @Test
  void shouldPlanMachinesOfEveryForm() throws IOException {
    fixture.file(
        "flow.asl.yaml",
        """
        StartAt: A
        States:
          A:
            Type: Task
            Resource: ${Function}
            End: true
        """);
    SamTemplate template =
        fixture.read(
            """
            Resources:
              FromJson:
                Type: AWS::Serverless::StateMachine
                Properties:
                  DefinitionUri: flow.asl.json
                  DefinitionSubstitutions:
                    Function: !GetAtt F.Arn
              FromYaml:
                Type: AWS::Serverless::StateMachine
                Properties:
                  Name: yaml-flow
                  Type: EXPRESS
                  DefinitionUri: flow.asl.yaml
                  DefinitionSubstitutions: {Function: !GetAtt F.Arn}
              Inline:
                Type: AWS::Serverless::StateMachine
                Properties:
                  Definition:
                    StartAt: A
                    States:
                      A: {Type: Task, Resource: !GetAtt F.Arn, End: true}
              AsString:
                Type: AWS::StepFunctions::StateMachine
                Properties:
                  StateMachineName: string-flow
                  StateMachineType: STANDARD
                  RoleArn: arn:aws:iam::123456789012:role/x
                  DefinitionString: !Sub |
                    {"StartAt": "A", "States": {
                      "A": {"Type": "Task", "Resource": "${F.Arn}", "End": true}}}
              F:
                Type: AWS::Serverless::Function
                Properties:
                  CodeUri: code
                  Handler: app.handler
                  Runtime: python3.13
            """);
    assertThat(fixture.problems(template)).isEmpty();
    assertThat(template.plan().machines())
        .extracting(Plan.Machine::name)
        .containsExactly("FromJson", "yaml-flow", "Inline", "string-flow");
    assertThat(template.plan().machines())
        .extracting(Plan.Machine::type)
        .containsExactly(
            MachineType.STANDARD, MachineType.EXPRESS, MachineType.STANDARD, MachineType.STANDARD);
    assertThat(template.plan().machines())
        .allSatisfy(
            machine ->
                assertThat(
                        pawl.asl.Json.MAPPER
                            .readTree(machine.definition().json())
                            .at("/States/A/Resource")
                            .asText())
                    .isEqualTo("arn:aws:lambda:eu-north-1:123456789012:function:F"));
    assertThat(template.plan().machines().getFirst().definition().source())
        .isEqualTo(folder.resolve("flow.asl.json"));
  }

  @Test
  void shouldPlanQueuesAndActivities() throws IOException {
    SamTemplate template =
        fixture.read(
            """
            Resources:
              Dead:
                Type: AWS::SQS::Queue
              Work:
                Type: AWS::SQS::Queue
                Properties:
                  QueueName: work-queue
                  VisibilityTimeout: 10
                  RedrivePolicy:
                    deadLetterTargetArn: !GetAtt Dead.Arn
                    maxReceiveCount: 3
              Ordered:
                Type: AWS::SQS::Queue
                Properties:
                  FifoQueue: true
                  ContentBasedDeduplication: true
              Approve:
                Type: AWS::StepFunctions::Activity
                Properties:
                  Name: approve
            """);
    assertThat(fixture.problems(template)).isEmpty();
    Plan.Queue work = template.plan().queues().get(1);
    assertThat(work.url()).isEqualTo("http://127.0.0.1:9324/123456789012/work-queue");
    assertThat(work.visibilityTimeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(work.redrive()).isEqualTo(new Plan.Redrive("Dead", 3));
    Plan.Queue ordered = template.plan().queues().get(2);
    assertThat(ordered.name()).isEqualTo("Ordered.fifo");
    assertThat(ordered.fifo()).isTrue();
    assertThat(template.plan().activities().getFirst().arn())
        .isEqualTo("arn:aws:states:eu-north-1:123456789012:activity:approve");
  }

  @Test
  void shouldReportEveryProblemAtItsPlace() throws IOException {
    SamTemplate template =
        fixture.read(
            """
            Resources:
              Table:
                Type: AWS::DynamoDB::Table
              F:
                Type: AWS::Serverless::Function
                Properties:
                  CodeUri: missing
                  Handlr: app.handler
                  Runtime: ruby3.3
                  Timeout: soon
                  Environment:
                    Variables:
                      TABLE: !Ref Table
              M:
                Type: AWS::Serverless::StateMachine
                Properties:
                  DefinitionUri: nowhere.json
              Q:
                Type: AWS::SQS::Queue
                Properties:
                  VisibilityTimeout: 99999
              S:
                Type: AWS::StepFunctions::StateMachine
                Properties:
                  DefinitionS3Location: {Bucket: b, Key: k}
            """);
    assertThat(template.usable()).isFalse();
    assertThat(fixture.problems(template))
        .containsExactlyInAnyOrder(
            "template.yaml:3:11: warning: Table is skipped: AWS::DynamoDB::Table is not made here",
            "template.yaml:8:7: warning: AWS::Serverless::Function has no property Handlr that is"
                + " known here; did you mean Handler?; it is left out",
            "template.yaml:9:16: error: The runtime ruby3.3 can't be run here; nodejs*, python*,"
                + " java* and provided* (a program named bootstrap) can",
            "template.yaml:5:11: error: F needs the property Handler, which is missing",
            "template.yaml:7:16: error: There is no folder or file missing here",
            "template.yaml:10:16: error: Timeout must be a whole number from 1 to 900, not soon",
            "template.yaml:13:18: warning: Table (AWS::DynamoDB::Table) is not made here; Table"
                + " stands for it",
            "template.yaml:17:22: error: There is no file nowhere.json here",
            "template.yaml:21:26: error: VisibilityTimeout must be a whole number from 0 to 43200,"
                + " not 99999",
            "template.yaml:25:29: error: A definition in a bucket can't be fetched; use"
                + " DefinitionString or Definition");
  }

  @Test
  void shouldPlaceWhatTheCompilerSaysInTheDefinitionsFile() throws IOException {
    fixture
        .file(
            "broken.json",
            """
            {
              "StartAt": "A",
              "States": {
                "A": {"Type": "Task", "Resource": "${Function}", "Next": "Nowhere"}
              }
            }
            """)
        .file(
            "broken.yaml",
            """
            StartAt: A
            States:
              A:
                Type: Pass
                Next: Nowhere
            """);
    SamTemplate template =
        fixture.read(
            """
            Resources:
              Json:
                Type: AWS::Serverless::StateMachine
                Properties:
                  DefinitionUri: broken.json
                  DefinitionSubstitutions: {Function: "arn:aws:lambda:eu-north-1:123456789012:function:long"}
              Yaml:
                Type: AWS::Serverless::StateMachine
                Properties:
                  DefinitionUri: broken.yaml
              Inline:
                Type: AWS::Serverless::StateMachine
                Properties:
                  Definition:
                    StartAt: A
                    States:
                      A: {Type: Pass, Next: Nowhere}
            """);
    assertThat(template.usable()).isFalse();
    assertThat(fixture.problems(template))
        .anySatisfy(problem -> assertThat(problem).startsWith("broken.json:4:").contains("Nowhere"))
        .anySatisfy(problem -> assertThat(problem).startsWith("broken.yaml:5:").contains("Nowhere"))
        .anySatisfy(
            problem -> assertThat(problem).startsWith("template.yaml:17:").contains("Nowhere"));
  }

  @Test
  void shouldWarnOfSubstitutionsThatAreMissing() throws IOException {
    SamTemplate template =
        fixture.read(
            """
            Resources:
              M:
                Type: AWS::Serverless::StateMachine
                Properties:
                  DefinitionUri: flow.asl.json
                  DefinitionSubstitutions: {Functoin: x}
            """);
    assertThat(fixture.problems(template))
        .contains(
            "flow.asl.json:4:40: warning: ${Function} has no entry in DefinitionSubstitutions and"
                + " stays as it is; did you mean Functoin?");
  }

  @Test
  void shouldNameWhatIsLeftOutOnce() throws IOException {
    SamTemplate template =
        fixture.read(
            """
            Resources:
              F:
                Type: AWS::Serverless::Function
                Properties:
                  CodeUri: code
                  Handler: app.handler
                  Runtime: python3.13
                  Events: {Api: {Type: HttpApi}}
                  Tracing: Active
                  Policies: []
              G:
                Type: AWS::Serverless::Function
                Properties:
                  CodeUri: code
                  Handler: index.handler
                  Runtime: nodejs22.x
                  Events: {}
              R:
                Type: AWS::IAM::Role
            """);
    assertThat(fixture.problems(template))
        .containsExactly(
            "template.yaml:1:1: note: Without meaning here and left out: Events, Tracing");
    assertThat(template.usable()).isTrue();
  }

  @Test
  void shouldLeaveOutResourcesWhoseConditionDoesNotHold() throws IOException {
    SamTemplate template =
        fixture.read(
            """
            Conditions:
              Never: !Equals [a, b]
            Resources:
              Q:
                Type: AWS::SQS::Queue
                Condition: Never
              P:
                Type: AWS::SQS::Queue
            """);
    assertThat(template.plan().queues()).extracting(Plan.Queue::name).containsExactly("P");
  }

  @Test
  void shouldSayWhereTheTextIsNoYaml() throws IOException {
    SamTemplate template = fixture.read("Resources:\n  A: [\n  B: x\n");
    assertThat(fixture.problems(template))
        .singleElement()
        .asString()
        .startsWith("template.yaml:4:1: error: This is not YAML");
    assertThat(template.usable()).isFalse();
  }

  @Test
  void shouldRefuseKeysAndNamesThatStandTwice() throws IOException {
    assertThat(fixture.problems(fixture.read("Resources:\n  A: {Type: x}\n  A: {Type: y}\n")))
        .containsExactly("template.yaml:3:3: error: The key A stands here twice");
    assertThat(
            fixture.problems(
                fixture.read(
                    """
                    Resources:
                      A:
                        Type: AWS::SQS::Queue
                      B:
                        Type: AWS::SQS::Queue
                        Properties: {QueueName: A}
                    """)))
        .containsExactly("template.yaml:5:11: error: B has the same name as A: A");
  }

  @Test
  void shouldSurviveAnythingThatCanStandInAFile() throws IOException {
    for (String text :
        new String[] {
          "", "[]", "x", "a: &a [*a]", "Resources: 1", "Resources: {A: 1}", "\0", "---\n---\n"
        }) {
      assertThat(fixture.read(text).usable()).as(text).isFalse();
    }
  }
}
