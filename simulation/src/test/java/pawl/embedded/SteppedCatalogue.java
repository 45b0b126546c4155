package pawl.embedded;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.rocksdb.RocksDBException;
import pawl.engine.StoreView;
import pawl.engine.Write;
import pawl.engine.catalogue.CatalogueCommand;
import pawl.engine.catalogue.CatalogueReply;

/** The catalogue of the one-machine host as it is, with a disk that may fail. */
public final class SteppedCatalogue {
  private final CachedView view;
  private final EmbeddedCatalogue catalogue;

  /**
   * @param durable what is on disk
   * @param write says whether the disk has taken the writes; if not, it has taken none
   */
  public SteppedCatalogue(
      StoreView durable, Predicate<List<Write>> write, LongSupplier clock, long seed) {
    this.view = new CachedView(durable);
    this.catalogue =
        new EmbeddedCatalogue(
            new SomeDisk(write), view, clock::getAsLong, new SplittableRandom(seed));
  }

  /** What the host reads the catalogue by. */
  public StoreView view() {
    return view;
  }

  /** Carries a command out, or throws and has changed nothing. */
  public CatalogueReply submit(CatalogueCommand<?> command) {
    return catalogue.submit(command);
  }

  private record SomeDisk(Predicate<List<Write>> write) implements Disk {
    @Override
    public void write(List<Write> fullWrites) {
      List<Write> own =
          fullWrites.stream()
              .map(each -> new Write(RocksStore.catalogue().ownKey(each.key()), each.value()))
              .toList();
      if (!write.test(own)) {
        throw new RocksStore.WriteFailedException(
            new RocksDBException("No space left on the simulated device"));
      }
    }

    @Override
    public boolean isWritable() {
      return true;
    }
  }
}
