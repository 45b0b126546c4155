package pawl.simulation.world;

/** Something that may happen next; {@code weight} says how readily. */
record Move(String what, int weight, Runnable act) {}
