package pawl.observability.trace;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import pawl.engine.Command;
import pawl.engine.history.ExecutionOrigin;
import pawl.engine.id.ExecutionId;
import pawl.engine.id.TraceHeader;

/**
 * Where an execution stands among traces. All ids follow from the execution and its events, so that
 * a span can be named before it ends, and after a restart.
 *
 * @param traceId 32 digits
 * @param parentSpanId 16 digits; null if the execution begins a trace
 * @param isSampled whether the spans are to be kept
 */
record TraceContext(String traceId, @Nullable String parentSpanId, boolean isSampled) {
  /** The event that stands for an execution as a whole. */
  static final long WHOLE = 1;

  /** Of an execution: as its trace header says, else below the Map it works for, else its own. */
  static TraceContext of(ExecutionOrigin execution) {
    Command.MapParent map = execution.mapParent();
    ExecutionId parent = map == null ? null : map.execution();
    return of(execution.id(), execution.traceHeader(), parent);
  }

  /**
   * The same for who knows less of it.
   *
   * @param traceHeader which a child of a distributed Map has from its parent
   * @param parent the execution whose Map it works for
   */
  static TraceContext of(
      ExecutionId execution, @Nullable String traceHeader, @Nullable ExecutionId parent) {
    TraceHeader given = TraceHeader.ofXRay(traceHeader);
    String above = parent == null ? null : spanId(parent, WHOLE);
    if (given == null) {
      return new TraceContext((parent == null ? execution : parent).hex(), above, true);
    }
    return new TraceContext(
        given.traceId(), above == null ? given.parentId() : above, given.isSampled());
  }

  /** Names the span that begins with an event. */
  static String spanId(ExecutionId execution, long event) {
    ByteBuffer name = ByteBuffer.allocate(3 * Long.BYTES);
    name.putLong(execution.high()).putLong(execution.low()).putLong(event);
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(name.array());
      return HexFormat.of().formatHex(hash, 0, Long.BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
