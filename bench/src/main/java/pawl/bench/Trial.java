package pawl.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.Optional;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import org.jspecify.annotations.Nullable;
import pawl.bench.measure.Calibration;
import pawl.bench.work.Result;
import pawl.bench.work.Setting;
import pawl.bench.work.Workload;

/** Runs one workload in this JVM: calibrates, warms up, measures. */
record Trial(
    Workload workload,
    Path folder,
    double warmUpSeconds,
    double seconds,
    Optional<Integer> inFlight,
    Optional<Double> rate,
    Optional<Integer> count,
    boolean sync,
    Optional<Path> recordTo) {
  Run run() throws Exception {
    Calibration calibration = Calibration.measure(folder, seconds);
    Recording recording = recordTo.isPresent() ? recording() : null;
    try {
      Result result =
          workload.run(
              new Setting(
                  folder,
                  warmUpSeconds,
                  seconds,
                  inFlight,
                  rate,
                  count,
                  sync,
                  launcher(),
                  recording == null ? () -> {} : recording::start));
      return Run.of(result, calibration);
    } finally {
      if (recording != null) {
        recording.dump(recordTo.orElseThrow());
        recording.close();
      }
    }
  }

  private static Recording recording() throws IOException, ParseException {
    return new Recording(Configuration.getConfiguration("profile"));
  }

  private static @Nullable Path launcher() {
    String root = System.getenv("PAWL_ROOT");
    return root == null || !Files.isExecutable(Path.of(root, "pawl"))
        ? null
        : Path.of(root, "pawl");
  }
}
