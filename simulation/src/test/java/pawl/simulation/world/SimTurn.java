package pawl.simulation.world;

import pawl.engine.Reply;
import pawl.simulation.invariant.Step;
import pawl.simulation.model.Chance;

/** A turn that is worked out, and who waits for it. */
record SimTurn(Step step, Asker asker) {
  Reply reply(Plant plant, Chance chance) {
    Reply reply = step.turn().reply();
    return plant == Plant.DUPLICATE_ACCEPTED && reply instanceof Reply.Stale && chance.oneIn(3)
        ? new Reply.Accepted()
        : reply;
  }
}
