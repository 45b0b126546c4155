package pawl.functions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/**
 * What the tests of the host have in common: functions written to disk, a host, and short calls.
 */
final class Functions implements AutoCloseable {
  final Path folder;
  final FunctionHost host;

  Functions(Path folder) {
    this(folder, UnaryOperator.identity());
  }

  Functions(Path folder, UnaryOperator<HostConfiguration> settings) {
    this.folder = folder;
    this.host = FunctionHost.start(settings.apply(HostConfiguration.in(folder.resolve("data"))));
  }

  /** Writes one file of a function's code and gives back its folder. */
  Path write(String function, String file, String text) {
    try {
      Path target = folder.resolve("code").resolve(function).resolve(file);
      Files.createDirectories(target.getParent());
      Files.writeString(target, text);
      return folder.resolve("code").resolve(function);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  FunctionConfiguration node(String name, String code) {
    return FunctionConfiguration.of(
        name, "nodejs22.x", "index.handler", write(name, "index.mjs", code));
  }

  /** Says no exact version, so that the host needn't look for one first. */
  FunctionConfiguration python(String name, String code) {
    return FunctionConfiguration.of(name, "python3", "app.handler", write(name, "app.py", code));
  }

  void deploy(FunctionConfiguration function) {
    host.deploy(function);
  }

  InvocationResult invoke(String name, String payload) {
    try {
      return host.invoke(InvocationRequest.of(name, payload.getBytes(StandardCharsets.UTF_8)));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Invokes without waiting. */
  FutureTask<InvocationResult> begin(String name, String payload) {
    FutureTask<InvocationResult> call = new FutureTask<>(() -> invoke(name, payload));
    Thread.ofVirtual().start(call);
    return call;
  }

  static InvocationResult await(FutureTask<InvocationResult> call) {
    try {
      return call.get(30, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What the function answered; anything else fails the test with what came instead. */
  String answer(String name, String payload) {
    return answerOf(invoke(name, payload));
  }

  static String answerOf(InvocationResult result) {
    return switch (result) {
      case InvocationResult.Succeeded succeeded -> text(succeeded.payload());
      case InvocationResult.Failed failed ->
          throw new AssertionError("failed: " + text(failed.payload()));
      case InvocationResult.Rejected rejected -> throw new AssertionError(rejected.toString());
    };
  }

  /** The error object of a function that is expected to fail. */
  String error(String name, String payload) {
    return errorOf(invoke(name, payload));
  }

  static String errorOf(InvocationResult result) {
    return switch (result) {
      case InvocationResult.Succeeded succeeded ->
          throw new AssertionError("succeeded: " + text(succeeded.payload()));
      case InvocationResult.Failed failed -> text(failed.payload());
      case InvocationResult.Rejected rejected -> throw new AssertionError(rejected.toString());
    };
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Waits for something that other processes bring about. */
  static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(15).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("waited in vain");
      }
      try {
        Thread.sleep(5);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }

  List<InvocationRecord> recent(String name) {
    return host.recentInvocations(name);
  }

  @Override
  public void close() {
    host.close();
  }
}
