package pawl.bench.work;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** All workloads, in the order they are shown in. */
public final class Workloads {
  private static final List<Supplier<Workload>> ALL =
      List.of(Passes::new, Tasks::new, RocksAlone::new);

  private Workloads() {}

  /** A fresh one of each. */
  public static List<Workload> all() {
    return ALL.stream().map(Supplier::get).toList();
  }

  public static Optional<Workload> named(String name) {
    return all().stream().filter(workload -> workload.name().equals(name)).findFirst();
  }
}
