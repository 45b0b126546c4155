package pawl.engine.shard;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import pawl.asl.AslCompiler;
import pawl.asl.Compilation;
import pawl.asl.program.Program;
import pawl.engine.StoreView;
import pawl.engine.catalogue.Revision;
import pawl.engine.store.CatalogueCodec;

/**
 * The programs of revisions that were used lately; any other is compiled again from the catalogue.
 */
final class Programs {
  private static final int KEPT = 1_000;

  private final Map<UUID, Program> programs =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Program> eldest) {
          return size() > KEPT;
        }
      };

  Program of(Revision revision) {
    Program program = programs.get(revision.key());
    if (program == null) {
      program = compile(revision);
      programs.put(revision.key(), program);
    }
    return program;
  }

  Program of(StoreView catalogue, UUID revision) {
    Program program = programs.get(revision);
    return program != null ? program : of(CatalogueCodec.revision(catalogue, revision));
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
