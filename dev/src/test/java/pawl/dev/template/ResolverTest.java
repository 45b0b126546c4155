package pawl.dev.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each of CloudFormation's functions, seen through a variable of a function's environment. */
class ResolverTest {
  private static final String TEMPLATE =
      """
      Parameters:
        Stage:
          Type: String
          Default: test
        Zones:
          Type: CommaDelimitedList
          Default: a, b
        Size:
          Type: Number
          Default: 5
      Mappings:
        Stages:
          test:
            Url: http://test
          live:
            Url: http://live
      Conditions:
        IsLive: !Equals [!Ref Stage, live]
        IsTest: !Not [!Condition IsLive]
        Both: !And [!Condition IsTest, !Equals [!Ref Size, 5]]
        Either: {"Fn::Or": [{"Condition": "IsLive"}, {"Condition": "Both"}]}
      Resources:
        F:
          Type: AWS::Serverless::Function
          Properties:
            CodeUri: code
            Handler: app.handler
            Runtime: python3.13
            Environment:
              Variables:
                X: %s
        Worker:
          Type: AWS::Serverless::Function
          Properties:
            FunctionName: !Sub "worker-${Stage}"
            CodeUri: code
            Handler: app.handler
            Runtime: python3.13
        Jobs:
          Type: AWS::SQS::Queue
        Named:
          Type: AWS::SQS::Queue
          Properties:
            QueueName: !Join ["-", [named, !Ref Stage]]
        Approve:
          Type: AWS::StepFunctions::Activity
        Flow:
          Type: AWS::Serverless::StateMachine
          Properties:
            Definition: {StartAt: A, States: {A: {Type: Succeed}}}
        FlowRole:
          Type: AWS::IAM::Role
      """;

  @TempDir Path folder;
  private TemplateFixture fixture;

  @BeforeEach
  void writeCode() throws IOException {
    fixture = new TemplateFixture(folder).file("code/app.py", "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "plain | plain",
        "12 | 12",
        "true | true",
        "!Ref Stage | test",
        "{Ref: Stage} | test",
        "!Ref Size | 5",
        "!Ref AWS::Region | eu-north-1",
        "!Ref AWS::AccountId | 123456789012",
        "!Ref AWS::StackName | shop",
        "!Ref AWS::Partition | aws",
        "!Ref Worker | worker-test",
        "!GetAtt Worker.Arn | arn:aws:lambda:eu-north-1:123456789012:function:worker-test",
        "!GetAtt [Worker, Arn] | arn:aws:lambda:eu-north-1:123456789012:function:worker-test",
        "{'Fn::GetAtt': [Worker, Arn]} |"
            + " arn:aws:lambda:eu-north-1:123456789012:function:worker-test",
        "!Ref Jobs | http://127.0.0.1:9324/123456789012/Jobs",
        "!GetAtt Jobs.QueueUrl | http://127.0.0.1:9324/123456789012/Jobs",
        "!GetAtt Jobs.Arn | arn:aws:sqs:eu-north-1:123456789012:Jobs",
        "!GetAtt Named.QueueName | named-test",
        "!Ref Approve | arn:aws:states:eu-north-1:123456789012:activity:Approve",
        "!Ref Flow | arn:aws:states:eu-north-1:123456789012:stateMachine:Flow",
        "!GetAtt Flow.Name | Flow",
        "!GetAtt FlowRole.Arn | arn:aws:iam::123456789012:role/FlowRole",
        "!GetAtt WorkerRole.Arn | arn:aws:iam::123456789012:role/WorkerRole",
        "!Sub 'a ${Stage} ${AWS::Region} ${Jobs.QueueName} ${!Stage}' | a test eu-north-1 Jobs"
            + " ${Stage}",
        "!Sub ['${a}-${Stage}', {a: !Ref Size}] | 5-test",
        "{'Fn::Sub': 'x-${Stage}'} | x-test",
        "!Join ['/', [a, !Ref Stage, {Ref: Size}]] | a/test/5",
        "!Join [',', !Ref Zones] | a,b",
        "!Select [1, !Ref Zones] | b",
        "!Select [0, !Split ['-', 'x-y']] | x",
        "!FindInMap [Stages, !Ref Stage, Url] | http://test",
        "!If [IsLive, live, !Ref Stage] | test",
        "!If [IsTest, yes, no] | yes",
        "!If [Both, both, no] | both",
        "!If [Either, either, no] | either",
      })
  void shouldResolve(String written, String value) throws IOException {
    SamTemplate template = fixture.read(TEMPLATE.formatted(written));
    assertThat(template.problems()).isEmpty();
    assertThat(template.plan().functions().getFirst().environment()).containsEntry("X", value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "!Ref Stag | There is no parameter or resource Stag; did you mean Stage?",
        "!GetAtt Nothing.Arn | There is no parameter or resource Nothing",
        "!GetAtt Jobs.Length | AWS::SQS::Queue has no attribute Length here (in Jobs)",
        "!GetAtt Jobs | GetAtt takes Resource.Attribute, not Jobs",
        "!Sub 'a ${Nothing}' | There is no parameter or resource Nothing",
        "!Ref AWS::Moon | There is no pseudo parameter AWS::Moon",
        "!Join [a] | Join takes a list of 2",
        "!Select [7, !Ref Zones] | Select: there is no element 7 in [\"a\",\"b\"]",
        "!FindInMap [Stages, beta, Url] | There is no entry Stages / beta / Url in Mappings",
        "!If [IsOdd, a, b] | There is no condition IsOdd in Conditions",
        "!ImportValue other | ImportValue asks AWS for something that is not in this template;"
            + " give the value directly or as a parameter",
        "!Cidr [a, 1, 2] | The function Cidr is not known here; give the value directly or as a"
            + " parameter",
      })
  void shouldNameWhatCantBeResolved(String written, String message) throws IOException {
    SamTemplate template = fixture.read(TEMPLATE.formatted(written));
    assertThat(template.usable()).isFalse();
    assertThat(fixture.problems(template)).contains("template.yaml:31:14: error: " + message);
  }

  @Test
  void shouldLeaveOutNoValue() throws IOException {
    SamTemplate template = fixture.read(TEMPLATE.formatted("!If [IsLive, x, !Ref AWS::NoValue]"));
    assertThat(template.problems()).isEmpty();
    assertThat(template.plan().functions().getFirst().environment()).isEmpty();
  }

  @Test
  void shouldTakeParametersThatAreGiven() throws IOException {
    SamTemplate template =
        fixture.parameter("Stage", "live").read(TEMPLATE.formatted("!If [IsLive, x, y]"));
    assertThat(template.plan().functions().getFirst().environment()).containsEntry("X", "x");
    assertThat(template.plan().queues().getLast().name()).isEqualTo("named-live");
  }

  @Test
  void shouldNameParametersWithoutValueAndNamesInACircle() throws IOException {
    SamTemplate template =
        fixture.read(
            """
            Parameters:
              Stage: {Type: String}
            Resources:
              A:
                Type: AWS::SQS::Queue
                Properties:
                  QueueName: !GetAtt B.QueueName
              B:
                Type: AWS::SQS::Queue
                Properties:
                  QueueName: !GetAtt A.QueueName
              C:
                Type: AWS::SQS::Queue
                Properties:
                  QueueName: !Ref Stage
            """);
    List<String> problems = fixture.problems(template);
    assertThat(problems)
        .contains(
            "template.yaml:2:10: error: The parameter Stage has no Default; give one, or a value"
                + " with --parameter Stage=...",
            "template.yaml:7:18: error: The name of A refers to itself");
  }

  @Test
  void shouldReadJson() throws IOException {
    SamTemplate template =
        fixture.read(
            "template.json",
            """
            {
            \t"Resources": {
            \t\t"Jobs": {
            \t\t\t"Type": "AWS::SQS::Queue",
            \t\t\t"Properties": {"QueueName": {"Fn::Sub": "${AWS::StackName}-jobs"}, "DelaySeconds": "x"}
            \t\t}
            \t}
            }
            """);
    assertThat(template.plan().queues().getFirst().name()).isEqualTo("shop-jobs");
    assertThat(fixture.problems(template))
        .containsExactly(
            "template.json:5:87: error: DelaySeconds must be a whole number from 0 to 900, not x");
  }
}
