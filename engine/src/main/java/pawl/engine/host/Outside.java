package pawl.engine.host;

import pawl.engine.ItemPage;
import pawl.engine.ItemSource;
import pawl.engine.ResultSink;
import pawl.engine.TaskCaller;
import pawl.engine.TaskReport;

/** How a host reaches the world: what Task states call, datasets are read from, results go to. */
public record Outside(TaskCaller tasks, ItemSource items, ResultSink results) {
  /** Calls can be made, datasets neither read nor written. */
  public static Outside of(TaskCaller tasks) {
    return new Outside(
        tasks,
        request -> new ItemPage.Failed("States.ItemReaderFailed", "Nothing reads datasets here"),
        (request, children) ->
            new TaskReport.Failed("States.ResultWriterFailed", "Nothing writes results here"));
  }
}
