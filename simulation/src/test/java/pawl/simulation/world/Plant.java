package pawl.simulation.world;

/** Bugs that can be planted between core and world, to see that the simulator finds them. */
public enum Plant {
  NONE,
  /** An effect leaves when its turn is worked out. */
  EARLY_EFFECT,
  /** One key of a batch does not reach the disk. */
  LOST_WRITE,
  /** A report that comes too late is answered as if it counted. */
  DUPLICATE_ACCEPTED,
  /** A timer fires a moment before it is due. */
  EARLY_TIMER,
  /** A timer is not kept. */
  LOST_TIMER,
  /** After a failed commit the shard still remembers what has not happened. */
  STALE_CACHE
}
