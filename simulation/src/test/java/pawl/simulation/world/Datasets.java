package pawl.simulation.world;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import pawl.asl.Payload;
import pawl.engine.ItemPage;
import pawl.engine.ItemRequest;
import pawl.engine.ItemSource;

/** Datasets for ItemReaders: the key of an object is what it holds, numbers with commas between. */
final class Datasets implements ItemSource {
  private static final int PAGE = 2;

  private final Consumer<String> pause;

  /**
   * @param pause lets others go on
   */
  Datasets(Consumer<String> pause) {
    this.pause = pause;
  }

  @Override
  public ItemPage read(ItemRequest request) {
    pause.accept("read items");
    String key = request.parameters().node().get("Key").asText();
    List<Payload> all = new ArrayList<>();
    for (String number : key.split(",")) {
      if (!number.isEmpty()) {
        all.add(Payload.ofText(number));
      }
    }
    int from = request.position() == null ? 0 : Integer.parseInt(request.position());
    int to = Math.min(all.size(), from + PAGE);
    return new ItemPage.Items(all.subList(from, to), to == all.size() ? null : "" + to);
  }
}
