package pawl.simulation.world;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** What will happen at some time, in any order. */
final class Agenda {
  private record Entry(
      String what, boolean outside, boolean awaited, BooleanSupplier ready, Runnable act) {}

  private final List<Entry> entries = new ArrayList<>();

  /** Something within the process: a crash takes it away. */
  void inside(String what, Runnable act) {
    entries.add(new Entry(what, false, true, () -> true, act));
  }

  void inside(String what, BooleanSupplier ready, Runnable act) {
    entries.add(new Entry(what, false, true, ready, act));
  }

  /** Something within the process that need not happen before all is over. */
  void perhaps(String what, BooleanSupplier ready, Runnable act) {
    entries.add(new Entry(what, false, false, ready, act));
  }

  /** Something that somebody outside will do, whatever becomes of the process. */
  void outside(String what, Runnable act) {
    entries.add(new Entry(what, true, true, () -> true, act));
  }

  void outside(String what, BooleanSupplier ready, Runnable act) {
    entries.add(new Entry(what, true, true, ready, act));
  }

  void crash() {
    entries.removeIf(entry -> !entry.outside);
  }

  List<Move> moves() {
    List<Move> moves = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry.ready.getAsBoolean()) {
        moves.add(
            new Move(
                entry.what,
                4,
                () -> {
                  entries.remove(entry);
                  entry.act.run();
                }));
      }
    }
    return moves;
  }

  /** Whether nothing is left that will happen. */
  boolean isEmpty() {
    return entries.stream().noneMatch(entry -> entry.awaited || entry.ready.getAsBoolean());
  }
}
