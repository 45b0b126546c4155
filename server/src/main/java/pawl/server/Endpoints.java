package pawl.server;

import java.util.concurrent.CancellationException;
import pawl.api.AwsJsonEndpoint;
import pawl.api.Response;
import pawl.functions.LambdaApi;
import pawl.server.console.ConsoleAnswer;
import pawl.server.console.ConsoleApi;

/** The APIs as endpoints of this server; each has its own form of request and response. */
final class Endpoints {
  private Endpoints() {}

  static Endpoint states(AwsJsonEndpoint api) {
    return request -> {
      Response response =
          api.handle(
              new pawl.api.Request(
                  request.method(),
                  request.path(),
                  pawl.api.Request.Headers.of(request.headers()),
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
                    request.rawPath(),
                    request.query(),
                    request.headers(),
                    request.body()));
        return new Answer(response.status(), response.headers(), response.body());
      } catch (InterruptedException | CancellationException e) {
        return Answer.error(503, "ServiceUnavailable", "Pawl is stopping.");
      }
    };
  }

  static Endpoint console(ConsoleApi api) {
    return request ->
        answer(
            api.handle(
                request.method(),
                request.path(),
                request.query(),
                request.headers().get("last-event-id")));
  }

  static Answer answer(ConsoleAnswer reply) {
    ConsoleAnswer.Stream stream = reply.stream();
    return stream == null
        ? new Answer(reply.status(), reply.headers(), reply.body())
        : Answer.stream(reply.status(), reply.headers(), stream::writeTo);
  }
}
