package pawl.api.operation;

import pawl.api.contract.ApiException;
import pawl.api.operation.ResourceArn.MachineArn;
import pawl.engine.catalogue.Machine;
import pawl.engine.host.Host;

/** Finds the state machine that a request names. */
final class Machines {
  private final Host host;

  Machines(Host host) {
    this.host = host;
  }

  /** The machine of an ARN; versions and aliases do not exist yet, so a qualified one has none. */
  Machine find(MachineArn arn) {
    if (arn.qualifier() != null) {
      throw doesNotExist(arn.text());
    }
    return host.reads().machine(arn.unqualified()).orElseThrow(() -> doesNotExist(arn.text()));
  }

  static ApiException doesNotExist(String arn) {
    return ApiException.service(
        "StateMachineDoesNotExist", "State Machine Does Not Exist: '" + arn + "'");
  }
}
