package pawl.engine.shard;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pawl.asl.AslCompiler;
import pawl.asl.Compilation;
import pawl.asl.program.Program;
import pawl.engine.StoreView;
import pawl.engine.catalogue.Machine;
import pawl.engine.catalogue.Revision;
import pawl.engine.store.CatalogueCodec;
import pawl.engine.store.Keys;

/**
 * Machines and revisions that were used lately and their programs; any other is read from the
 * catalogue and compiled again. A revision never changes, so what is known of it stays true.
 */
final class Programs {
  private static final int KEPT = 1_000;

  /** A revision, and once it has been run its program. */
  private static final class Known {
    final Revision revision;
    @Nullable Program program;

    Known(Revision revision) {
      this.revision = revision;
    }
  }

  /** A machine, and the record that says so: it counts only as long as the catalogue has that. */
  private record Entry(byte[] bytes, Machine machine) {}

  private final Map<UUID, Known> revisions = usedLately();
  private final Map<String, Entry> machines = usedLately();

  private static <K, V> Map<K, V> usedLately() {
    return new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > KEPT;
      }
    };
  }

  /** The machine as it is now. */
  Optional<Machine> machine(StoreView catalogue, String arn) {
    byte[] bytes = catalogue.get(Keys.machine(arn));
    if (bytes == null) {
      return Optional.empty();
    }
    Entry known = machines.get(arn);
    if (known == null || !Arrays.equals(known.bytes, bytes)) {
      known = new Entry(bytes, CatalogueCodec.readMachine(bytes, key -> revision(catalogue, key)));
      machines.put(arn, known);
    }
    return Optional.of(known.machine);
  }

  Revision revision(StoreView catalogue, UUID key) {
    return known(catalogue, key).revision;
  }

  Program program(StoreView catalogue, UUID key) {
    Known known = known(catalogue, key);
    Program program = known.program;
    if (program == null) {
      program = compile(known.revision);
      known.program = program;
    }
    return program;
  }

  private Known known(StoreView catalogue, UUID key) {
    Known known = revisions.get(key);
    if (known == null) {
      known = new Known(CatalogueCodec.revision(catalogue, key));
      revisions.put(key, known);
    }
    return known;
  }

  private static Program compile(Revision revision) {
    return switch (AslCompiler.compile(revision.definition(), revision.type())) {
      case Compilation.Compiled(Program program, _) -> program;
      case Compilation.Rejected(var diagnostics) ->
          throw new IllegalStateException(
              "The definition of " + revision.machineArn() + " does not compile: " + diagnostics);
    };
  }
}
