package pawl.engine.retention;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pawl.engine.Command;
import pawl.engine.StoreView;
import pawl.engine.id.ExecutionId;
import pawl.engine.store.CatalogueCodec;
import pawl.engine.store.DamagedException;
import pawl.engine.store.Executions;
import pawl.engine.store.KeyKind;
import pawl.engine.store.Keys;

/**
 * Says which executions have been kept long enough since they ended. A machine's tag {@link #TAG}
 * counts more than the usual number of days; both hold for what has ended already, too.
 *
 * @param usualDays how long executions are kept whose machine does not say otherwise, as AWS does
 *     for 90 days
 */
public record Retention(int usualDays) {
  /** A machine's tag with a number of days. */
  public static final String TAG = "pawl:retention-days";

  /** As long as AWS keeps executions. */
  public static final Retention AWS = new Retention(90);

  private static final long DAY_MILLIS = 24L * 60 * 60 * 1_000;
  private static final int LONGEST_DAYS = 36_500;

  public Retention {
    if (usualDays < 1 || usualDays > LONGEST_DAYS) {
      throw new IllegalArgumentException(
          "a retention of " + usualDays + " days is not between 1 and " + LONGEST_DAYS);
    }
  }

  /** Of one shard's executions some whose time is over, at most {@code most}. */
  public List<Command.Remove> expired(
      StoreView shard, StoreView catalogue, long nowMillis, int most) {
    List<Command.Remove> expired = new ArrayList<>();
    byte[] from = Keys.first(KeyKind.ENDED);
    for (byte[] first = firstEnded(shard, from);
        first != null && expired.size() < most;
        first = firstEnded(shard, from)) {
      byte[] machine = Keys.endedOfSameMachine(first);
      long until = nowMillis - days(shard, catalogue, first) * DAY_MILLIS;
      shard.scan(
          machine,
          Keys.endedFrom(machine, Math.max(0, until)),
          (key, _) -> {
            expired.add(new Command.Remove(Keys.endedExecution(key), key));
            return expired.size() < most;
          });
      from = Keys.after(machine);
    }
    return expired;
  }

  private static byte @Nullable [] firstEnded(StoreView shard, byte[] from) {
    List<byte[]> found = new ArrayList<>();
    shard.scan(
        from,
        Keys.after(Keys.first(KeyKind.ENDED)),
        (key, _) -> {
          found.add(key);
          return false;
        });
    return found.isEmpty() ? null : found.getFirst();
  }

  /** The key has a hash of the machine's ARN only; the execution knows the ARN. */
  private int days(StoreView shard, StoreView catalogue, byte[] endedKey) {
    ExecutionId id = Keys.endedExecution(endedKey);
    try {
      String machine = Executions.machineArn(shard, id);
      Map<String, String> tags =
          machine == null ? Map.of() : CatalogueCodec.tags(catalogue, machine).orElse(Map.of());
      int days = Integer.parseInt(tags.getOrDefault(TAG, "" + usualDays));
      return days < 1 || days > LONGEST_DAYS ? usualDays : days;
    } catch (DamagedException | NumberFormatException e) {
      return usualDays;
    }
  }
}
