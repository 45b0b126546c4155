package pawl.asl.jsonata;

/**
 * What one evaluation may cost. The depth and the memory are AWS's; its limit in time is counted in
 * steps here, so that an evaluation ends the same way on every machine.
 */
final class Bounds {
  /** Expressions evaluated within each other. */
  static final int DEPTH = 100;

  /** Bytes that one value may hold: a character counts one, a member of an array eight. */
  static final long BYTES = 6_990_256;

  /** Bytes that a member of an array or object counts. */
  static final int BYTES_PER_MEMBER = 8;

  /** Arrays and objects within each other in a value that an expression builds. */
  static final int NESTING = 900;

  /** Nesting that a walk over a value may meet: what was built around what was given. */
  static final int WALK = 1_000;

  /** Steps that one evaluation may take; about half a second of work. */
  static final long STEPS = 4_000_000;

  /** Characters that are read or written in the time of one step. */
  static final int CHARACTERS_PER_STEP = 32;

  /** Members that are copied in the time of one step. */
  static final int MEMBERS_PER_STEP = 8;

  /** Characters that a matcher looks at in the time of one step. */
  static final int LOOKS_PER_STEP = 2;

  private Bounds() {}

  static JsonataException depth() {
    return new JsonataException(
        "",
        "Stack overflow error: Check for non-terminating recursive function. Consider rewriting as"
            + " tail-recursive");
  }

  static JsonataException memory() {
    return new JsonataException(
        "", "Expression evaluation memory limit exceeded: Check for excessive memory usage");
  }

  static JsonataException steps() {
    return new JsonataException("", "Expression evaluation timeout: Check for infinite loop");
  }

  /** Refuses what is nested deeper than any value may be, such as an object that holds itself. */
  static void checkWalk(int depth) {
    if (depth > WALK) {
      throw memory();
    }
  }
}
