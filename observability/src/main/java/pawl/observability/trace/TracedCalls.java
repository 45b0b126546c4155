package pawl.observability.trace;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import pawl.engine.TaskCall;
import pawl.engine.TaskCaller;
import pawl.engine.TaskReport;
import pawl.engine.host.Host;
import pawl.engine.id.ExecutionId;
import pawl.engine.id.TraceHeader;
import pawl.engine.read.ExecutionView;

/**
 * Gives calls of Task states a trace header that names the state's span as their parent, so that
 * what they call appears below it.
 */
public final class TracedCalls implements TaskCaller {
  private static final int MACHINE = 6;

  private final TaskCaller calls;
  private final CompletableFuture<? extends Host> host;
  private final boolean all;

  /**
   * Calls with headers.
   *
   * @param calls that are made
   * @param host that has the machines, as soon as it is open
   * @param all whether machines are traced that don't ask for it
   */
  public TracedCalls(TaskCaller calls, CompletableFuture<? extends Host> host, boolean all) {
    this.calls = calls;
    this.host = host;
    this.all = all;
  }

  @Override
  public TaskReport call(TaskCall call) {
    String header = header(call);
    return calls.call(header == null ? call : call.withTraceHeader(header));
  }

  @Override
  public TaskReport follow(TaskCall call, String job) {
    return calls.follow(call, job);
  }

  @Override
  public void stop(String job) {
    calls.stop(job);
  }

  private @Nullable String header(TaskCall call) {
    Host open = host.isCompletedExceptionally() ? null : host.getNow(null);
    if (open == null || call.enteredEvent() == 0) {
      return null;
    }
    String[] parts = call.executionArn().split(":", -1);
    // A child of a distributed Map has the Map's label behind its machine's name.
    int slash = parts[MACHINE].indexOf('/');
    String machine = slash < 0 ? parts[MACHINE] : parts[MACHINE].substring(0, slash);
    if (!all && !isTraced(open.arns().stateMachine(machine), open)) {
      return null;
    }
    ExecutionId execution = call.task().execution();
    TraceContext context =
        TraceContext.of(
            execution, call.traceHeader(), slash < 0 ? null : parentOf(execution, open));
    return context.isSampled()
        ? new TraceHeader(
                context.traceId(), TraceContext.spanId(execution, call.enteredEvent()), true)
            .xRay()
        : null;
  }

  private static @Nullable ExecutionId parentOf(ExecutionId child, Host host) {
    return host.reads()
        .execution(child)
        .map(ExecutionView::mapRunArn)
        .flatMap(host.reads()::mapRun)
        .map(run -> ExecutionId.of(run.executionArn()))
        .orElse(null);
  }

  private static boolean isTraced(String machineArn, Host host) {
    return host.reads()
        .machine(machineArn)
        .map(machine -> machine.revision().settings().tracingConfiguration())
        .map(configuration -> configuration.contains("\"enabled\":true"))
        .orElse(false);
  }
}
