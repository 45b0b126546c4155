package pawl.engine;

/**
 * Reads the dataset of a distributed Map from where its ItemReader says, piece by piece; a host
 * runs each read on a thread of its own.
 */
@FunctionalInterface
public interface ItemSource {
  /** Reads the next piece and waits for it. Whatever goes wrong is a page, never an exception. */
  ItemPage read(ItemRequest request);
}
