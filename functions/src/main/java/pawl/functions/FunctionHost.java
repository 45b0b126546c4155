package pawl.functions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Runs Lambda-compatible functions as processes of this machine. Deploy functions, then invoke
 * them; processes are started when they are needed and ended with the host.
 *
 * <p>All methods may be called from any thread. {@link #invoke} blocks until the function has
 * answered: call it on a virtual thread.
 */
public final class FunctionHost implements AutoCloseable {
  private static final int REQUEST_LIMIT_BYTES = 6_291_456;
  private static final int EVENT_LIMIT_BYTES = 1_048_576;
  private static final String LATEST = "$LATEST";

  private final HostConfiguration configuration;
  private final ProcessGuard guard;
  private final FunctionPools pools;
  private final Runtimes runtimes;
  private final FunctionStore store;
  private final EventQueue events;
  private final Map<String, DeployedFunction> functions = new ConcurrentHashMap<>();
  private final ReentrantLock deploying = new ReentrantLock();
  private volatile boolean closed;

  private FunctionHost(
      HostConfiguration configuration, ProcessGuard guard, Runtimes runtimes, FunctionStore store) {
    this.configuration = configuration;
    this.guard = guard;
    this.runtimes = runtimes;
    this.store = store;
    this.pools = new FunctionPools(configuration, guard);
    this.events = new EventQueue(configuration.eventRetryDelays());
  }

  /**
   * Starts a host and loads the functions that were given to it as a zip before.
   *
   * @throws UncheckedIOException if the data folder can't be used or a helper process can't be
   *     started
   */
  public static FunctionHost start(HostConfiguration configuration) {
    try {
      Path folder = Files.createDirectories(configuration.dataFolder().resolve("functions"));
      Runtimes runtimes =
          Runtimes.unpack(folder.resolve(".runtime"), configuration.javaClientFolder());
      FunctionStore store = new FunctionStore(folder);
      FunctionHost host = new FunctionHost(configuration, ProcessGuard.start(), runtimes, store);
      for (FunctionDescription description : store.load(configuration)) {
        store.deleteUnused(description);
        host.functions.put(
            description.name(), new DeployedFunction(host.pools, description, runtimes));
      }
      return host;
    } catch (IOException e) {
      throw new UncheckedIOException("the function host can't be started: " + e.getMessage(), e);
    }
  }

  public HostConfiguration configuration() {
    return configuration;
  }

  /**
   * Deploys a function whose code is in a folder, or replaces it. Invocations in progress end on
   * the old code. Not kept over a restart of the host.
   */
  public FunctionDescription deploy(FunctionConfiguration function) {
    return put(describe(function, FunctionDescription.Origin.FOLDER, "", 0));
  }

  /**
   * Deploys a function whose code comes as a zip, or replaces it; the configuration's code folder
   * is ignored. Kept over a restart of the host.
   *
   * @throws LambdaException if the zip can't be used
   */
  public FunctionDescription deploy(FunctionConfiguration function, byte[] zip) {
    try {
      Path code = store.newCodeFolder(function.name());
      CodePackage.unpack(zip, code);
      FunctionDescription description =
          describe(
              function.withCodeFolder(code),
              FunctionDescription.Origin.ZIP,
              CodePackage.sha256(zip),
              zip.length);
      return put(description);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the code of " + function.name() + " can't be stored: " + e.getMessage(), e);
    }
  }

  /**
   * Changes the configuration of a function and leaves its code as it is.
   *
   * @throws LambdaException if there is no such function
   */
  public FunctionDescription configure(FunctionConfiguration function) {
    FunctionDescription before = require(function.name()).description();
    return put(
        describe(
            function.withCodeFolder(before.configuration().codeFolder()),
            before.origin(),
            before.codeSha256(),
            before.codeSizeBytes()));
  }

  /**
   * Makes the next invocations run on new processes: for code that has changed on disk.
   *
   * @throws LambdaException if there is no such function
   */
  public FunctionDescription reload(String name) {
    return configure(require(name).description().configuration());
  }

  /**
   * Removes a function and, if it came as a zip, its code; false if there is none. Invocations in
   * progress end.
   */
  public boolean remove(String name) {
    deploying.lock();
    try {
      DeployedFunction function = functions.remove(name);
      if (function == null) {
        return false;
      }
      boolean fromZip = function.description().origin() == FunctionDescription.Origin.ZIP;
      if (fromZip) {
        store.forget(name);
      }
      function.retire(fromZip ? function.description().configuration().codeFolder() : null);
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the function " + name + " can't be deleted: " + e.getMessage(), e);
    } finally {
      deploying.unlock();
    }
  }

  /** All functions, by name. */
  public List<FunctionDescription> list() {
    return functions.values().stream()
        .map(DeployedFunction::description)
        .sorted(Comparator.comparing(FunctionDescription::name))
        .toList();
  }

  /**
   * The function that a name, ARN or partial ARN stands for; empty if the host has none, so that a
   * caller may look elsewhere.
   */
  public Optional<FunctionDescription> find(String functionName) {
    return FunctionName.parse(functionName)
        .flatMap(this::lookUp)
        .map(DeployedFunction::description);
  }

  /**
   * Why a deployed function can't be run on this machine and what to do about it; empty if nothing
   * is known.
   */
  public Optional<String> problem(String name) {
    return Optional.ofNullable(functions.get(name)).map(DeployedFunction::problem);
  }

  /**
   * What is still known of the invocations of a function, the newest first. How many depends on
   * their logs; those that failed are known for longer.
   */
  public List<InvocationRecord> recentInvocations(String name) {
    return recentInvocations(name, Integer.MAX_VALUE);
  }

  /** The newest of {@link #recentInvocations(String)}, at most so many. */
  public List<InvocationRecord> recentInvocations(String name, int most) {
    DeployedFunction function = functions.get(name);
    return function == null ? List.of() : function.recent(most);
  }

  /**
   * Runs a function and waits for its answer.
   *
   * @throws InterruptedException if the caller is interrupted; the invocation goes on without it
   * @throws CancellationException if the host is closed, or closes meanwhile: nothing is known
   *     about the outcome then, and it must not be taken for a failure of the function
   */
  public InvocationResult invoke(InvocationRequest request) throws InterruptedException {
    return invoke(request, REQUEST_LIMIT_BYTES, RequestId.next());
  }

  /** What became of an event. */
  public sealed interface Submission {
    record Accepted(String requestId) implements Submission {}

    record Refused(InvocationResult.Rejected reason) implements Submission {}
  }

  /**
   * Runs a function some time soon without waiting for it; a failure is tried again twice. Events
   * that wait are lost when the host ends.
   */
  public Submission submit(InvocationRequest request) {
    String id = RequestId.next();
    InvocationResult.Rejected reason = refusal(request, EVENT_LIMIT_BYTES, id);
    if (reason != null) {
      return new Submission.Refused(reason);
    }
    boolean taken =
        events.offer(
            request.functionName(),
            request.payload().length,
            () -> invoke(request, EVENT_LIMIT_BYTES, id));
    return taken
        ? new Submission.Accepted(id)
        : new Submission.Refused(
            new InvocationResult.Rejected("TooManyRequestsException", 429, "Rate Exceeded.", id));
  }

  /** Why an invocation would not be tried; empty if it would. */
  public Optional<InvocationResult.Rejected> check(InvocationRequest request) {
    return Optional.ofNullable(refusal(request, REQUEST_LIMIT_BYTES, RequestId.next()));
  }

  /**
   * Ends all processes and waits for their end. Invocations in progress end with {@link
   * CancellationException}.
   */
  @Override
  public void close() {
    closed = true;
    events.close();
    pools.close();
    guard.close();
  }

  private InvocationResult invoke(InvocationRequest request, int limitBytes, String id)
      throws InterruptedException {
    if (closed) {
      throw new CancellationException("the function host is closed");
    }
    InvocationResult.Rejected reason = refusal(request, limitBytes, id);
    if (reason != null) {
      return reason;
    }
    FunctionName name = FunctionName.parse(request.functionName()).orElseThrow();
    DeployedFunction function = lookUp(name).orElse(null);
    return function == null
        ? unknown(name, request.qualifier(), id)
        : function.invoke(id, arn(name, request.qualifier()), request);
  }

  private InvocationResult.@Nullable Rejected refusal(
      InvocationRequest request, int limitBytes, String id) {
    Optional<FunctionName> name = FunctionName.parse(request.functionName());
    if (name.isEmpty()) {
      LambdaException problem =
          LambdaException.constraint(
              "'" + request.functionName() + "'",
              "functionName",
              "Member must be a function name, a partial ARN or an ARN");
      return new InvocationResult.Rejected(
          problem.code(), problem.status(), problem.getMessage(), id);
    }
    String own = name.get().qualifier();
    String given = request.qualifier();
    if (own != null && given != null && !own.equals(given)) {
      return new InvocationResult.Rejected(
          "InvalidParameterValueException",
          400,
          "The derived qualifier from the function name does not match the specified qualifier.",
          id);
    }
    if (lookUp(name.get()).isEmpty()
        || !(own == null || own.equals(LATEST))
        || !(given == null || given.equals(LATEST))) {
      return unknown(name.get(), given, id);
    }
    if (request.payload().length > limitBytes) {
      return new InvocationResult.Rejected(
          "RequestTooLargeException",
          413,
          "Request must be smaller than " + limitBytes + " bytes for the InvokeFunction operation",
          id);
    }
    return null;
  }

  private InvocationResult.Rejected unknown(
      FunctionName name, @Nullable String qualifier, String id) {
    LambdaException problem = LambdaException.notFound(arn(name, qualifier));
    return new InvocationResult.Rejected(
        problem.code(), problem.status(), problem.getMessage(), id);
  }

  private String arn(FunctionName name, @Nullable String given) {
    String qualifier = name.qualifier() == null ? given : name.qualifier();
    String arn = name.arn(configuration.region(), configuration.account());
    return qualifier == null ? arn : arn + ":" + qualifier;
  }

  private Optional<DeployedFunction> lookUp(FunctionName name) {
    return name.isIn(configuration.region(), configuration.account())
        ? Optional.ofNullable(functions.get(name.name()))
        : Optional.empty();
  }

  private DeployedFunction require(String name) {
    DeployedFunction function = functions.get(name);
    if (function == null) {
      throw LambdaException.notFound(arn(new FunctionName(null, null, name, null), null));
    }
    return function;
  }

  private FunctionDescription describe(
      FunctionConfiguration function,
      FunctionDescription.Origin origin,
      String codeSha256,
      long codeSizeBytes) {
    return new FunctionDescription(
        function,
        arn(new FunctionName(null, null, function.name(), null), null),
        origin,
        codeSha256,
        codeSizeBytes,
        Instant.now().truncatedTo(ChronoUnit.MILLIS),
        RequestId.next());
  }

  private FunctionDescription put(FunctionDescription description) {
    deploying.lock();
    try {
      boolean fromZip = description.origin() == FunctionDescription.Origin.ZIP;
      if (fromZip) {
        store.save(description);
      }
      DeployedFunction function = functions.get(description.name());
      if (function == null) {
        functions.put(description.name(), new DeployedFunction(pools, description, runtimes));
        return description;
      }
      FunctionDescription before = function.description();
      boolean hadZip = before.origin() == FunctionDescription.Origin.ZIP;
      Path oldCode = before.configuration().codeFolder();
      boolean sameCode = oldCode.equals(description.configuration().codeFolder());
      if (hadZip && !fromZip) {
        store.forget(description.name());
      }
      function.replace(description, hadZip && !sameCode ? oldCode : null);
      return description;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the function " + description.name() + " can't be stored: " + e.getMessage(), e);
    } finally {
      deploying.unlock();
    }
  }
}
