package pawl.bench.work;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** All workloads, in the order they are shown in. */
public final class Workloads {
  private static final List<Supplier<Workload>> ALL =
      List.of(
          Starts::new,
          Tasks::new,
          Functions::new,
          Callbacks::new,
          Maps::new,
          Express::new,
          Passes::new,
          RocksAlone::new,
          Timers::new,
          Loops::new,
          Distributed::new,
          Waiting::new,
          Startup::new);

  private Workloads() {}

  /** A fresh one of each. */
  public static List<Workload> all() {
    return ALL.stream().map(Supplier::get).toList();
  }

  public static Optional<Workload> named(String name) {
    return all().stream().filter(workload -> workload.name().equals(name)).findFirst();
  }
}
