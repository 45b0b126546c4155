package pawl.server;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pawl.api.AwsJsonEndpoint;
import pawl.asl.AslCompiler;
import pawl.dev.Application;
import pawl.embedded.EmbeddedHost;
import pawl.engine.host.Host;
import pawl.engine.host.Outside;
import pawl.functions.FunctionHost;
import pawl.functions.HostConfiguration;
import pawl.functions.LambdaApi;
import pawl.functions.LogListener;
import pawl.integrations.Integrations;
import pawl.integrations.apigateway.ApiGatewayInvoke;
import pawl.integrations.http.Connections;
import pawl.integrations.http.HttpInvoke;
import pawl.integrations.items.S3ItemSource;
import pawl.integrations.items.S3ResultSink;
import pawl.integrations.job.JobTask;
import pawl.integrations.job.RemoteJobs;
import pawl.integrations.lambda.FunctionInvoker;
import pawl.integrations.lambda.FunctionTask;
import pawl.integrations.lambda.LambdaInvoke;
import pawl.integrations.mock.MockedTasks;
import pawl.integrations.nested.StartExecution;
import pawl.integrations.optimised.PutEvents;
import pawl.integrations.optimised.QueueAddress;
import pawl.integrations.optimised.ServiceTask;
import pawl.integrations.sdk.AwsAccess;
import pawl.integrations.sdk.ObjectStore;
import pawl.integrations.sdk.SdkBridge;
import pawl.integrations.sdk.SdkIntegration;
import pawl.server.console.ConsoleApi;
import pawl.server.console.LiveEvents;

/** The parts of a server: this is the one place where they are made and connected. */
final class Wiring implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Wiring.class);

  /** What was opened, the last first: closed in this order. */
  private final Deque<Runnable> closing = new ArrayDeque<>();

  private final FrontDoor.Rooms rooms;

  /**
   * Opens everything a server consists of.
   *
   * @param url where functions and workers reach this server
   * @param application that the server exists for; null for a server alone
   */
  static Wiring open(
      Config config, String url, @Nullable Application application, LogListener log) {
    Map<String, String> surroundings = System.getenv();
    return new Wiring(
        config,
        surroundings,
        AwsEnvironment.access(config, surroundings, application),
        AwsEnvironment.ofFunctions(config, url, surroundings, application),
        application,
        log);
  }

  private Wiring(
      Config config,
      Map<String, String> surroundings,
      AwsAccess access,
      Map<String, String> functionEnvironment,
      @Nullable Application application,
      LogListener log) {
    try {
      // Executions go on as soon as their host is open, so what they call must be there before.
      FunctionHost functions =
          FunctionHost.start(
              HostConfiguration.in(config.data())
                  .withRegion(config.region())
                  .withAccount(config.account())
                  .withEnvironment(functionEnvironment)
                  .withLogListener(log));
      closing.push(functions::close);
      if (application != null) {
        application.provide(functions);
      }

      Connections connections = connections(config, application, surroundings);
      closing.push(connections::close);
      SdkBridge bridge = new SdkBridge(access);
      closing.push(bridge::close);
      CompletableFuture<Host> coming = new CompletableFuture<>();
      Integrations integrations =
          integrations(
              new LocalFunctions(functions), bridge, access, coming, http(config, connections));
      MockedTasks tasks = new MockedTasks(config.mocks(), integrations);

      ObjectStore objects = new ObjectStore(bridge);
      S3ItemSource datasets = new S3ItemSource(objects);
      closing.push(datasets::close);
      Observers observers = new Observers(config.observation(), surroundings, coming, bridge);
      closing.push(observers::close);
      LiveEvents live = new LiveEvents();
      observers.add(live);
      EmbeddedHost host =
          EmbeddedHost.open(
              storeOptions(config),
              new Outside(observers.traced(tasks), datasets, new S3ResultSink(objects)),
              observers.listeners());
      closing.push(host::close);
      live.watch(() -> host.untold().getOrDefault(live.name(), 0L));
      closing.push(live::close);
      observers.watch(host);
      coming.complete(host);
      if (application != null) {
        application.deploy(host);
        closing.push(application::quiesce);
      }

      rooms =
          new FrontDoor.Rooms(
              Endpoints.states(
                  new AwsJsonEndpoint(
                      host,
                      (definition, type) -> AslCompiler.compile(definition, type, integrations),
                      tasks::obstacle)),
              Endpoints.lambda(new LambdaApi(functions)),
              new AdminApi(host, target -> Backup.take(host::backup, config.data(), target)),
              observers.metrics(),
              Endpoints.console(
                  new ConsoleApi(
                      host,
                      functions,
                      live,
                      Version.text(),
                      config.profile().name().toLowerCase(Locale.ROOT))));
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  private static EmbeddedHost.Options storeOptions(Config config) {
    return new EmbeddedHost.Options(
        config.store(),
        config.arns(),
        config.profile().limits(),
        Runtime.getRuntime().availableProcessors(),
        config.durability() == Config.Durability.SYNC,
        config.retention());
  }

  private static Connections connections(
      Config config, @Nullable Application application, Map<String, String> surroundings) {
    return Connections.of(
        config.connections(),
        application == null
            ? null
            : new Connections.Template(application.folder(), application::connections),
        surroundings);
  }

  private static HttpInvoke http(Config config, Connections connections) {
    return new HttpInvoke(connections, config.region(), config.profile().limits().payloadBytes());
  }

  /** What Task states can call; the first that knows a resource gets it. */
  static Integrations integrations(
      FunctionInvoker functions,
      SdkBridge bridge,
      AwsAccess access,
      CompletableFuture<Host> host,
      HttpInvoke http) {
    return new Integrations(
        List.of(
            new FunctionTask(functions, bridge),
            new LambdaInvoke(functions, bridge),
            new StartExecution(host::join, bridge),
            ServiceTask.sqs(bridge, new QueueAddress(access)),
            ServiceTask.sns(bridge),
            ServiceTask.dynamodb(bridge),
            new PutEvents(bridge),
            new ApiGatewayInvoke(access, bridge),
            http,
            new JobTask(new RemoteJobs(bridge)),
            new SdkIntegration(bridge)));
  }

  FrontDoor.Rooms rooms() {
    return rooms;
  }

  /** Closes every part, the last opened first, whatever goes wrong with one. */
  @Override
  public void close() {
    while (!closing.isEmpty()) {
      try {
        closing.pop().run();
      } catch (RuntimeException e) {
        LOG.error("A part could not be stopped in order; nothing that was answered is lost", e);
      }
    }
  }
}
