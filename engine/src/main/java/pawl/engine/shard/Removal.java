package pawl.engine.shard;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pawl.engine.Command;
import pawl.engine.Effect;
import pawl.engine.Reply;
import pawl.engine.ShardContext;
import pawl.engine.Turn;
import pawl.engine.Write;
import pawl.engine.execution.ChildNames;
import pawl.engine.execution.Execution;
import pawl.engine.execution.MapRun;
import pawl.engine.id.Arns;
import pawl.engine.id.ExecutionId;
import pawl.engine.store.DeliveryCodec;
import pawl.engine.store.Keys;
import pawl.engine.store.MapRunCodec;
import pawl.engine.store.RecordCodec;
import pawl.engine.turn.ExecutionTurn;

/**
 * Removes executions that have ended, in turns of bounded size: the children of distributed Maps
 * first, then what there may be much of, at last what makes the execution known. Between the first
 * and the last turn it is marked, so that for everybody else it is gone, but its name is not free.
 *
 * <p>The mark that it can go on says the key behind which it does: what it has removed still costs
 * time to pass over, and with a million children that would be most of the work.
 */
final class Removal {
  private static final int KEYS_PER_TURN = 1_000;
  private static final byte[] NOTHING = {};

  /** The part of the keys of children. */
  private static final char CHILD = 'k';

  private final Execution execution;
  private final Arns arns;
  private final ShardContext context;
  private final List<Write> writes = new ArrayList<>();
  private final List<Effect> effects = new ArrayList<>();

  /** The last key that the turn before has removed; empty if there was none. */
  private byte[] removed;

  private Removal(Execution execution, Arns arns, ShardContext context) {
    this.execution = execution;
    this.arns = arns;
    this.context = context;
    byte[] mark = context.store().get(Keys.ready(execution.id));
    this.removed = mark == null ? NOTHING : mark;
  }

  static Turn begin(Command.Remove remove, Arns arns, ShardContext context) {
    Execution execution = ExecutionTurn.load(context, remove.execution());
    byte[] ended = remove.ended();
    if (execution != null && execution.status.isFinal() && isMeant(execution, ended)) {
      return goOn(execution, arns, context);
    }
    // A mark that leads nowhere goes.
    return ended == null
        ? Turn.only(Reply.Done.DONE)
        : new Turn(List.of(new Write(ended, null)), List.of(), Reply.Done.DONE);
  }

  private static boolean isMeant(Execution execution, byte @Nullable [] ended) {
    return ended == null ? execution.mapParent != null : Arrays.equals(ended, endedKey(execution));
  }

  /** The next turn of a removal. */
  static Turn goOn(Execution execution, Arns arns, ShardContext context) {
    Removal removal = new Removal(execution, arns, context);
    removal.work();
    return new Turn(removal.writes, removal.effects, Reply.Done.DONE);
  }

  private static byte[] endedKey(Execution execution) {
    return Keys.ended(execution.machineArn, execution.stopMillis, execution.id);
  }

  private void work() {
    ExecutionId id = execution.id;
    if (removeChildren()) {
      goOnLater();
    } else if (hasDeliveries()) {
      mark(); // the marks of the children are still on their way; whoever asked asks again
    } else if (removeKeys()) {
      goOnLater();
    } else {
      for (byte[] last :
          List.of(
              Keys.start(id), Keys.execution(id), listing(), endedKey(execution), Keys.ready(id))) {
        writes.add(new Write(last, null));
      }
    }
  }

  private byte[] listing() {
    String owner =
        execution.mapParent == null ? execution.machineArn : execution.mapParent.mapRunArn();
    return Keys.listing(owner, execution.startMillis, execution.id);
  }

  /** Sends for some children of distributed Maps; says whether there were any. */
  private boolean removeChildren() {
    if (removed.length > 0 && Keys.part(removed) != CHILD) {
      return false; // they are gone
    }
    int[] found = {0};
    MapRun[] run = {null};
    context
        .store()
        .scan(
            removed.length > 0 ? removed : Keys.mapChild(execution.id, 0, 0),
            Keys.mapChild(execution.id, -1, -1),
            (key, _) -> {
              int number = Keys.mapChildRun(key);
              if (run[0] == null || run[0].number != number) {
                run[0] = run(number);
              }
              deliver(ExecutionId.of(ChildNames.arn(arns, run[0], Keys.lastNumber(key))));
              remove(key);
              return ++found[0] < KEYS_PER_TURN;
            });
    return found[0] > 0;
  }

  private void remove(byte[] key) {
    writes.add(new Write(key, null));
    removed = key;
  }

  private MapRun run(int number) {
    byte[] record = context.store().get(Keys.mapRun(execution.id, number));
    if (record == null) {
      throw new IllegalStateException("There is no map run " + number);
    }
    return MapRunCodec.readRun(number, record);
  }

  private void deliver(ExecutionId child) {
    byte[] key = Keys.delivery(execution.id, ++execution.lastDelivery);
    writes.add(new Write(key, DeliveryCodec.remove(child)));
    effects.add(new Effect.Deliver(execution.id, key, new Command.Remove(child, null)));
  }

  private boolean hasDeliveries() {
    byte[] deliveries = Keys.deliveriesOf(execution.id);
    boolean[] found = {false};
    context
        .store()
        .scan(
            deliveries,
            Keys.after(deliveries),
            (_, _) -> {
              found[0] = true;
              return false;
            });
    return found[0];
  }

  /** Removes keys of the execution but the last ones; says whether there are more than that. */
  private boolean removeKeys() {
    int[] found = {0};
    byte[] all = Keys.allOf(execution.id);
    boolean isFirst = removed.length == 0 || Keys.part(removed) == CHILD;
    context
        .store()
        .scan(
            isFirst ? all : removed,
            Keys.after(all),
            (key, value) -> {
              char part = Keys.part(key);
              if (part == 'b' || part == 'm') {
                return true;
              }
              if (part == 'u') {
                MapRun run = MapRunCodec.readRun(Keys.lastNumber(key), value);
                writes.add(new Write(Keys.mapRunPlace(run.arn), null));
              }
              remove(key);
              return ++found[0] < KEYS_PER_TURN;
            });
    return found[0] == KEYS_PER_TURN;
  }

  private void goOnLater() {
    mark();
    writes.add(new Write(Keys.ready(execution.id), removed));
    effects.add(new Effect.ContinueLater(execution.id));
  }

  private void mark() {
    execution.removing = true;
    writes.add(
        new Write(Keys.execution(execution.id), RecordCodec.write(execution, ExecutionTurn::keep)));
    writes.add(new Write(listing(), null));
  }
}
