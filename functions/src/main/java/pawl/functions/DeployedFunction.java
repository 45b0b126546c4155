package pawl.functions;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A function that can be invoked: what was deployed, its processes, and what happened lately. */
final class DeployedFunction {
  private static final int MOST_ATTEMPTS = 4;
  private static final Duration KILL_LIMIT = Duration.ofSeconds(2);

  /**
   * Code that a newer one has replaced, to be deleted when no process of an earlier generation is
   * left.
   */
  private record Obsolete(Path folder, long before) {}

  /** What is deployed now. A change replaces it as a whole. */
  private record Deployment(
      FunctionDescription description, long generation, Runtimes.Start start) {}

  private final FunctionPools pools;
  private final FunctionPool pool;
  private final Runtimes runtimes;
  private final ReentrantLock lock = new ReentrantLock();
  private final InvocationJournal journal = new InvocationJournal();
  private final List<Obsolete> obsolete = new ArrayList<>();
  private volatile Deployment deployment;
  private boolean retired;

  DeployedFunction(FunctionPools pools, FunctionDescription description, Runtimes runtimes) {
    this.pools = pools;
    this.runtimes = runtimes;
    this.deployment = new Deployment(description, 1, runtimes.startOf(description.configuration()));
    this.pool = pools.open(this::cleanUp);
  }

  FunctionDescription description() {
    return deployment.description();
  }

  /**
   * Why the function can't be run on this machine, or null if it can. Looks again, for the code may
   * have been built.
   */
  @Nullable String problem() {
    Deployment now = deployment;
    if (now.start() instanceof Runtimes.Start.Command) {
      return null;
    }
    lock.lock();
    try {
      now = deployment;
      Runtimes.Start start = runtimes.startOf(now.description().configuration());
      deployment = new Deployment(now.description(), now.generation(), start);
      return start instanceof Runtimes.Start.Impossible(String message) ? message : null;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Replaces what is deployed. Invocations in progress end on the old code, the next ones run on
   * the new.
   *
   * @param replacedFolder a folder to delete when it is not used any more
   */
  void replace(FunctionDescription description, @Nullable Path replacedFolder) {
    lock.lock();
    try {
      long generation = deployment.generation() + 1;
      deployment =
          new Deployment(description, generation, runtimes.startOf(description.configuration()));
      if (replacedFolder != null) {
        obsolete.add(new Obsolete(replacedFolder, generation));
      }
      pool.advance(generation);
    } finally {
      lock.unlock();
    }
    cleanUp();
  }

  /** Ends the function: its processes end after their invocations, then its folder is deleted. */
  void retire(@Nullable Path folder) {
    lock.lock();
    try {
      retired = true;
      if (folder != null) {
        obsolete.add(new Obsolete(folder, Long.MAX_VALUE));
      }
      pool.advance(Long.MAX_VALUE);
    } finally {
      lock.unlock();
    }
    cleanUp();
  }

  /** What is still known of its invocations, the newest first, at most so many. */
  List<InvocationRecord> recent(int most) {
    lock.lock();
    try {
      return journal.newestFirst(most);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Runs one invocation.
   *
   * @throws CancellationException if the host closes meanwhile
   */
  InvocationResult invoke(String requestId, String invokedArn, InvocationRequest request)
      throws InterruptedException {
    ActiveInvocation invocation =
        new ActiveInvocation(
            requestId,
            invokedArn,
            request,
            deployment.description().configuration().timeoutSeconds());
    boolean initialisedAnew = false;
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      String problem = problem();
      if (problem != null) {
        return new InvocationResult.Rejected("InvalidRuntimeException", 502, problem, requestId);
      }
      FunctionPool.Lease lease;
      try {
        lease = pool.obtain(this::launch);
      } catch (IOException e) {
        return new InvocationResult.Rejected(
            "InvalidRuntimeException",
            502,
            "The function can't be started: " + e.getMessage(),
            requestId);
      }
      switch (lease) {
        case FunctionPool.Lease.Refused _ -> {
          return new InvocationResult.Rejected(
              "TooManyRequestsException", 429, "Rate Exceeded.", requestId);
        }
        case FunctionPool.Lease.Ready(FunctionProcess process) -> {
          if (process.dispatch(invocation)) {
            return finish(invocation, await(process, invocation));
          }
        }
        case FunctionPool.Lease.Starting(FunctionProcess process) -> {
          ActiveInvocation.Ending failure = initialise(process, invocation, initialisedAnew);
          if (failure != null) {
            return finish(invocation, failure);
          }
          if (process.dispatch(invocation)) {
            return finish(invocation, await(process, invocation));
          }
          initialisedAnew = true;
        }
      }
    }
    return new InvocationResult.Rejected(
        "ServiceException", 500, "No process of the function would take the event.", requestId);
  }

  private Launch launch() {
    Deployment now = deployment;
    FunctionConfiguration configuration = now.description().configuration();
    List<String> command =
        switch (now.start()) {
          case Runtimes.Start.Command(List<String> words) -> words;
          case Runtimes.Start.Impossible(String message) ->
              throw new LambdaException("InvalidRuntimeException", 502, message);
        };
    Map<String, String> environment =
        ProcessEnvironment.of(configuration, pools.configuration(), runtimes.folder().toString());
    // What the JVM needs beside the heap is not the function's doing; there the heap's limit has to
    // do.
    long limit =
        configuration.family() == RuntimeFamily.JAVA
            ? Long.MAX_VALUE
            : (long) configuration.memorySizeMb() << 20;
    return new Launch(
        configuration.name(),
        now.generation(),
        command,
        configuration.codeFolder(),
        environment,
        configuration.memorySizeMb(),
        limit);
  }

  /**
   * Waits until a new process is ready.
   *
   * @param anew whether a process before has taken too long to get ready; then, as on Lambda, this
   *     one's initialisation counts as part of the invocation and has the function's timeout as its
   *     limit
   * @return how the invocation ended by it, or null if there is still something to try
   */
  private ActiveInvocation.@Nullable Ending initialise(
      FunctionProcess process, ActiveInvocation invocation, boolean anew)
      throws InterruptedException {
    if (anew) {
      invocation.begin();
    }
    FunctionProcess.Init init;
    try {
      init =
          process.awaitInit(
              anew ? invocation.untilDeadline() : pools.configuration().initTimeout());
    } catch (InterruptedException e) {
      process.kill();
      throw e;
    }
    requireOpen();
    ActiveInvocation.Ending failure =
        switch (init) {
          case FunctionProcess.Init.Ready(Duration took) -> {
            invocation.initialised(took);
            yield null;
          }
          case FunctionProcess.Init.Failed(byte[] body) ->
              new ActiveInvocation.Ending.Failed(body, null);
          case FunctionProcess.Init.Exited(String reason) -> invocation.endingByExit(reason, false);
          case FunctionProcess.Init.TimedOut _ when anew -> invocation.timedOut();
          case FunctionProcess.Init.TimedOut _ -> {
            process.kill();
            yield null;
          }
        };
    if (failure != null) {
      process.reportInitFailure(invocation, failure);
    }
    return failure;
  }

  private ActiveInvocation.Ending await(FunctionProcess process, ActiveInvocation invocation)
      throws InterruptedException {
    try {
      return awaitUntilDeadline(process, invocation);
    } catch (InterruptedException e) {
      // The caller goes; the invocation goes on, as on Lambda, and still has its deadline.
      Thread.ofVirtual()
          .name("abandoned invocation")
          .start(() -> awaitAbandoned(process, invocation));
      throw e;
    }
  }

  private void awaitAbandoned(FunctionProcess process, ActiveInvocation invocation) {
    try {
      note(invocation, awaitUntilDeadline(process, invocation));
    } catch (InterruptedException e) {
      process.kill();
    }
  }

  private static ActiveInvocation.Ending awaitUntilDeadline(
      FunctionProcess process, ActiveInvocation invocation) throws InterruptedException {
    ActiveInvocation.Ending ending = invocation.await(invocation.untilDeadline());
    if (ending == null) {
      process.timeOut(invocation);
      ending = invocation.await(KILL_LIMIT);
    }
    return ending == null ? invocation.timedOut() : ending;
  }

  private InvocationResult finish(ActiveInvocation invocation, ActiveInvocation.Ending ending) {
    if (!(ending instanceof ActiveInvocation.Ending.Answered)) {
      requireOpen();
    }
    note(invocation, ending);
    String id = invocation.requestId();
    String tail = invocation.log().tail();
    return switch (ending) {
      case ActiveInvocation.Ending.Answered(byte[] payload) ->
          new InvocationResult.Succeeded(payload, "$LATEST", id, tail);
      case ActiveInvocation.Ending.Failed(byte[] body, _) ->
          new InvocationResult.Failed(body, "Unhandled", "$LATEST", id, tail);
      case ActiveInvocation.Ending.TimedOut(byte[] body) ->
          new InvocationResult.Failed(body, "Unhandled", "$LATEST", id, tail);
    };
  }

  private void note(ActiveInvocation invocation, ActiveInvocation.Ending ending) {
    InvocationRecord.Status status =
        switch (ending) {
          case ActiveInvocation.Ending.Answered _ -> InvocationRecord.Status.SUCCEEDED;
          case ActiveInvocation.Ending.Failed _ -> InvocationRecord.Status.FAILED;
          case ActiveInvocation.Ending.TimedOut _ -> InvocationRecord.Status.TIMED_OUT;
        };
    InvocationRecord entry =
        new InvocationRecord(
            description().name(),
            invocation.requestId(),
            invocation.caller(),
            invocation.started(),
            invocation.duration(),
            status,
            invocation.maxMemoryBytes(),
            invocation.log().toString());
    lock.lock();
    try {
      journal.add(entry);
    } finally {
      lock.unlock();
    }
  }

  /**
   * When the host closes, processes end that did nothing wrong; that must not look like a failure
   * of the function.
   */
  private void requireOpen() {
    if (pool.isClosed()) {
      throw new CancellationException("the function host is closing");
    }
  }

  private void cleanUp() {
    List<Obsolete> unused = new ArrayList<>();
    lock.lock();
    try {
      if (retired && !pool.hasProcessBefore(Long.MAX_VALUE)) {
        pools.forget(pool);
      }
      for (Iterator<Obsolete> all = obsolete.iterator(); all.hasNext(); ) {
        Obsolete candidate = all.next();
        if (!pool.hasProcessBefore(candidate.before())) {
          all.remove();
          unused.add(candidate);
        }
      }
    } finally {
      lock.unlock();
    }
    unused.forEach(candidate -> CodePackage.delete(candidate.folder()));
  }
}
