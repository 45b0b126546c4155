package pawl.simulation.world;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import pawl.asl.Payload;
import pawl.engine.Command;
import pawl.engine.Reply;
import pawl.engine.StoreView;
import pawl.engine.id.TaskRef;
import pawl.engine.store.KeyKind;
import pawl.engine.store.Keys;

/** Workers that take tasks of activities. */
final class Workers {
  private final World world;
  private final TokenHolders holders;
  private final Set<String> asked = new HashSet<>();

  Workers(World world, TokenHolders holders) {
    this.world = world;
    this.holders = holders;
  }

  void crash() {
    asked.clear();
  }

  List<Move> moves() {
    List<Move> moves = new ArrayList<>();
    for (byte[] offer : offers()) {
      String key = HexFormat.of().formatHex(offer);
      if (!asked.contains(key)) {
        moves.add(new Move("take", 4, () -> take(offer, key)));
      }
    }
    return moves;
  }

  private List<byte[]> offers() {
    List<byte[]> offers = new ArrayList<>();
    byte[] first = Keys.first(KeyKind.OFFER);
    for (int shard = 0; shard < world.core().shards(); shard++) {
      StoreView store = world.core().committed(shard);
      store.scan(
          first,
          Keys.after(first),
          (key, _) -> {
            offers.add(key);
            return true;
          });
    }
    return offers;
  }

  private void take(byte[] offer, String key) {
    asked.add(key);
    var command =
        new Command.TakeActivityTask(
            Keys.offerExecution(offer), Keys.offerScope(offer), Keys.offerMillis(offer), "w");
    world
        .core()
        .submit(
            command,
            new Asker() {
              @Override
              public void answered(Reply reply) {
                asked.remove(key);
                if (reply instanceof Reply.Taken(String token, Payload input)) {
                  taken(world.tokens().read(token).orElseThrow());
                }
              }

              @Override
              public void refused() {
                asked.remove(key);
              }
            });
  }

  private void taken(TaskRef task) {
    Optional<Places.Waiting> waiting = world.committedPlaces().find(task.execution(), task.scope());
    if (waiting.isPresent() && waiting.get().attempt() == task.attempt()) {
      holders.hold(task, world.answer(waiting.get()));
    }
  }
}
