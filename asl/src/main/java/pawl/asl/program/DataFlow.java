package pawl.asl.program;

import pawl.asl.Payload;
import pawl.asl.data.Environment;
import pawl.asl.data.Evaluation;
import pawl.asl.data.Outcome;

/** How data goes into a state and out of it. */
public interface DataFlow {
  /**
   * What the state works on. JSONPath: InputPath, then Parameters. JSONata: Arguments. A state
   * without these works on its input.
   */
  Evaluation<Payload> arguments(Environment environment);

  /**
   * What the state leaves when its work gave {@code result}. JSONPath: ResultSelector, ResultPath,
   * Assign, OutputPath. JSONata: Assign, Output. For a state whose work gives nothing (Wait,
   * Choice, Succeed, a Pass without Result) the result is what {@link #arguments} gave.
   */
  Evaluation<Outcome> exit(Environment environment, Payload result);
}
