package pawl.integrations.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pawl.asl.Json;
import pawl.engine.TaskReport;
import pawl.integrations.FakeService;

class ConnectionsTest {
  @TempDir private Path folder;

  private final FakeService api = new FakeService();

  @AfterEach
  void stop() {
    api.close();
  }

  private static JsonNode json(String text) {
    try {
      return Json.MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static String basic(String password) {
    return """
    {"AuthorizationType": "BASIC", "AuthParameters":
      {"BasicAuthParameters": {"Username": "Aladdin", "Password": "%s"}}}
    """
        .formatted(password);
  }

  private String authorization(String connection) {
    try (HttpTasks tasks = HttpTasks.of(HttpTasks.file(folder, connection))) {
      assertThat(tasks.call("GET", api.url(), "")).isInstanceOf(TaskReport.Succeeded.class);
    }
    return api.requests().getLast().header("Authorization");
  }

  @Test
  void shouldSendUserAndPassword() {
    assertThat(authorization(basic("open sesame"))).isEqualTo("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
  }

  @Test
  void shouldTakeSecretsFromFilesBesideItself() throws Exception {
    Files.createDirectory(folder.resolve("secrets"));
    Files.writeString(folder.resolve("secrets/password"), "open sesame\n");
    assertThat(authorization(basic("${file:secrets/password}")))
        .isEqualTo("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
  }

  @Test
  void shouldTakeConnectionsOfATemplateBesideThoseOfAFile() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("c.json"),
            "{\"Connections\": {\"Both\": {\"AuthorizationType\": \"NONE\", \"AllowHttp\":"
                + " true}}}");
    AtomicReference<String> template =
        new AtomicReference<>(
            "{\"Connections\": {\"Both\": {\"AuthorizationType\": \"NONE\"},"
                + " \"Mine\": {\"AuthorizationType\": \"NONE\"}}}");
    String prefix = "arn:aws:events:us-east-1:123456789012:connection/";
    try (Connections connections =
        Connections.of(
            file, new Connections.Template(folder, () -> json(template.get())), Map.of())) {
      assertThat(connections.find(prefix + "Both").orElseThrow().allowsHttp())
          .as("the file's")
          .isTrue();
      assertThat(connections.find(prefix + "Mine")).isPresent();
      assertThat(connections.absence(prefix + "Other"))
          .isEqualTo(
              "Connection '%sOther' does not exist. The template has: Both, Mine. %s has: Both"
                  .formatted(prefix, file));

      template.set("{\"Connections\": {\"Mine\": {\"AuthorizationType\": \"MAGIC\"}}}");
      assertThat(connections.find(prefix + "Mine")).as("what was read before").isPresent();

      template.set("{\"Connections\": {}}");
      assertThat(connections.find(prefix + "Mine")).as("gone from the template").isEmpty();
    }
  }

  @Test
  void shouldRefuseATemplateThatIsNotRight() {
    assertThatThrownBy(
            () ->
                Connections.of(
                    null,
                    new Connections.Template(
                        folder,
                        () ->
                            json(
                                "{\"Connections\": {\"A\": {\"AuthorizationType\": \"BASIC\","
                                    + " \"AuthParameters\": {}}}}")),
                    Map.of()))
        .hasMessageContaining("the template is not right")
        .hasMessageContaining("Connections/A/AuthParameters/BasicAuthParameters: this is missing");
  }

  @Test
  void shouldKnowConnectionsByNameOrByTheirWholeArn() throws Exception {
    String whole = "arn:aws:events:us-east-1:123456789012:connection/Api/1234";
    Path file =
        Files.writeString(
            folder.resolve("c.json"),
            """
            {"Connections": {"Api": {"AuthorizationType": "NONE"},
              "%s": {"AuthorizationType": "NONE", "AllowHttp": true}}}
            """
                .formatted(whole));
    try (Connections connections = Connections.of(file, Map.of())) {
      assertThat(connections.find(whole).orElseThrow().allowsHttp()).isTrue();
      for (String arn :
          List.of(
              "arn:aws:events:eu-west-1:999999999999:connection/Api/5678",
              "arn:aws-cn:events:cn-north-1:999999999999:connection/Api")) {
        assertThat(connections.find(arn).orElseThrow().allowsHttp()).isFalse();
      }
      assertThat(connections.find("Api")).isEmpty();
      assertThat(connections.find("arn:aws:events:eu-west-1:999999999999:connection/Other"))
          .isEmpty();
    }
  }

  @Test
  void shouldReadTheFileAgainWhenItHasChanged() throws Exception {
    Path file = HttpTasks.file(folder, basic("one"));
    try (HttpTasks tasks = HttpTasks.of(file)) {
      tasks.call("GET", api.url(), "");
      HttpTasks.file(folder, basic("two"));
      Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(5)));
      tasks.call("GET", api.url(), "");
      Files.writeString(file, "{");
      Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(10)));
      tasks.call("GET", api.url(), "");
    }
    assertThat(api.requests().stream().map(it -> it.header("Authorization")))
        .containsExactly(
            "Basic QWxhZGRpbjpvbmU=", "Basic QWxhZGRpbjp0d28=", "Basic QWxhZGRpbjp0d28=");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}                                | Connections/Api/AuthorizationType: this has to be one of API_KEY, BASIC, OAUTH_CLIENT_CREDENTIALS, NONE
          {"AuthorizationType": "BASIC"}    | Connections/Api/AuthParameters/BasicAuthParameters: this is missing
          {"AuthorizationType": "BASIC", "AuthParameters": {"BasicAuthParameters": {"Username": "u", "Password": "${env:NOT_SET}"}}} | Connections/Api/AuthParameters/BasicAuthParameters/Password: the environment has no variable NOT_SET
          {"AuthorizationType": "BASIC", "AuthParameters": {"BasicAuthParameters": {"Username": 1, "Password": "p"}}} | Connections/Api/AuthParameters/BasicAuthParameters/Username: this has to be a string
          {"AuthorizationType": "API_KEY", "AuthParameters": {"ApiKeyAuthParameters": {"ApiKeyName": "a b", "ApiKeyValue": "v"}}} | Connections/Api/AuthParameters/ApiKeyAuthParameters/ApiKeyName: 'a b' can't be the name of a header
          {"AuthorizationType": "API_KEY", "AuthParameters": {"ApiKeyAuthParameters": {"ApiKeyName": "Host", "ApiKeyValue": "v"}}} | Connections/Api/AuthParameters/ApiKeyAuthParameters/ApiKeyName: 'Host' can't be the name of a header
          {"AuthorizationType": "NONE", "AuthParameters": {"InvocationHttpParameters": {"HeaderParameters": [{"Key": "a", "Value": "x\\ny"}]}}} | Connections/Api/AuthParameters/InvocationHttpParameters/HeaderParameters/0/Value: this has characters that can't stand in a header, such as the end of a line
          {"AuthorizationType": "NONE", "AuthParameters": {"InvocationHttpParameters": {"QueryStringParameters": {}}}} | Connections/Api/AuthParameters/InvocationHttpParameters/QueryStringParameters: this has to be a list
          {"AuthorizationType": "NONE", "AllowHTTP": true} | Connections/Api: 'AllowHTTP' is not known here
          {"AuthorizationType": "NONE", "AllowHttp": "yes"} | Connections/Api/AllowHttp: this has to be true or false
          {"AuthorizationType": "NONE", "Tls": {"TrustedCertificates": "no.pem"}} | Connections/Api/Tls/TrustedCertificates: there is no file
          {"AuthorizationType": "NONE", "Tls": {"ClientCertificate": "connections.json"}} | Connections/Api/Tls/ClientKey: this is missing
          {"AuthorizationType": "NONE", "Tls": {"TrustedCertificates": "connections.json"}} | it has no block BEGIN CERTIFICATE
          {"AuthorizationType": "OAUTH_CLIENT_CREDENTIALS", "AuthParameters": {"OAuthParameters": {"AuthorizationEndpoint": "here", "HttpMethod": "POST", "ClientParameters": {"ClientID": "i", "ClientSecret": "s"}}}} | Connections/Api/AuthParameters/OAuthParameters/AuthorizationEndpoint: 'here' is no URL
          """)
  void shouldNameWhatIsWrongWithTheFile(String connection, String problem) {
    assertThatThrownBy(() -> HttpTasks.of(HttpTasks.file(folder, connection)))
        .isInstanceOf(ConnectionsException.class)
        .hasMessageContaining("connections.json is not right: ")
        .hasMessageContaining(problem);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\n  \"Connections\": {,}}", "{\n  \"Connections\" {}}"})
  void shouldNameTheLineOfWhatIsNoJson(String text) throws Exception {
    Path file = Files.writeString(folder.resolve("c.json"), text);
    assertThatThrownBy(() -> Connections.of(file, Map.of()))
        .isInstanceOf(ConnectionsException.class)
        .hasMessageContaining("c.json is not JSON: line 2, column ");
  }

  @Test
  void shouldTellAllProblemsAtOnce() {
    assertThatThrownBy(
            () ->
                HttpTasks.of(
                    HttpTasks.file(folder, "{\"AuthorizationType\": \"X\", \"AllowHttp\": 1}")))
        .hasMessageContaining("AuthorizationType: ")
        .hasMessageContaining("; Connections/Api/AllowHttp: ");
    assertThatThrownBy(() -> HttpTasks.of(folder.resolve("missing.json")))
        .hasMessage("there is no file of connections " + folder.resolve("missing.json"));
  }

  @Test
  void shouldKeepSecretsOutOfTexts() {
    assertThat(new Parameter("Key", "hush", true).toString()).isEqualTo("Key=******");
    assertThat(new Authorization.Fixed(Authorization.basic("u", "p")).toString())
        .doesNotContain("dTpw");
    assertThat(
            new Authorization.OAuth(api.url(), "POST", "client", "hush", false, Additions.NONE)
                .toString())
        .contains("client")
        .doesNotContain("hush");
  }
}
