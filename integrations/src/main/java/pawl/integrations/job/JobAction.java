package pawl.integrations.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import pawl.asl.program.TaskResource.Pattern;
import pawl.engine.TaskCall;

/** An action of a service, in all patterns that it has. */
interface JobAction {
  boolean has(Pattern pattern);

  /** Why it can't be called, in a sentence; empty if it can. */
  Optional<String> obstacle();

  /** What can't be right in the parameters of a definition. */
  List<String> problems(ObjectNode parameters);

  Start start(TaskCall call) throws InterruptedException;

  Poll poll(JobReference job) throws InterruptedException;

  /** Asks for the end of a job and says what came of that. */
  String stop(JobReference job) throws InterruptedException;
}
