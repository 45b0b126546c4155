package pawl.dev.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionReaderTest {
  @TempDir private Path folder;
  private TemplateFixture fixture;

  @BeforeEach
  void start() {
    fixture = new TemplateFixture(folder);
  }

  @Test
  void shouldReadAConnectionAsTheApiWouldGetIt() throws IOException {
    SamTemplate template =
        fixture
            .parameter("Key", "s3cret")
            .read(
                """
                Parameters:
                  Key: {Type: String, NoEcho: true}
                Resources:
                  Orders:
                    Type: AWS::Events::Connection
                    Properties:
                      AuthorizationType: OAUTH_CLIENT_CREDENTIALS
                      AuthParameters:
                        OAuthParameters:
                          AuthorizationEndpoint: !Sub "https://${AWS::Region}.example.com/token"
                          HttpMethod: POST
                          ClientParameters: {ClientID: pawl, ClientSecret: !Ref Key}
                        InvocationHttpParameters:
                          HeaderParameters:
                            - {Key: X-Tenant, Value: 7, IsValueSecret: "true"}
                        ConnectivityParameters: {ResourceParameters: {}}
                """);

    assertThat(fixture.problems(template)).isEmpty();
    assertThat(template.plan().connections())
        .singleElement()
        .satisfies(
            connection -> {
              assertThat(connection.name()).isEqualTo("Orders");
              assertThat(connection.arn())
                  .isEqualTo("arn:aws:events:eu-north-1:123456789012:connection/Orders");
              assertThat(connection.definition())
                  .hasToString(
                      "{'AuthorizationType':'OAUTH_CLIENT_CREDENTIALS','AuthParameters':{'OAuthParameters':{'AuthorizationEndpoint':'https://eu-north-1.example.com/token','HttpMethod':'POST','ClientParameters':{'ClientID':'pawl','ClientSecret':'s3cret'}},'InvocationHttpParameters':{'HeaderParameters':[{'Key':'X-Tenant','Value':'7','IsValueSecret':true}]}}}"
                          .replace('\'', '"'));
              assertThat(connection)
                  .asString()
                  .as("secrets are not shown")
                  .doesNotContain("s3cret");
            });
  }

  @Test
  void shouldBeReferredTo() throws IOException {
    SamTemplate template =
        fixture
            .file("m.json", TemplateFixture.MACHINE.replace("${Function}", "${Connection}"))
            .read(
                """
                Resources:
                  Orders:
                    Type: AWS::Events::Connection
                    Properties:
                      Name: !Sub "${AWS::StackName}-orders"
                      AuthorizationType: BASIC
                      AuthParameters: {BasicAuthParameters: {Username: u, Password: p}}
                  M:
                    Type: AWS::Serverless::StateMachine
                    Properties:
                      DefinitionUri: m.json
                      DefinitionSubstitutions: {Connection: !GetAtt Orders.Arn}
                """);

    assertThat(template.plan().machines().getFirst().definition().json())
        .contains("arn:aws:events:eu-north-1:123456789012:connection/shop-orders");
  }

  @Test
  void shouldSayWhatIsMissing() throws IOException {
    SamTemplate template =
        fixture.read(
            """
            Resources:
              A:
                Type: AWS::Events::Connection
                Properties:
                  AuthorizationType: PASSWORD
                  AuthParameters: {BasicAuthParameters: {}}
              B:
                Type: AWS::Events::Connection
                Properties:
                  Name: two words
                  AuthorizationType: BASIC
            """);

    assertThat(template.usable()).isFalse();
    assertThat(fixture.problems(template))
        .containsExactlyInAnyOrder(
            "template.yaml:5:26: error: AuthorizationType must be one of API_KEY, BASIC,"
                + " OAUTH_CLIENT_CREDENTIALS",
            "template.yaml:10:13: error: The connection name two words must be 1 to 64 letters,"
                + " digits, dots, hyphens or underscores",
            "template.yaml:8:11: error: B needs the mapping AuthParameters");
  }

  @Test
  void shouldLeaveOutConnectionsWhoseSecretsAreElsewhere() throws IOException {
    SamTemplate template =
        fixture.read(
            """
            Resources:
              Orders:
                Type: AWS::Events::Connection
                Properties:
                  AuthorizationType: API_KEY
                  AuthParameters:
                    ApiKeyAuthParameters:
                      ApiKeyName: X-Api-Key
                      ApiKeyValue: "{{resolve:secretsmanager:orders:SecretString:key}}"
            """);

    assertThat(template.usable()).isTrue();
    assertThat(template.plan().connections()).isEmpty();
    assertThat(fixture.problems(template))
        .singleElement()
        .asString()
        .contains("warning: Orders takes a value from")
        .contains("{{resolve:secretsmanager:orders:SecretString:key}}")
        .contains("give the connection Orders in connections.json");
  }
}
