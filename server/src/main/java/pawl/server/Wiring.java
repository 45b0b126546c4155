package pawl.server;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import pawl.api.AwsJsonEndpoint;
import pawl.dev.Application;
import pawl.embedded.EmbeddedHost;
import pawl.embedded.StoreException;
import pawl.engine.Host;
import pawl.functions.FunctionHost;
import pawl.functions.HostConfiguration;
import pawl.functions.LambdaApi;
import pawl.functions.LogListener;
import pawl.integrations.Integrations;
import pawl.integrations.lambda.FunctionInvoker;
import pawl.integrations.lambda.FunctionTask;
import pawl.integrations.lambda.LambdaInvoke;
import pawl.integrations.nested.StartExecution;
import pawl.integrations.optimised.PutEvents;
import pawl.integrations.optimised.QueueAddress;
import pawl.integrations.optimised.ServiceTask;
import pawl.integrations.sdk.AwsAccess;
import pawl.integrations.sdk.SdkBridge;
import pawl.integrations.sdk.SdkIntegration;

/** The parts of a server: this is the one place where they are made and connected. */
final class Wiring implements AutoCloseable {
  private static final String NO_CREDENTIALS = "pawl";

  private final FrontDoor.Rooms rooms;

  /** Closed in this order. */
  private final Deque<AutoCloseable> parts;

  private Wiring(FrontDoor.Rooms rooms, Deque<AutoCloseable> parts) {
    this.rooms = rooms;
    this.parts = parts;
  }

  /**
   * Opens everything a server consists of.
   *
   * @param url where functions and workers will reach this server
   * @param application what {@code pawl dev} makes of a template, if it is that
   */
  static Wiring open(Config config, String url, Optional<Application> application) {
    Deque<AutoCloseable> parts = new ArrayDeque<>();
    try {
      application.ifPresent(parts::push);
      Map<String, String> environment =
          application.map(Application::environment).orElseGet(() -> environment(config, url));

      FunctionHost functions =
          opened(parts, FunctionHost.start(functionSettings(config, environment, application)));
      application.ifPresent(app -> app.provide(functions));

      AwsAccess access = access(config, application.isPresent() ? environment : Map.of());
      SdkBridge bridge = opened(parts, new SdkBridge(access));
      CompletableFuture<Host> host = new CompletableFuture<>();
      Integrations integrations =
          integrations(new LocalFunctions(functions), access, bridge, host::join);

      var options = EmbeddedHost.Options.of(config.data().resolve("store"), config.arns());
      host.complete(opened(parts, EmbeddedHost.open(options, integrations::call)));
      application.ifPresent(app -> app.deploy(host.join()));
      application.ifPresent(app -> parts.push(app::quiesce));

      AwsJsonEndpoint states = new AwsJsonEndpoint(host.join());
      LambdaApi lambda = new LambdaApi(functions);
      return new Wiring(new FrontDoor.Rooms(Doors.states(states), Doors.lambda(lambda)), parts);
    } catch (StoreException e) {
      close(parts);
      throw new StartException(String.valueOf(e.getMessage()), e);
    } catch (RuntimeException | Error e) {
      close(parts);
      throw e;
    }
  }

  private static Integrations integrations(
      FunctionInvoker functions, AwsAccess access, SdkBridge bridge, Supplier<Host> host) {
    return new Integrations(
        List.of(
            new FunctionTask(functions, bridge),
            new LambdaInvoke(functions, bridge),
            ServiceTask.sqs(bridge, new QueueAddress(access)),
            ServiceTask.sns(bridge),
            ServiceTask.dynamodb(bridge),
            new PutEvents(bridge),
            new StartExecution(host, bridge),
            new SdkIntegration(bridge)));
  }

  /** Task states call where the environment says; an application's own variables go first. */
  private static AwsAccess access(Config config, Map<String, String> own) {
    Map<String, String> environment = new LinkedHashMap<>(System.getenv());
    environment.putAll(own);
    try {
      return AwsAccess.fromEnvironment(config.region(), environment);
    } catch (IllegalArgumentException e) {
      throw new StartException(String.valueOf(e.getMessage()), e);
    }
  }

  private static HostConfiguration functionSettings(
      Config config, Map<String, String> environment, Optional<Application> application) {
    LogListener listener =
        application.<LogListener>map(app -> app.console()::hear).orElse(LogListener.NONE);
    return HostConfiguration.in(config.data())
        .withRegion(config.region())
        .withAccount(config.account())
        .withEnvironment(environment)
        .withLogListener(listener);
  }

  /**
   * What functions see without an application: AWS's variables of the server itself, and where Pawl
   * is.
   */
  private static Map<String, String> environment(Config config, String url) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("AWS_ACCESS_KEY_ID", NO_CREDENTIALS);
    environment.put("AWS_SECRET_ACCESS_KEY", NO_CREDENTIALS);
    System.getenv()
        .forEach(
            (name, value) -> {
              if (name.startsWith("AWS_") && !name.startsWith("AWS_LAMBDA_")) {
                environment.put(name, value);
              }
            });
    environment.put("AWS_REGION", config.region());
    environment.put("AWS_DEFAULT_REGION", config.region());
    environment.put("AWS_ENDPOINT_URL_SFN", url);
    environment.put("AWS_ENDPOINT_URL_LAMBDA", url);
    return environment;
  }

  private static <P extends AutoCloseable> P opened(Deque<AutoCloseable> parts, P part) {
    parts.push(part);
    return part;
  }

  FrontDoor.Rooms rooms() {
    return rooms;
  }

  @Override
  public void close() {
    close(parts);
  }

  /** Closes all parts, the last opened first, even if one of them fails. */
  private static void close(Deque<AutoCloseable> parts) {
    RuntimeException failure = null;
    for (AutoCloseable part : parts) {
      try {
        part.close();
      } catch (Exception e) {
        if (failure == null) {
          failure = new IllegalStateException("A part of the server could not be closed", e);
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    parts.clear();
    if (failure != null) {
      throw failure;
    }
  }
}
