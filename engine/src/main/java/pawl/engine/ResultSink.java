package pawl.engine;

import java.util.Iterator;

/**
 * Writes what the children of a distributed Map left to where its ResultWriter says; a host runs it
 * on a thread of its own.
 */
@FunctionalInterface
public interface ResultSink {
  /**
   * Writes all results and waits. May be called again after a crash, with the same request.
   *
   * @param children in the order of the items; read as they are written, so that memory does not
   *     depend on their number
   * @return {@link TaskReport.Succeeded} with the results themselves if there is no resource, else
   *     with {@code {"MapRunArn": ..., "ResultWriterDetails": {"Bucket": ..., "Key": ...}}} as
   *     output, or {@link TaskReport.Failed}
   */
  TaskReport write(ResultRequest request, Iterator<ChildResult> children);
}
