package pawl.api.operation;

import org.jspecify.annotations.Nullable;
import pawl.api.contract.ApiException;
import pawl.api.contract.Input;
import pawl.engine.catalogue.Publication;

/** What a request wants of versions. */
final class Publishing {
  private Publishing() {}

  /** The version that shall be published with a change; null if none shall. */
  static @Nullable Publication of(Input request) {
    String description = request.optionalText("versionDescription");
    if (request.flag("publish", false)) {
      return new Publication(description);
    }
    if (description != null) {
      throw ApiException.service(
          "ValidationException", "Version description can only be set when publish is true");
    }
    return null;
  }

  static ApiException tooMany(int most) {
    return ApiException.service(
        "ServiceQuotaExceededException",
        "A state machine can have at most " + most + " versions; delete some that are not in use");
  }
}
