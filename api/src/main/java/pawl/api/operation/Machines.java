package pawl.api.operation;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pawl.api.contract.ApiException;
import pawl.api.operation.ResourceArn.MachineArn;
import pawl.engine.catalogue.Alias;
import pawl.engine.catalogue.Machine;
import pawl.engine.catalogue.Version;
import pawl.engine.host.Host;

/** Finds the state machine that a request names. */
final class Machines {
  private final Host host;

  Machines(Host host) {
    this.host = host;
  }

  /**
   * What an ARN names.
   *
   * @param version the version, if it names one
   * @param alias the alias, if it names one
   */
  record Named(Machine machine, @Nullable Version version, @Nullable Alias alias) {}

  /** The machine of an ARN that must not name a version or an alias. */
  Machine find(MachineArn arn) {
    if (arn.qualifier() != null) {
      throw doesNotExist(arn.text());
    }
    return host.reads().machine(arn.unqualified()).orElseThrow(() -> doesNotExist(arn.text()));
  }

  /** The machine of an ARN, and the version or the alias of it that the ARN names. */
  Named resolve(MachineArn arn) {
    Machine machine =
        host.reads().machine(arn.unqualified()).orElseThrow(() -> doesNotExist(arn.text()));
    String qualifier = arn.qualifier();
    if (qualifier == null) {
      return new Named(machine, null, null);
    }
    Optional<Named> named =
        Version.number(qualifier)
            .map(
                number ->
                    host.reads()
                        .version(arn.unqualified(), number)
                        .map(version -> new Named(machine, version, null)))
            .orElseGet(
                () ->
                    host.reads()
                        .alias(arn.unqualified(), qualifier)
                        .map(alias -> new Named(machine, null, alias)));
    return named.orElseThrow(() -> doesNotExist(arn.text()));
  }

  static ApiException doesNotExist(String arn) {
    return ApiException.service(
        "StateMachineDoesNotExist", "State Machine Does Not Exist: '" + arn + "'");
  }
}
