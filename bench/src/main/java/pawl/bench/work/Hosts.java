package pawl.bench.work;

import java.nio.file.Path;
import pawl.embedded.EmbeddedHost;
import pawl.engine.Limits;
import pawl.engine.host.Outside;

/** Opens hosts the way the server does. */
final class Hosts {
  private Hosts() {}

  static EmbeddedHost open(Path folder, Limits limits, boolean sync, Outside outside) {
    return EmbeddedHost.open(
        new EmbeddedHost.Options(
            folder, Machines.ARNS, limits, Runtime.getRuntime().availableProcessors(), sync),
        outside);
  }
}
