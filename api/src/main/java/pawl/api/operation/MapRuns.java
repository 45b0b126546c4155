package pawl.api.operation;

import pawl.api.contract.ApiException;
import pawl.engine.host.Host;
import pawl.engine.read.MapRunView;

/** Finds the run of a distributed Map that a request names. */
final class MapRuns {
  private MapRuns() {}

  static MapRunView find(Host host, String arn) {
    return host.reads().mapRun(ResourceArn.mapRun(arn)).orElseThrow(() -> notFound(arn));
  }

  static ApiException notFound(String arn) {
    return ApiException.service("ResourceNotFound", "Resource not found: '" + arn + "'");
  }
}
