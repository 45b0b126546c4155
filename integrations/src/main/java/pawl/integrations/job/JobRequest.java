package pawl.integrations.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A call about a job: the operation, and which of its parameters gets which of the remembered ids.
 */
record JobRequest(String operation, List<Parameter> parameters) {
  /** A parameter and where its value comes from. */
  sealed interface Parameter {
    String name();

    /** A remembered id. */
    record Id(String name, String id) implements Parameter {}

    /** A list with a remembered id, or with all of them if there are several. */
    record ListOfId(String name, String id) implements Parameter {}

    /** Always the same text. */
    record Text(String name, String text) implements Parameter {}
  }

  JobRequest {
    parameters = List.copyOf(parameters);
  }

  static JobRequest to(String operation) {
    return new JobRequest(operation, List.of());
  }

  JobRequest with(String parameter, String id) {
    return and(new Parameter.Id(parameter, id));
  }

  JobRequest withList(String parameter, String id) {
    return and(new Parameter.ListOfId(parameter, id));
  }

  JobRequest withText(String parameter, String text) {
    return and(new Parameter.Text(parameter, text));
  }

  private JobRequest and(Parameter parameter) {
    List<Parameter> all = new ArrayList<>(parameters);
    all.add(parameter);
    return new JobRequest(operation, all);
  }

  ObjectNode about(JsonNode ids) {
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    for (Parameter parameter : parameters) {
      switch (parameter) {
        case Parameter.Id(String name, String id) -> {
          if (ids.has(id)) {
            request.set(name, ids.get(id));
          }
        }
        case Parameter.ListOfId(String name, String id) -> {
          JsonNode value = ids.path(id);
          request.set(name, value.isArray() ? value : request.arrayNode().add(value));
        }
        case Parameter.Text(String name, String text) -> request.put(name, text);
      }
    }
    return request;
  }
}
