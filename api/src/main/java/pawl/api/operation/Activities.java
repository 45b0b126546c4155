package pawl.api.operation;

import pawl.api.contract.ApiException;
import pawl.engine.catalogue.Activity;
import pawl.engine.host.Host;

/** Finds the activity that a request names. */
final class Activities {
  private Activities() {}

  static Activity find(Host host, String arn) {
    return host.reads()
        .activity(ResourceArn.activity(arn))
        .orElseThrow(
            () ->
                ApiException.service(
                    "ActivityDoesNotExist", "Activity Does Not Exist: '" + arn + "'"));
  }
}
