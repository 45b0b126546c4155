package pawl.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Runs microbenchmarks, always with what they allocate. */
@Command(
    name = "micro",
    description = "Run microbenchmarks (JMH), with the allocation of each.",
    mixinStandardHelpOptions = true)
final class MicroCommand implements Runnable {
  @Parameters(
      arity = "0..*",
      paramLabel = "NAME",
      description =
          "Which, by a part of the name, and options of JMH behind '--'; all of them if none is"
              + " named.")
  private List<String> arguments = new ArrayList<>();

  @Override
  public void run() {
    List<String> all = new ArrayList<>(arguments);
    all.addAll(List.of("-prof", "gc"));
    try {
      org.openjdk.jmh.Main.main(all.toArray(String[]::new));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
