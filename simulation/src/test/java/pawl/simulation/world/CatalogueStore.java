package pawl.simulation.world;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import pawl.embedded.SteppedCatalogue;
import pawl.engine.HostException;
import pawl.engine.StoreView;
import pawl.engine.Write;
import pawl.engine.catalogue.CatalogueCommand;
import pawl.engine.catalogue.CatalogueReply;
import pawl.engine.memory.MemoryHost;
import pawl.engine.memory.MemoryStore;
import pawl.simulation.model.Chance;

/**
 * The catalogue of the one-machine host over a disk in memory, which takes its time, is full at
 * times and fails to read. It is read as the host reads it: what it remembers dies with the
 * process.
 */
final class CatalogueStore implements StoreView {
  private MemoryStore durable;
  private @Nullable MemoryHost host;
  private final SimClock clock;
  private final Chance chance;
  private final Plant plant;
  private Strands strands;
  private Core core;
  private SteppedCatalogue catalogue;

  /** Whose read fails; null: nobody's. */
  private @Nullable Object unlucky;

  private int readsUntilFault;
  private final StoreView durableWithFaults = new FaultyReads();

  CatalogueStore(MemoryStore durable, SimClock clock, Chance chance, Plant plant) {
    this.durable = durable;
    this.clock = clock;
    this.chance = chance;
    this.plant = plant;
    this.catalogue = open();
  }

  private SteppedCatalogue open() {
    return new SteppedCatalogue(durableWithFaults, this::write, clock::millis, chance.seed());
  }

  /** Tells it where its threads wait, and whether the disk is full. */
  void joins(Strands threads, Core loops) {
    this.strands = threads;
    this.core = loops;
  }

  /** From now on a host in memory keeps it, which never fails. */
  void movesTo(MemoryHost newHost) {
    newHost.catalogueStore().apply(MemoryStores.all(durable));
    host = newHost;
    durable = newHost.catalogueStore();
  }

  void crash() {
    unlucky = null;
    catalogue = open();
  }

  /** For the thread that runs now; perhaps one of its reads fails. */
  <T> T withBadLuck(Supplier<T> work) {
    unlucky = chance.oneIn(6) ? strands.running() : null;
    readsUntilFault = chance.between(1, 3);
    try {
      return work.get();
    } finally {
      unlucky = null;
    }
  }

  CatalogueReply submit(CatalogueCommand<?> command) {
    return host == null ? catalogue.submit(command) : host.submit(command);
  }

  /** A host in memory remembers nothing of it. */
  private StoreView view() {
    return host == null ? catalogue.view() : durableWithFaults;
  }

  private boolean write(List<Write> writes) {
    strands.giveWay("write the catalogue");
    if (core.isFull() || chance.oneIn(10)) {
      Mark.CATALOGUE_WRITE_FAILED.reached();
      if (plant == Plant.HALF_CATALOGUE) {
        durable.apply(writes.stream().filter(_ -> chance.oneIn(2)).toList());
      }
      return false;
    }
    durable.apply(writes);
    strands.giveWay("the catalogue is written");
    return true;
  }

  private final class FaultyReads implements StoreView {
    @Override
    public byte @Nullable [] get(byte[] key) {
      read();
      return durable.get(key);
    }

    @Override
    public void scan(byte[] from, byte[] to, Visitor visitor) {
      read();
      durable.scan(from, to, visitor);
    }

    @Override
    public void scanReverse(byte[] from, byte[] to, Visitor visitor) {
      read();
      durable.scanReverse(from, to, visitor);
    }

    private void read() {
      if (unlucky != null && unlucky == strands.running() && --readsUntilFault == 0) {
        Mark.CATALOGUE_READ_FAILED.reached();
        throw new HostException.Unavailable("The simulated catalogue can't be read");
      }
    }
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    return view().get(key);
  }

  @Override
  public void scan(byte[] from, byte[] to, Visitor visitor) {
    view().scan(from, to, visitor);
  }

  @Override
  public void scanReverse(byte[] from, byte[] to, Visitor visitor) {
    view().scanReverse(from, to, visitor);
  }
}
