package pawl.api.operation;

import pawl.api.contract.ApiError;
import pawl.api.contract.ApiException;
import pawl.api.contract.Input;

/** What a request wants of versions, which do not exist yet. */
final class Publishing {
  private Publishing() {}

  static void check(Input request) {
    boolean publish = request.flag("publish", false);
    if (!publish && request.has("versionDescription")) {
      throw ApiException.service(
          "ValidationException", "Version description can only be set when publish is true");
    }
    if (publish) {
      throw new ApiException(ApiError.notImplemented("Publishing a version"));
    }
  }
}
