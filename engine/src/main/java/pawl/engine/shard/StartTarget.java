package pawl.engine.shard;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import pawl.engine.ShardContext;
import pawl.engine.StoreView;
import pawl.engine.catalogue.Alias;
import pawl.engine.catalogue.Machine;
import pawl.engine.catalogue.Revision;
import pawl.engine.catalogue.Version;
import pawl.engine.id.Arns;
import pawl.engine.store.VersionCodec;

/**
 * What an execution that is started now would run.
 *
 * @param versionArn the version that keeps the revision; null if the start names the machine alone
 * @param aliasArn null unless the start names an alias
 */
record StartTarget(
    Machine machine, Revision revision, @Nullable String versionArn, @Nullable String aliasArn) {
  private static final int PERCENT = 100;

  /**
   * Finds it for the ARN of a machine, a version or an alias. An alias with two routes chooses one
   * of them by chance, so the answer must be kept with the execution.
   */
  static Optional<StartTarget> find(String arn, ShardContext context, Programs programs) {
    StoreView catalogue = context.catalogue();
    String machineArn = Arns.unqualified(arn);
    String qualifier = Arns.qualifier(arn);
    Optional<Machine> machine = programs.machine(catalogue, machineArn);
    if (machine.isEmpty() || qualifier == null) {
      return machine.map(found -> new StartTarget(found, found.revision(), null, null));
    }
    Optional<Integer> number = Version.number(qualifier);
    if (number.isPresent()) {
      return VersionCodec.version(catalogue, machineArn, number.get())
          .map(
              version ->
                  of(
                      machine.get(),
                      version,
                      null,
                      programs.revision(catalogue, version.revision())));
    }
    return VersionCodec.alias(catalogue, machineArn, qualifier)
        .flatMap(
            alias ->
                VersionCodec.version(
                        catalogue, machineArn, choose(alias.routes(), context.random()))
                    .map(
                        version ->
                            of(
                                machine.get(),
                                version,
                                alias.arn(),
                                programs.revision(catalogue, version.revision()))));
  }

  private static StartTarget of(
      Machine machine, Version version, @Nullable String aliasArn, Revision revision) {
    return new StartTarget(machine, revision, version.arn(), aliasArn);
  }

  private static int choose(List<Alias.Route> routes, RandomGenerator random) {
    if (routes.size() == 1) {
      return routes.getFirst().version();
    }
    int drawn = random.nextInt(PERCENT);
    for (Alias.Route route : routes) {
      if (drawn < route.weight()) {
        return route.version();
      }
      drawn -= route.weight();
    }
    throw new IllegalStateException("The weights do not add up to 100");
  }
}
