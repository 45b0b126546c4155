package pawl.server;

import java.util.Locale;
import pawl.api.AwsJsonEndpoint;
import pawl.functions.LambdaApi;

/** Lets the protocols, which know no server, be called by this one. */
final class Doors {
  private Doors() {}

  static Endpoint states(AwsJsonEndpoint endpoint) {
    return request -> {
      pawl.api.Response response =
          endpoint.handle(
              new pawl.api.Request(
                  request.method(),
                  request.path(),
                  name -> request.header(name.toLowerCase(Locale.ROOT)),
                  request.body()));
      return new Answer(response.status(), response.headers(), response.body());
    };
  }

  static Endpoint lambda(LambdaApi api) {
    return request -> {
      try {
        LambdaApi.Response response =
            api.handle(
                new LambdaApi.Request(
                    request.method(),
                    request.path(),
                    request.query(),
                    request.headers(),
                    request.body()));
        return new Answer(response.status(), response.headers(), response.body());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Answer.error(503, "ServiceException", "Pawl is stopping.");
      }
    };
  }
}
