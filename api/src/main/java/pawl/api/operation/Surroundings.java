package pawl.api.operation;

import java.time.InstantSource;
import pawl.asl.AslCompiler;

/**
 * What operations know beyond their host.
 *
 * @param compiler of new definitions; may know more than the language alone
 * @param testCases that executions can be started with
 * @param logDestinations that machines may name
 * @param clock says when page tokens expire
 */
public record Surroundings(
    DefinitionCompiler compiler,
    TestCases testCases,
    LogDestinations logDestinations,
    InstantSource clock) {
  /** The language, and nothing else. */
  public static final Surroundings NONE =
      new Surroundings(
          AslCompiler::compile, TestCases.NONE, LogDestinations.ANY, InstantSource.system());

  public Surroundings with(DefinitionCompiler other) {
    return new Surroundings(other, testCases, logDestinations, clock);
  }

  public Surroundings with(TestCases others) {
    return new Surroundings(compiler, others, logDestinations, clock);
  }

  public Surroundings with(LogDestinations others) {
    return new Surroundings(compiler, testCases, others, clock);
  }

  public Surroundings with(InstantSource other) {
    return new Surroundings(compiler, testCases, logDestinations, other);
  }
}
