package pawl.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sfn.SfnClient;

/**
 * Terraform makes, changes and destroys what {@code src/test/terraform/main.tf} says. Its AWS
 * provider is too large for every run: {@code -Dpawl.terraform=DIR} runs this, with a folder that
 * has the provider, or {@code registry} to fetch it.
 */
class TerraformTest {
  private static final String MACHINE =
      "arn:aws:states:us-east-1:123456789012:stateMachine:greeter";

  @TempDir private Path folder;
  private String url = "";

  private String terraform(int code, String command, String... arguments) throws Exception {
    List<String> words =
        new ArrayList<>(List.of("terraform", command, "-input=false", "-no-color"));
    words.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().put("TF_VAR_pawl", url);
    builder.environment().put("CHECKPOINT_DISABLE", "1");
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(output).isEqualTo(code);
    return output;
  }

  @Test
  void shouldKeepWhatTerraformManages() throws Exception {
    String plugins = System.getProperty("pawl.terraform", "");
    assumeTrue(!plugins.isEmpty(), "-Dpawl.terraform=DIR|registry runs it");
    Programs.need("terraform");
    Files.copy(Path.of("src", "test", "terraform", "main.tf"), folder.resolve("main.tf"));
    if (plugins.equals("registry")) {
      terraform(0, "init");
    } else {
      terraform(0, "init", "-plugin-dir=" + plugins);
    }
    Config config =
        new Config(
            "127.0.0.1",
            0,
            folder.resolve("data"),
            "us-east-1",
            "123456789012",
            Config.Profile.AWS);
    try (Server server = Server.start(config);
        SfnClient sfn = Client.of(server.url())) {
      url = server.url();
      assertThat(terraform(0, "apply", "-auto-approve")).contains("3 added");
      String execution = Client.start(sfn, MACHINE + ":live", "{}");
      assertThat(Client.await(sfn, execution).output()).isEqualTo("\"hello\"");

      // 0: what is there is what was asked for, down to the last default.
      terraform(0, "plan", "-detailed-exitcode");

      assertThat(terraform(0, "apply", "-auto-approve", "-var", "greeting=goodbye"))
          .contains("2 changed");
      assertThat(Client.await(sfn, Client.start(sfn, MACHINE + ":live", "{}")).output())
          .isEqualTo("\"goodbye\"");
      assertThat(terraform(0, "destroy", "-auto-approve")).contains("3 destroyed");
      assertThat(sfn.listStateMachines().stateMachines()).isEmpty();
    }
  }
}
