package pawl.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.List;
import pawl.bench.work.Score;

/**
 * Scores beside those of an earlier report: as they are, and as they would be had the processor
 * been as fast as it was then. Workloads that wait for the disk follow the time of a sync instead,
 * which is shown.
 */
record Comparison(List<Run> before, List<Run> now) {
  /** Reads the earlier report. */
  static Comparison with(String json, List<Run> now) throws JsonProcessingException {
    return new Comparison(Report.readAll(json), now);
  }

  Table table() {
    Table table =
        new Table(
            2, "workload", "what", "before", "now", "ratio", "at the same CPU score", "sync µs");
    for (Run run : now) {
      for (Run earlier : before) {
        if (run.workload().equals(earlier.workload())) {
          run.scores().forEach(score -> compare(table, earlier, run, score));
        }
      }
    }
    return table;
  }

  private static void compare(Table table, Run earlier, Run run, Score score) {
    for (Score then : earlier.scores()) {
      if (then.what().equals(score.what()) && then.value() != 0) {
        double ratio = score.value() / then.value();
        double faster = run.calibration().cpuScore() / earlier.calibration().cpuScore();
        table.row(
            run.workload(),
            score.what(),
            Report.number(then.value()) + " " + then.unit(),
            Report.number(score.value()) + " " + score.unit(),
            Report.number(ratio),
            Report.number(score.isRate() ? ratio / faster : ratio * faster),
            Report.number(earlier.calibration().syncMicros())
                + " → "
                + Report.number(run.calibration().syncMicros()));
      }
    }
  }
}
