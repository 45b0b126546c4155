package pawl.server.cli;

import java.lang.management.ManagementFactory;
import pawl.asl.Json;
import pawl.server.Config;
import pawl.server.Version;
import pawl.server.cli.Screen.Style;
import pawl.server.console.ConsoleFiles;

/** What a server says when it is ready. */
record StartLines(Config config, String url) {
  void print(Screen screen, boolean json) {
    long ms = System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
    if (json) {
      screen.json(
          Json.MAPPER
              .createObjectNode()
              .put("version", Version.text())
              .put("url", url)
              .put("data", config.data().toString())
              .put("readyMs", ms));
      return;
    }
    screen.line(screen.style(Style.BOLD, "Pawl " + Version.text()));
    screen.line("  URL      " + screen.style(Style.CYAN, url));
    if (new ConsoleFiles().isThere()) {
      screen.line("  console  " + screen.style(Style.CYAN, url + "/") + " (in a browser)");
    }
    screen.line("  data     " + config.data());
    if (config.durability() == Config.Durability.OS) {
      screen.line("  durability os: a power cut loses the last seconds, answered or not");
    }
    screen.line(
        "  ready in " + ms + " ms; Ctrl-C stops it, running executions go on at the next start");
  }
}
