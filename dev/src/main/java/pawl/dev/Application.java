package pawl.dev;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import pawl.dev.bucket.BucketServer;
import pawl.dev.bucket.BucketServerException;
import pawl.dev.process.Procfile;
import pawl.dev.process.SupervisedProcess;
import pawl.dev.queue.QueueServer;
import pawl.dev.queue.QueueServerException;
import pawl.dev.template.Plan;
import pawl.dev.template.Problem;
import pawl.dev.template.SamTemplate;
import pawl.dev.template.Surroundings;
import pawl.engine.host.Host;
import pawl.functions.FunctionHost;
import pawl.functions.LambdaException;

/**
 * A working application out of a SAM template. A server opens one in this order, so that executions
 * of a former run find their functions and queues when they go on:
 *
 * <ol>
 *   <li>{@link #open} reads the template and begins to start the queues;
 *   <li>a {@link FunctionHost} is started with {@link #environment};
 *   <li>{@link #provide} deploys the functions and waits for the queues;
 *   <li>a {@link Host} is opened;
 *   <li>{@link #deploy} makes machines and activities;
 *   <li>{@link #run}, once requests are answered, starts the Procfile's processes and watches.
 * </ol>
 *
 * <p>Closing it stops processes, watching and queues; function host and host belong to the server,
 * which closes them after {@link #quiesce} and before {@link #close}.
 */
public final class Application implements AutoCloseable {
  private final ApplicationSettings settings;
  private final FolderLock folderLock;
  private final Path templateFile;
  private final Path folder;
  private final Console console;
  private final Surroundings surroundings;
  private final String bucketAddress;
  private final Deployment deployment;
  private final Map<String, String> environment;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, SupervisedProcess> processes = new LinkedHashMap<>();
  private final Map<String, Integer> codeStamps = new HashMap<>();

  private volatile SamTemplate template;
  private List<Problem> lastProblems;
  private @Nullable CompletableFuture<QueueServer> queues;
  private @Nullable BucketServer buckets;
  private @Nullable FunctionHost functions;
  private @Nullable Host host;
  private @Nullable Watcher watcher;
  private boolean closed;

  private Application(
      ApplicationSettings settings,
      SamTemplate template,
      Surroundings surroundings,
      String bucketAddress,
      FolderLock folderLock,
      Console console) {
    this.bucketAddress = bucketAddress;
    this.settings = settings;
    this.folderLock = folderLock;
    this.template = template;
    this.lastProblems = template.problems();
    this.templateFile = template.file();
    this.folder = Objects.requireNonNull(templateFile.getParent());
    this.console = console;
    this.surroundings = surroundings;
    this.deployment = new Deployment(settings.dataFolder());
    this.environment =
        Environment.of(
            settings,
            surroundings.queueAddress(),
            template.plan().buckets().isEmpty() ? null : bucketAddress,
            template.plan(),
            System.getenv());
  }

  /**
   * Reads the template and begins to start what takes long.
   *
   * @throws ApplicationException if there is no template, or it has errors; all of them have been
   *     told to the console
   */
  public static Application open(ApplicationSettings settings, Console console) {
    Path file =
        SamTemplate.find(settings.template())
            .orElseThrow(
                () ->
                    new ApplicationException(
                        "There is no template.yaml, template.yml or template.json in "
                            + settings.template(),
                        List.of()))
            .toAbsolutePath()
            .normalize();
    FolderLock lock = FolderLock.take(settings.dataFolder());
    try {
      return open(settings, file, lock, console);
    } catch (RuntimeException | Error e) {
      lock.close();
      throw e;
    }
  }

  private static Application open(
      ApplicationSettings settings, Path file, FolderLock folderLock, Console console) {
    Path folder = Objects.requireNonNull(file.getParent());
    int port = Ports.remembered(settings.dataFolder().resolve("queue-port"), "queues", console);
    int bucketPort =
        Ports.remembered(settings.dataFolder().resolve("bucket-port"), "buckets", console);
    Surroundings surroundings =
        new Surroundings(
            settings.arns(), stackName(folder), "http://127.0.0.1:" + port, settings.parameters());
    SamTemplate template = SamTemplate.read(file, surroundings);
    List<Problem> problems = new ArrayList<>(template.problems());
    problems.addAll(Procfile.read(folder.resolve(Procfile.NAME)).problems());
    problems.forEach(problem -> console.problem(problem, folder));
    long errors = problems.stream().filter(p -> p.severity() == Problem.Severity.ERROR).count();
    if (errors > 0) {
      throw new ApplicationException(
          "%s can't be made: %s"
              .formatted(file.getFileName(), errors == 1 ? "one error" : errors + " errors"),
          problems);
    }
    Application application =
        new Application(
            settings,
            template,
            surroundings,
            "http://127.0.0.1:" + bucketPort,
            folderLock,
            console);
    if (!template.plan().queues().isEmpty()) {
      application.startQueues();
    }
    return application;
  }

  /** CloudFormation's names of stacks are letters, digits and hyphens. */
  private static String stackName(Path folder) {
    Path name = folder.getFileName();
    String cleaned = (name == null ? "" : name.toString()).replaceAll("[^A-Za-z0-9-]", "-");
    return cleaned.matches("[A-Za-z].*") ? cleaned : "app-" + cleaned;
  }

  private CompletableFuture<QueueServer> startQueues() {
    int port = java.net.URI.create(surroundings.queueAddress()).getPort();
    CompletableFuture<QueueServer> starting = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .name("queues")
        .start(
            () -> {
              try {
                starting.complete(
                    QueueServer.start(
                        "127.0.0.1",
                        port,
                        settings.arns().region(),
                        settings.arns().account(),
                        settings.dataFolder().resolve("queues")));
              } catch (RuntimeException | Error e) {
                starting.completeExceptionally(e);
              }
            });
    queues = starting;
    return starting;
  }

  /** Starts the bucket server with the first bucket: it takes a moment, not a second. */
  void makeBuckets(List<Plan.Bucket> wanted) {
    if (wanted.isEmpty()) {
      return;
    }
    BucketServer server = buckets;
    if (server == null) {
      server =
          BucketServer.start(
              "127.0.0.1",
              java.net.URI.create(bucketAddress).getPort(),
              settings.dataFolder().resolve("buckets"));
      buckets = server;
    }
    for (Plan.Bucket bucket : wanted) {
      server.provide(bucket.name());
    }
  }

  /** Where it tells what it does; functions' lines belong there too. */
  public Console console() {
    return console;
  }

  /**
   * Variables for functions and processes: endpoints, region, credentials that mean nothing, the
   * queues' URLs (the queue {@code WorkQueue} as {@code WORK_QUEUE_URL}) and the buckets' names
   * ({@code DataBucket} as {@code DATA_BUCKET_NAME}).
   */
  public Map<String, String> environment() {
    return environment;
  }

  /** Where SQS is served, such as {@code http://127.0.0.1:9324}; empty without queues. */
  public Optional<String> queueAddress() {
    return template.plan().queues().isEmpty()
        ? Optional.empty()
        : Optional.of(surroundings.queueAddress());
  }

  /** Where S3 is served, such as {@code http://127.0.0.1:9325}; empty without buckets. */
  public Optional<String> bucketAddress() {
    return template.plan().buckets().isEmpty() ? Optional.empty() : Optional.of(bucketAddress);
  }

  /** The template's connections for HTTP Tasks, as a file of connections would give them. */
  public JsonNode connections() {
    List<Plan.Connection> all = template.plan().connections();
    ObjectNode file = JsonNodeFactory.instance.objectNode();
    ObjectNode byName = file.putObject("Connections");
    all.forEach(connection -> byName.set(connection.name(), connection.definition()));
    return file;
  }

  /** The folder of the template, in which relative paths begin. */
  public Path folder() {
    return folder;
  }

  /**
   * Deploys the functions, and returns when queues and buckets can be used too.
   *
   * @throws ApplicationException if a function or the queue server is refused
   */
  public void provide(FunctionHost functionHost) {
    lock.lock();
    try {
      functions = functionHost;
      makeBuckets(template.plan().buckets());
      for (Plan.Function function : template.plan().functions()) {
        deployFunction(functionHost, function);
      }
      CompletableFuture<QueueServer> starting = queues;
      if (starting != null) {
        QueueServer server = starting.join();
        inOrder(template.plan().queues()).forEach(server::provide);
      }
    } catch (LambdaException | QueueServerException | BucketServerException e) {
      throw new ApplicationException(String.valueOf(e.getMessage()), List.of());
    } catch (CompletionException e) {
      throw new ApplicationException(
          String.valueOf(Objects.requireNonNullElse(e.getCause(), e).getMessage()), List.of());
    } finally {
      lock.unlock();
    }
  }

  private void deployFunction(FunctionHost functionHost, Plan.Function function) {
    deployment.deploy(functionHost, function);
    codeStamps.put(function.name(), stamp(function));
    // Looking for an interpreter may take a second; nobody has to wait for that.
    Thread.startVirtualThread(
        () ->
            functionHost
                .problem(function.name())
                .ifPresent(problem -> console.warn(function.name() + " can't be run: " + problem)));
  }

  private static int stamp(Plan.Function function) {
    return switch (function.code()) {
      case Plan.Code.Location(Path path) -> FolderStamp.of(path);
      case Plan.Code.Inline inline -> 0;
    };
  }

  /** Queues that take the dead letters of others come first. */
  private static List<Plan.Queue> inOrder(List<Plan.Queue> queues) {
    List<Plan.Queue> ordered = new ArrayList<>(queues);
    for (int i = 0; i < queues.size(); i++) {
      ordered.sort((left, right) -> Integer.compare(depth(left, queues), depth(right, queues)));
    }
    return ordered;
  }

  private static int depth(Plan.Queue queue, List<Plan.Queue> queues) {
    int depth = 0;
    Plan.Redrive redrive = queue.redrive();
    while (redrive != null && depth <= queues.size()) {
      depth++;
      String next = redrive.deadLetterQueue();
      redrive =
          queues.stream()
              .filter(other -> other.name().equals(next))
              .findFirst()
              .map(Plan.Queue::redrive)
              .orElse(null);
    }
    return depth;
  }

  /**
   * Makes the machines and activities, or brings them up to date. Machines that a former template
   * had stay.
   *
   * @throws pawl.engine.HostException if the host can't
   */
  public void deploy(Host engineHost) {
    lock.lock();
    try {
      host = engineHost;
      template.plan().machines().forEach(machine -> deployment.deploy(engineHost, machine));
      template.plan().activities().forEach(activity -> deployment.deploy(engineHost, activity));
    } finally {
      lock.unlock();
    }
  }

  /** Starts the processes of the Procfile and watches the files from now on. */
  public void run() {
    lock.lock();
    try {
      updateProcesses();
      try {
        watcher = Watcher.start(folder, this::watchedFolders, this::redeploy);
      } catch (java.io.IOException e) {
        console.warn("Changes of files are not seen (" + e.getMessage() + "); restart to see them");
      }
      Thread.startVirtualThread(this::checkServices);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Says what services would not take in the definitions that run. Services take a moment to ask,
   * for which nobody has to wait who starts.
   */
  private void checkServices() {
    if (settings.services() == null) {
      return;
    }
    SamTemplate checked = SamTemplate.read(templateFile, surroundings, settings.services());
    lock.lock();
    try {
      if (!closed && checked.plan().equals(template.plan())) {
        checked.problems().stream()
            .filter(problem -> !lastProblems.contains(problem))
            .forEach(problem -> console.problem(problem, folder));
        lastProblems = checked.problems();
      }
    } finally {
      lock.unlock();
    }
  }

  private Set<Path> watchedFolders() {
    Set<Path> watched = new HashSet<>();
    lock.lock();
    try {
      watched.add(folder);
      for (Plan.Machine machine : template.plan().machines()) {
        watched.add(Objects.requireNonNull(machine.definition().source().getParent()));
      }
      for (Plan.Function function : template.plan().functions()) {
        if (function.code() instanceof Plan.Code.Location(Path path)) {
          watched.add(Objects.requireNonNullElse(path.getParent(), path));
          FolderStamp.folders(path, watched::add);
        }
      }
    } finally {
      lock.unlock();
    }
    return watched;
  }

  /**
   * Reads everything again and makes what has changed; what can't be made stays as it was, with a
   * word on the console. Called by the watcher; never throws.
   */
  void redeploy() {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      SamTemplate fresh = SamTemplate.read(templateFile, surroundings, settings.services());
      if (!fresh.problems().equals(lastProblems)) {
        fresh.problems().forEach(problem -> console.problem(problem, folder));
        lastProblems = fresh.problems();
        if (!fresh.usable()) {
          console.warn("Not redeployed; what runs stays as it was");
        }
      }
      if (fresh.usable()) {
        new Redeployment(this, console).apply(template.plan(), fresh.plan());
        template = fresh;
      }
      updateProcesses();
    } catch (RuntimeException e) {
      console.warn("Not redeployed: " + e);
    } finally {
      lock.unlock();
    }
  }

  // What a redeployment does, one part after another. The lock is held.

  void redeploy(Plan.Function function) {
    deployFunction(Objects.requireNonNull(functions), function);
  }

  /** Whether the function's code has changed; its processes are new ones from now on. */
  boolean reload(Plan.Function function) {
    int stamp = stamp(function);
    if (Objects.equals(codeStamps.get(function.name()), stamp)) {
      return false;
    }
    if (function.code() instanceof Plan.Code.Location(Path path)
        && java.nio.file.Files.isRegularFile(path)) {
      redeploy(function);
      return true;
    }
    Objects.requireNonNull(functions).reload(function.name());
    codeStamps.put(function.name(), stamp);
    return true;
  }

  void remove(Plan.Function function) {
    Objects.requireNonNull(functions).remove(function.name());
    codeStamps.remove(function.name());
  }

  Deployment.Outcome redeploy(Plan.Machine machine) {
    return deployment.deploy(Objects.requireNonNull(host), machine);
  }

  void redeploy(Plan.Activity activity) {
    deployment.deploy(Objects.requireNonNull(host), activity);
  }

  void redeploy(List<Plan.Queue> changed) {
    CompletableFuture<QueueServer> running = queues;
    QueueServer server = (running == null ? startQueues() : running).join();
    inOrder(changed).forEach(server::provide);
  }

  private void updateProcesses() {
    Procfile procfile = Procfile.read(folder.resolve(Procfile.NAME));
    if (!procfile.problems().isEmpty()) {
      procfile.problems().forEach(problem -> console.problem(problem, folder));
      return;
    }
    Map<String, String> commands = procfile.commands();
    for (String name : List.copyOf(processes.keySet())) {
      SupervisedProcess running = Objects.requireNonNull(processes.get(name));
      if (!running.command().equals(commands.get(name))) {
        console.say("The process " + name + " is stopped: the Procfile has changed");
        running.close();
        processes.remove(name);
      }
    }
    commands.forEach(
        (name, command) ->
            processes.computeIfAbsent(
                name,
                fresh ->
                    SupervisedProcess.start(
                        fresh, command, folder, processEnvironment(), console)));
  }

  /** The variables for a process that starts now; queues may have come since the beginning. */
  private Map<String, String> processEnvironment() {
    return Environment.of(
        settings,
        surroundings.queueAddress(),
        template.plan().buckets().isEmpty() ? null : bucketAddress,
        template.plan(),
        System.getenv());
  }

  /** What the application consists of and where, as a table. */
  public String table() {
    lock.lock();
    try {
      return Table.of(
          template.plan(),
          Procfile.read(folder.resolve(Procfile.NAME)).commands(),
          templateFile,
          folder);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Stops watching and the Procfile's processes, which still reach the server meanwhile. Call it
   * before host and function host are closed, and {@link #close} after.
   */
  public void quiesce() {
    @Nullable Watcher watching;
    List<SupervisedProcess> running;
    lock.lock();
    try {
      closed = true;
      watching = watcher;
      watcher = null;
      running = List.copyOf(processes.values());
      processes.clear();
    } finally {
      lock.unlock();
    }
    if (watching != null) {
      watching.close();
    }
    running.forEach(SupervisedProcess::beginStopping);
    running.forEach(SupervisedProcess::close);
  }

  /** Stops what is left: nothing runs on. */
  @Override
  public void close() {
    quiesce();
    if (buckets != null) {
      buckets.close();
      buckets = null;
    }
    CompletableFuture<QueueServer> starting = queues;
    queues = null;
    try {
      if (starting != null) {
        starting.join().close();
      }
    } catch (CompletionException neverStarted) {
      // Told when it was waited for.
      console.warn("The queue server had not started");
    } finally {
      folderLock.close();
    }
  }
}
