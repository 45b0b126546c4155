package pawl.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Has a running server copy what it keeps. */
@Command(
    name = "backup",
    description = "Copy what a running server keeps into a folder, while it works.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class BackupCommand implements Runnable {
  @Parameters(
      paramLabel = "DIR",
      description = "The folder on the server's machine; it must not exist, or be empty.")
  private Path folder;

  @Mixin private ClientOptions options;

  @Override
  public void run() {
    JsonNode done =
        options
            .admin()
            .post(
                "backup",
                StatesClient.request()
                    .put("folder", folder.toAbsolutePath().normalize().toString()));
    if (options.json()) {
      options.screen().json(done);
    } else {
      options.screen().line("backup written to " + done.path("folder").asText());
    }
  }
}
