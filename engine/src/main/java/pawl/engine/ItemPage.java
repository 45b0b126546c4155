package pawl.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pawl.asl.Payload;

/** What came of reading a piece of a dataset. */
public sealed interface ItemPage {
  /**
   * The items, in the dataset's order.
   *
   * @param next where the next piece begins, in the source's own words, to be given back after any
   *     time and restart; null if this was the last
   */
  record Items(List<Payload> items, @Nullable String next) implements ItemPage {
    public Items {
      items = List.copyOf(items);
    }
  }

  /** It could not be read; {@code error} is {@code States.ItemReaderFailed} as a rule. */
  record Failed(String error, String cause) implements ItemPage {}
}
