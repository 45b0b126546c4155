package pawl.functions;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One process of a function, from its start to its end:
 *
 * <pre>
 *   INIT --next--> READY --event--> BUSY --result--> FINISHING --next--> READY ...
 * </pre>
 *
 * and from each of them to ENDED when the process is gone. A process runs one invocation at a time.
 */
final class FunctionProcess implements RuntimeApi.Calls {
  private static final Logger LOG = LoggerFactory.getLogger(FunctionProcess.class);
  private static final Duration DRAIN_LIMIT = Duration.ofSeconds(1);

  /** Who hears of the turns of a process. */
  interface Owner {

    /** A result is there, and the process will soon be ready again. */
    void onFinishing(FunctionProcess process);

    /**
     * The process can take another invocation. Not called for the first time, after initialisation.
     */
    void onReady(FunctionProcess process);

    void onEnded(FunctionProcess process);
  }

  /** How the initialisation went. */
  sealed interface Init {
    record Ready(Duration took) implements Init {}

    /** The runtime said what is wrong. */
    record Failed(byte[] errorBody) implements Init {}

    record Exited(String reason) implements Init {}

    record TimedOut() implements Init {}
  }

  private enum Phase {
    INIT,
    READY,
    BUSY,
    FINISHING,
    ENDED
  }

  private final Launch launch;
  private final Owner owner;
  private final ProcessGuard guard;
  private final RuntimeApi api;
  private final Process process;
  private final OutputReader output;
  private final long startedNanos = System.nanoTime();
  private final CompletableFuture<Init> init = new CompletableFuture<>();
  private final ReentrantLock lock = new ReentrantLock();
  private Phase phase = Phase.INIT;
  private @Nullable RuntimeConnection waiting;
  private @Nullable ActiveInvocation current;
  private long finishBeforeNanos;
  private long busySinceNanos;
  private long busyNanos;
  private boolean memoryExceeded;
  private volatile long peakMemoryBytes;

  /** Starts a process. */
  FunctionProcess(Launch launch, ProcessGuard guard, LogListener listener, Owner owner)
      throws IOException {
    this.launch = launch;
    this.owner = owner;
    this.guard = guard;
    this.api = RuntimeApi.open(this);
    try {
      this.process = launch.start(guard, api.address());
    } catch (IOException e) {
      api.close();
      throw e;
    }
    guard.add(process.pid());
    this.output = new OutputReader(launch.functionName(), process.getInputStream(), listener);
    output.start();
  }

  /** Begins to wait for the end of the process; the owner hears of no end before. */
  void watchExit() {
    process
        .onExit()
        .thenRun(() -> Thread.ofVirtual().name("exit of a function").start(this::onExit));
  }

  Launch launch() {
    return launch;
  }

  /** Waits until the process has asked for its first event, or will not. */
  Init awaitInit(Duration most) throws InterruptedException {
    try {
      return init.get(most.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return new Init.TimedOut();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Hands an event to the process.
   *
   * @return false if the process can't take it, because it has ended meanwhile; the event hasn't
   *     reached the handler then
   */
  boolean dispatch(ActiveInvocation invocation) {
    RuntimeConnection connection = claim(invocation);
    if (connection == null) {
      // It has ended, or hung up on the host, and is of no use either way.
      kill();
      return false;
    }
    output.attach(invocation.requestId(), invocation.log());
    output.platformLine(InvocationLog.start(invocation.requestId()));
    invocation.begin();
    try {
      connection.event(invocation.headerLines(), invocation.payload());
      return true;
    } catch (IOException e) {
      LOG.debug("a process of {} did not take an event", launch.functionName(), e);
      lock.lock();
      try {
        current = null;
      } finally {
        lock.unlock();
      }
      kill();
      return false;
    }
  }

  private @Nullable RuntimeConnection claim(ActiveInvocation invocation) {
    lock.lock();
    try {
      RuntimeConnection connection = waiting;
      if (phase != Phase.READY || connection == null) {
        return null;
      }
      phase = Phase.BUSY;
      busySinceNanos = System.nanoTime();
      current = invocation;
      waiting = null;
      return connection;
    } finally {
      lock.unlock();
    }
  }

  /** Ends an invocation, and the process with it, because its time is up. */
  void timeOut(ActiveInvocation invocation) {
    lock.lock();
    try {
      if (current != invocation) {
        return;
      }
      invocation.markTimedOut();
    } finally {
      lock.unlock();
    }
    kill();
  }

  @Override
  public void onNext(RuntimeConnection connection) throws IOException {
    boolean again = false;
    lock.lock();
    try {
      switch (phase) {
        case INIT -> {
          phase = Phase.READY;
          waiting = connection;
        }
        case FINISHING -> {
          phase = Phase.READY;
          busyNanos += System.nanoTime() - busySinceNanos;
          waiting = connection;
          again = true;
        }
        case READY -> waiting = connection;
        case BUSY -> {
          connection.fail(
              403,
              "InvalidStateTransition",
              "The result of the invocation in progress has not been posted yet.");
          return;
        }
        case ENDED -> {
          connection.close();
          return;
        }
      }
    } finally {
      lock.unlock();
    }
    if (again) {
      owner.onReady(this);
    } else {
      init.complete(new Init.Ready(Duration.ofNanos(System.nanoTime() - startedNanos)));
    }
  }

  @Override
  public @Nullable Runnable onResult(String requestId, RuntimeApi.Posted result, long outputBytes) {
    ActiveInvocation invocation;
    lock.lock();
    try {
      if (phase != Phase.BUSY || current == null || !current.requestId().equals(requestId)) {
        return null;
      }
      invocation = current;
      current = null;
      phase = Phase.FINISHING;
      finishBeforeNanos = invocation.deadlineNanos();
    } finally {
      lock.unlock();
    }
    if (peakMemoryBytes == 0) {
      measureMemory();
    }
    if (outputBytes >= 0) {
      output.awaitBytes(outputBytes, Duration.ofMillis(200));
    } else {
      output.awaitQuiet(Duration.ofMillis(4), 20);
    }
    owner.onFinishing(this);
    ActiveInvocation.Ending ending =
        switch (result) {
          case RuntimeApi.Posted.Response response ->
              new ActiveInvocation.Ending.Answered(response.body());
          case RuntimeApi.Posted.Error error ->
              new ActiveInvocation.Ending.Failed(error.body(), null);
          case RuntimeApi.Posted.TooLarge _ ->
              new ActiveInvocation.Ending.Failed(
                  PlatformError.responseTooLarge(), "Function.ResponseSizeTooLarge");
        };
    report(invocation, ending);
    return () -> invocation.end(ending);
  }

  @Override
  public void onInitError(byte[] body) {
    init.complete(new Init.Failed(body));
  }

  @Override
  public void onDisconnected(RuntimeConnection connection) {
    lock.lock();
    try {
      if (waiting == connection) {
        waiting = null;
      }
    } finally {
      lock.unlock();
    }
  }

  /** Ends an invocation that this process was started for, but that never reached its handler. */
  void reportInitFailure(ActiveInvocation invocation, ActiveInvocation.Ending ending) {
    boolean unused = awaitExit(Duration.ofMillis(300));
    kill();
    output.awaitEnd(DRAIN_LIMIT);
    output.attach(invocation.requestId(), invocation.log());
    output.platformLine(InvocationLog.start(invocation.requestId()));
    invocation.begin();
    report(invocation, ending);
  }

  /**
   * Whether an invocation is in progress, its process has used more memory than it may, and is to
   * be ended for it.
   */
  boolean isOverMemory() {
    lock.lock();
    try {
      if (phase != Phase.BUSY) {
        return false;
      }
    } finally {
      lock.unlock();
    }
    return measureMemory() > launch.memoryLimitBytes();
  }

  /** Whether the process has answered but does not come back for more although its time is up. */
  boolean isOverrun() {
    lock.lock();
    try {
      return phase == Phase.FINISHING && System.nanoTime() - finishBeforeNanos > 0;
    } finally {
      lock.unlock();
    }
  }

  /**
   * What it has made of its time so far; empty while it is being initialised, and if it is gone.
   */
  Optional<ProcessUse> use() {
    long busy;
    lock.lock();
    try {
      if (phase == Phase.INIT || phase == Phase.ENDED) {
        return Optional.empty();
      }
      busy = busyNanos + (phase == Phase.READY ? 0 : System.nanoTime() - busySinceNanos);
    } finally {
      lock.unlock();
    }
    return ProcessUse.of(process.pid(), busy);
  }

  void killForMemory() {
    lock.lock();
    try {
      memoryExceeded = true;
    } finally {
      lock.unlock();
    }
    kill();
  }

  /** Ends the process at once, and what it started. */
  void kill() {
    api.close();
    List<ProcessHandle> descendants =
        process.isAlive() ? process.descendants().toList() : List.of();
    process.destroyForcibly();
    guard.end(process.pid());
    descendants.forEach(ProcessHandle::destroyForcibly);
  }

  /** Waits for the end of the process; false if it hasn't ended by then. */
  boolean awaitExit(Duration most) {
    try {
      return process.waitFor(most.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private long measureMemory() {
    return ProcessMemory.of(process.pid())
        .map(
            memory -> {
              peakMemoryBytes = memory.peakBytes();
              return memory.residentBytes();
            })
        .orElse(0L);
  }

  private void onExit() {
    int status = process.exitValue();
    guard.end(process.pid());
    try {
      api.awaitDrained(DRAIN_LIMIT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    output.awaitEnd(DRAIN_LIMIT);
    api.close();
    ActiveInvocation invocation;
    boolean outOfMemory;
    lock.lock();
    try {
      phase = Phase.ENDED;
      invocation = current;
      current = null;
      outOfMemory =
          memoryExceeded || (status == 137 && peakMemoryBytes > launch.memoryLimitBytes());
    } finally {
      lock.unlock();
    }
    String reason = PlatformError.exitReason(status);
    init.complete(new Init.Exited(reason));
    if (invocation != null) {
      ActiveInvocation.Ending ending = invocation.endingByExit(reason, outOfMemory);
      report(invocation, ending);
      invocation.end(ending);
    }
    owner.onEnded(this);
  }

  private void report(ActiveInvocation invocation, ActiveInvocation.Ending ending) {
    String id = invocation.requestId();
    Duration took = invocation.stop();
    OptionalLong memory =
        peakMemoryBytes == 0 ? OptionalLong.empty() : OptionalLong.of(peakMemoryBytes);
    String status =
        switch (ending) {
          case ActiveInvocation.Ending.Answered _ -> null;
          case ActiveInvocation.Ending.TimedOut _ -> "timeout";
          case ActiveInvocation.Ending.Failed failed ->
              failed.platformErrorType() == null
                  ? null
                  : "error\tError Type: " + failed.platformErrorType();
        };
    invocation.noteMemory(memory);
    output.platformLine(InvocationLog.end(id));
    output.platformLine(
        InvocationLog.report(
            id, took, invocation.initDuration(), launch.memorySizeMb(), memory, status));
    output.detach();
  }
}
