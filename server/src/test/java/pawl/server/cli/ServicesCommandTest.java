package pawl.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import pawl.asl.Json;
import pawl.integrations.sdk.ServiceCatalogue;

class ServicesCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    return Main.run(new PrintWriter(out), new PrintWriter(err), args);
  }

  @Test
  void shouldListTheServicesWithTheirSizes() {
    assertThat(run("services")).isZero();
    assertThat(out.toString())
        .containsPattern("(?m)^SERVICE +SIZE +JAR$")
        .containsPattern("(?m)^dynamodb +[0-9.]+ MB +dynamodb-[0-9.]+\\.jar$")
        .contains("mvn dependency:copy -Dartifact=software.amazon.awssdk:SERVICE:");
  }

  @Test
  void shouldSayHowAServiceGetsThere() {
    assertThat(run("services", "glacier")).isEqualTo(1);
    assertThat(out.toString())
        .contains("glacier is not there.")
        .contains(ServiceCatalogue.command("glacier"));
  }

  @Test
  void shouldTellProgramsTheSame() throws Exception {
    assertThat(run("services", "sqs", "--json")).isZero();
    JsonNode json = Json.MAPPER.readTree(out.toString());
    assertThat(json.at("/services/0/name").textValue()).isEqualTo("sqs");
    assertThat(json.at("/services/0/bytes").longValue()).isPositive();
    assertThat(json.path("sdkVersion").textValue()).isEqualTo(ServiceCatalogue.version());
  }
}
