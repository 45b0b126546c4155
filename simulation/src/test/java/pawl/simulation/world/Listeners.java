package pawl.simulation.world;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import pawl.embedded.SteppedFeeds;
import pawl.engine.history.NewEvents;
import pawl.engine.host.HistoryListener;
import pawl.engine.id.ExecutionId;
import pawl.simulation.invariant.Step;
import pawl.simulation.invariant.Violation;
import pawl.simulation.invariant.Witness;
import pawl.simulation.model.Chance;

/**
 * Those who listen to what executions do, some slowly, some failing at times. Each must be told
 * what was committed in this process, an execution's turns in their order and once, and nothing
 * else. What it is not told must be counted, and if there is room for all, it must be told all.
 */
final class Listeners implements Witness {
  private static final String LAW = "a listener is told what is committed, in its order and once";
  private static final int COUNT = 2;
  private static final long ROOM = 64 << 20;

  private final World world;
  private final Chance chance;
  private final long room;
  private final List<Ear> ears = new ArrayList<>();
  private SteppedFeeds feeds;

  Listeners(World world, Chance chance) {
    this.world = world;
    this.chance = chance;
    this.room = chance.oneIn(2) ? ROOM : chance.between(300, 6_000);
    this.feeds = open();
  }

  private SteppedFeeds open() {
    ears.clear();
    for (int i = 0; i < COUNT; i++) {
      ears.add(new Ear(i));
    }
    return new SteppedFeeds(List.copyOf(ears), room);
  }

  /** The feeds of the process that runs now. */
  SteppedFeeds feeds() {
    return feeds;
  }

  /** A new process; what the old one had not told is never told. */
  void crash() {
    if (ears.stream().anyMatch(ear -> !isIdle(ear))) {
      Mark.NEWS_LOST_AT_A_CRASH.reached();
    }
    feeds = open();
  }

  /** What was committed while the old process died nobody will be told of. */
  void forget() {
    ears.forEach(ear -> ear.expected.clear());
  }

  @Override
  public void committed(Step step) {
    NewEvents news = step.turn().newEvents();
    if (news != null) {
      ears.stream().filter(ear -> ear.wants(news)).forEach(ear -> ear.expect(news));
    }
  }

  List<Move> moves() {
    List<Move> moves = new ArrayList<>();
    for (Ear ear : ears) {
      if (!ear.listening && !feeds.isIdle(ear.number)) {
        moves.add(new Move("tell listener " + ear.number, 3, () -> tell(ear)));
      }
    }
    return moves;
  }

  private void tell(Ear ear) {
    ear.listening = true;
    SteppedFeeds ofThisProcess = feeds;
    world
        .strands()
        .start(
            "tell",
            () -> {
              try {
                ofThisProcess.tell(ear.number);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              } finally {
                ear.listening = false;
              }
            });
  }

  private boolean isIdle(Ear ear) {
    return !ear.listening && feeds.isIdle(ear.number);
  }

  boolean areIdle() {
    return ears.stream().allMatch(this::isIdle);
  }

  /** When nothing waits any more, what was not told must have been counted. */
  void haveBeenTold() {
    for (Ear ear : ears) {
      long untold = feeds.untold(ear.number);
      long left = ear.expected.values().stream().mapToLong(Deque::size).sum();
      long dropped = untold - ear.failed;
      if (left > dropped || dropped < 0 || dropped > 0 && room == ROOM) {
        throw new Violation(
            LAW,
            "listener %d: %d turns are left, %d of %d count as untold, %d failed"
                .formatted(ear.number, left, untold, ear.told + untold, ear.failed));
      }
      if (dropped > 0) {
        Mark.NEWS_DROPPED.reached();
      }
    }
  }

  /** One of them, as it is in one process. */
  private final class Ear implements HistoryListener {
    final int number;

    /** What it has not been told of executions that are kept. */
    final Map<ExecutionId, Deque<NewEvents>> expected = new HashMap<>();

    /** The last event that it was told of the others. */
    final Map<ExecutionId, Long> last = new HashMap<>();

    boolean listening;
    long told;
    long failed;

    Ear(int number) {
      this.number = number;
    }

    @Override
    public String name() {
      return "listener-" + number;
    }

    /** The second wants some executions only. */
    @Override
    public boolean wants(NewEvents news) {
      return number == 0 || (news.execution().id().low() & 3) != 0;
    }

    void expect(NewEvents news) {
      expected.computeIfAbsent(news.execution().id(), _ -> new ArrayDeque<>()).add(news);
    }

    @Override
    public void heard(List<NewEvents> news) {
      for (NewEvents each : news) {
        hear(each);
        if (chance.oneIn(6)) {
          world.strands().giveWay("listen");
        }
      }
      if (world.isRough() && chance.oneIn(20)) {
        Mark.LISTENER_FAILED.reached();
        failed += news.size();
        throw new IllegalStateException("As a listener never should");
      }
      told += news.size();
      Mark.NEWS_TOLD.reached();
    }

    private void hear(NewEvents news) {
      ExecutionId id = news.execution().id();
      if (!wants(news)) {
        throw new Violation(LAW, name() + " did not want " + news);
      }
      if (world.isKept(id)) {
        Deque<NewEvents> next = expected.getOrDefault(id, new ArrayDeque<>());
        NewEvents first = next.poll();
        while (first != null && first != news && room < ROOM) {
          first = next.poll(); // it was dropped, and counted
        }
        if (first != news) {
          throw new Violation(LAW, name() + " heard " + news + " instead of " + first);
        }
      } else {
        long begin = news.events().getFirst().id();
        Long before = last.put(id, news.events().getLast().id());
        long expectedId = before == null ? 1 : before + 1;
        if (begin < expectedId || begin > expectedId && room == ROOM) {
          throw new Violation(LAW, name() + " heard event " + begin + " after " + before);
        }
      }
    }
  }
}
