package pawl.api.operation;

import java.util.ArrayList;
import java.util.List;
import pawl.api.contract.ApiException;
import pawl.api.contract.Input;
import pawl.api.operation.ResourceArn.MachineArn;
import pawl.engine.catalogue.Alias;

/** What the operations on aliases have in common. */
final class Aliases {
  private static final int WHOLE = 100;

  private Aliases() {}

  /**
   * Where an alias leads.
   *
   * @param machineArn the machine whose versions they are
   */
  record Routing(String machineArn, List<Alias.Route> routes) {}

  /** The routing of a request, which has to have one. */
  static Routing routing(Input request) {
    List<Input> given = request.structures("routingConfiguration");
    List<String> arns = given.stream().map(route -> route.text("stateMachineVersionArn")).toList();
    List<MachineArn> parsed = arns.stream().map(ResourceArn::stateMachine).toList();
    if (!parsed.stream().allMatch(MachineArn::isVersion)) {
      throw invalid(
          "Routing configuration must contain state machine version ARNs. Received: " + arns);
    }
    String machineArn = parsed.getFirst().unqualified();
    if (!parsed.stream().allMatch(arn -> arn.unqualified().equals(machineArn))) {
      throw invalid(
          "Routing configuration must contain versions of one state machine. Received: " + arns);
    }
    if (arns.stream().distinct().count() < arns.size()) {
      throw invalid("Routing configuration must contain different versions. Received: " + arns);
    }
    int sum = given.stream().mapToInt(route -> route.integer("weight", 0)).sum();
    if (sum != WHOLE) {
      throw invalid("Sum of routing configuration weights must be " + WHOLE + ". Received: " + sum);
    }
    List<Alias.Route> routes = new ArrayList<>();
    for (Input route : given) {
      int version = ResourceArn.version(route.text("stateMachineVersionArn")).number();
      routes.add(new Alias.Route(version, route.integer("weight", 0)));
    }
    return new Routing(machineArn, routes);
  }

  static ApiException invalid(String what) {
    return ApiException.service("ValidationException", what);
  }

  static ApiException notFound() {
    return ApiException.service(
        "ResourceNotFound", "Request references a resource that does not exist.");
  }
}
