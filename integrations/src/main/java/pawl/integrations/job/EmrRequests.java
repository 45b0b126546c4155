package pawl.integrations.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pawl.integrations.FieldProblems;
import pawl.integrations.sdk.SdkOutcome;

/**
 * The actions of EMR, whose parameters and answers AWS Step Functions has made simpler than those
 * of the API: one cluster, one step, and instance groups and fleets by name.
 */
final class EmrRequests {
  private static final String CLUSTER = "ClusterId";
  private static final int MOST_PAGES = 100;

  static final Placement CREATE_CLUSTER =
      (caller, parameters) -> {
        List<String> problems = new ArrayList<>();
        if (parameters.has("Steps")) {
          problems.add(FieldProblems.unsupported("Steps"));
        }
        if (!parameters.at("/Instances/KeepJobFlowAliveWhenNoSteps").asBoolean()) {
          problems.add("The field 'Instances.KeepJobFlowAliveWhenNoSteps' must be true");
        }
        return problems.isEmpty()
            ? renamed(caller.ask("runJobFlow", parameters), "JobFlowId", CLUSTER)
            : new SdkOutcome.Unfit(problems);
      };

  static final Placement TERMINATE_CLUSTER =
      (caller, parameters) -> caller.ask("terminateJobFlows", listed(parameters));

  static final Placement PROTECT_CLUSTER =
      (caller, parameters) -> caller.ask("setTerminationProtection", listed(parameters));

  static final Placement ADD_STEP =
      (caller, parameters) -> {
        ObjectNode request = parameters.deepCopy();
        move(request, CLUSTER, "JobFlowId");
        wrap(request, "Step", "Steps");
        return firstOf(caller.ask("addJobFlowSteps", request), "StepIds", "StepId");
      };

  static final Placement CANCEL_STEP =
      (caller, parameters) -> {
        ObjectNode request = parameters.deepCopy();
        wrap(request, "StepId", "StepIds");
        return firstOf(
            caller.ask("cancelSteps", request), "CancelStepsInfoList", "CancelStepsInfo");
      };

  static final Placement MODIFY_FLEET =
      (caller, parameters) ->
          modify(
              caller,
              parameters,
              new Kind("InstanceFleet", "listInstanceFleets", "modifyInstanceFleet", false));

  static final Placement MODIFY_GROUP =
      (caller, parameters) ->
          modify(
              caller,
              parameters,
              new Kind("InstanceGroup", "listInstanceGroups", "modifyInstanceGroups", true));

  private EmrRequests() {}

  /**
   * Instance fleets or instance groups.
   *
   * @param areModifiedTogether whether the API takes a list of them
   */
  private record Kind(String name, String list, String modify, boolean areModifiedTogether) {
    String plural() {
      return name + "s";
    }

    String id() {
      return name + "Id";
    }

    String nameParameter() {
      return name + "Name";
    }
  }

  /** Finds the id that belongs to a name, then modifies. */
  private static SdkOutcome modify(Caller caller, ObjectNode parameters, Kind kind)
      throws InterruptedException {
    JsonNode change = parameters.path(kind.name);
    List<String> problems = new ArrayList<>();
    for (String each : List.of(CLUSTER, kind.nameParameter(), kind.name)) {
      if (!parameters.hasNonNull(each)) {
        problems.add(FieldProblems.missing(each));
      }
    }
    if (change.has(kind.id())) {
      problems.add(FieldProblems.unsupported(kind.id()));
    }
    if (!problems.isEmpty() || !(change instanceof ObjectNode)) {
      return new SdkOutcome.Unfit(
          problems.isEmpty() ? List.of(FieldProblems.mustBe(kind.name, "an OBJECT")) : problems);
    }
    String name = parameters.path(kind.nameParameter()).asText();
    ObjectNode question = parameters.objectNode();
    question.set(CLUSTER, parameters.get(CLUSTER));
    for (int page = 0; page < MOST_PAGES; page++) {
      SdkOutcome outcome = caller.ask(kind.list, question);
      if (!(outcome instanceof SdkOutcome.Answered(ObjectNode output, _))) {
        return outcome;
      }
      Optional<JsonNode> id = idOf(output.path(kind.plural()), name);
      if (id.isPresent()) {
        return caller.ask(kind.modify, modification(parameters, kind, id.get()));
      }
      if (!output.hasNonNull("Marker")) {
        break;
      }
      question.set("Marker", output.get("Marker"));
    }
    return new SdkOutcome.Unfit(
        List.of(
            "The cluster %s has no %s named '%s'"
                .formatted(parameters.path(CLUSTER).asText(), kind.name, name)));
  }

  private static Optional<JsonNode> idOf(JsonNode all, String name) {
    for (JsonNode each : all) {
      if (each.path("Name").asText().equals(name)) {
        return Optional.of(each.path("Id"));
      }
    }
    return Optional.empty();
  }

  private static ObjectNode modification(ObjectNode parameters, Kind kind, JsonNode id) {
    ObjectNode request = parameters.deepCopy();
    request.remove(kind.nameParameter());
    ((ObjectNode) request.get(kind.name)).set(kind.id(), id);
    if (kind.areModifiedTogether) {
      wrap(request, kind.name, kind.plural());
    }
    return request;
  }

  /** One cluster as the list of job flows. */
  private static ObjectNode listed(ObjectNode parameters) {
    ObjectNode request = parameters.deepCopy();
    wrap(request, CLUSTER, "JobFlowIds");
    return request;
  }

  /** Makes a parameter the only element of a list. */
  private static void wrap(ObjectNode request, String parameter, String list) {
    JsonNode value = request.remove(parameter);
    if (value != null && !value.isNull()) {
      request.putArray(list).add(value);
    }
  }

  private static void move(ObjectNode request, String parameter, String other) {
    JsonNode value = request.remove(parameter);
    if (value != null) {
      request.set(other, value);
    }
  }

  private static SdkOutcome renamed(SdkOutcome outcome, String member, String other) {
    if (!(outcome instanceof SdkOutcome.Answered(ObjectNode output, SdkOutcome.HttpAnswer http))) {
      return outcome;
    }
    ObjectNode answer = output.objectNode();
    if (output.has(member)) {
      answer.set(other, output.get(member));
    }
    return new SdkOutcome.Answered(answer, http);
  }

  private static SdkOutcome firstOf(SdkOutcome outcome, String list, String member) {
    if (!(outcome instanceof SdkOutcome.Answered(ObjectNode output, SdkOutcome.HttpAnswer http))) {
      return outcome;
    }
    ObjectNode answer = output.objectNode();
    if (!output.path(list).isEmpty()) {
      answer.set(member, output.path(list).get(0));
    }
    return new SdkOutcome.Answered(answer, http);
  }
}
