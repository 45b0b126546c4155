package pawl.simulation.world;

/** Bugs that can be planted between core and world, to see that the simulator finds them. */
public enum Plant {
  NONE,
  /** An effect leaves when its turn is worked out. */
  EARLY_EFFECT,
  /** One key of a batch does not reach the disk. */
  LOST_WRITE,
  /** Of a write that a crash has met a part is left. */
  HALF_WRITE,
  /** A report that comes too late is answered as if it counted. */
  DUPLICATE_ACCEPTED,
  /** A timer fires a moment before it is due. */
  EARLY_TIMER,
  /** A timer is not kept. */
  LOST_TIMER,
  /** After a failed commit the shard still remembers what has not happened. */
  STALE_CACHE,
  /** What the store has refused to the courier is not always asked again. */
  LOST_RETRY,
  /** A result is left out of what is written. */
  LOST_RESULT,
  /** A change of a map run is answered and not kept. */
  LOST_UPDATE,
  /** A write of the catalogue that fails leaves some of it. */
  HALF_CATALOGUE,
  /** A task that asks again for the execution it has started gets another one. */
  NESTED_ANEW,
  /** An execution that nobody waits for any more is not stopped. */
  LOST_STOP,
  /** Those who wait for tasks of an activity don't hear that there is one. */
  LOST_OFFER,
  /** Who waits for an end is woken when its turn is worked out. */
  EARLY_END,
  /** Listeners are told of a turn when it is worked out. */
  EARLY_NEWS
}
