package pawl.asl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import pawl.asl.program.TaskResource;

/**
 * What the services that Tasks call take, asked when a machine is created. Nothing is evaluated by
 * then: what only the run will tell is never wrong.
 */
public interface ServiceRules {
  /** Stands in parameters for a value that only the run will tell. */
  JsonNode OPEN = JsonNodeFactory.instance.pojoNode("known when the task runs");

  /** Whether only the run will tell a value. */
  static boolean isOpen(JsonNode value) {
    return value.equals(OPEN);
  }

  /** Whether there is such an action with such a pattern; true as well if nobody can say. */
  boolean knows(TaskResource.Service resource);

  /**
   * What can't be right whatever the run brings, in AWS's words.
   *
   * @param parameters with {@link #OPEN} for every value that is evaluated
   */
  List<String> problems(TaskResource.Service resource, ObjectNode parameters);
}
