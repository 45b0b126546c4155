package pawl.bench;

import pawl.bench.work.Workload;
import pawl.bench.work.Workloads;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Names the workloads. */
@Command(name = "list", description = "Name the workloads.")
final class ListCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    for (Workload workload : Workloads.all()) {
      spec.commandLine().getOut().printf("%-12s %s%n", workload.name(), workload.description());
    }
    spec.commandLine().getOut().flush();
  }
}
