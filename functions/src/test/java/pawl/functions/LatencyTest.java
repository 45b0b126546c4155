package pawl.functions;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures warm invocations and prints the numbers. Only asserts what would mean that something is
 * broken.
 */
class LatencyTest {
  @TempDir Path folder;

  @Test
  void shouldInvokeAWarmFunctionQuickly() throws Exception {
    try (Functions functions = new Functions(folder)) {
      functions.deploy(functions.node("node", "export const handler = async (event) => event;"));
      functions.deploy(
          functions.python("python", "def handler(event, context):\n    return event\n"));
      for (String name : List.of("node", "python")) {
        measure(functions, name, 500);
        long[] nanos = measure(functions, name, 1000);
        double p50 = nanos[nanos.length / 2] / 1e6;
        System.out.printf(
            "latency of a warm %s function: p50 %.3f ms, p99 %.3f ms%n",
            name, p50, nanos[nanos.length * 99 / 100] / 1e6);
        assertThat(p50).isLessThan(20);
        int callers = 4;
        int calls = 500;
        double seconds = throughput(functions, name, callers, calls);
        System.out.printf(
            "throughput of %s with %d callers: %.0f/s%n", name, callers, callers * calls / seconds);
      }
    }
  }

  private static long[] measure(Functions functions, String name, int times) throws Exception {
    FutureTask<long[]> run =
        new FutureTask<>(
            () -> {
              long[] nanos = new long[times];
              for (int i = 0; i < times; i++) {
                long start = System.nanoTime();
                Functions.answerOf(call(functions, name));
                nanos[i] = System.nanoTime() - start;
              }
              Arrays.sort(nanos);
              return nanos;
            });
    Thread.ofVirtual().start(run);
    return run.get();
  }

  private static double throughput(Functions functions, String name, int callers, int calls)
      throws Exception {
    long start = System.nanoTime();
    List<FutureTask<long[]>> runs = new ArrayList<>();
    for (int caller = 0; caller < callers; caller++) {
      FutureTask<long[]> run = new FutureTask<>(() -> measure(functions, name, calls));
      Thread.ofVirtual().start(run);
      runs.add(run);
    }
    for (FutureTask<long[]> run : runs) {
      assertThat(run.get()).hasSize(calls);
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private static InvocationResult call(Functions functions, String name)
      throws InterruptedException {
    return functions.host.invoke(
        InvocationRequest.of(name, "{\"key\":\"value\"}".getBytes(StandardCharsets.UTF_8)));
  }
}
