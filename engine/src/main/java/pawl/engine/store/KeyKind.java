package pawl.engine.store;

/**
 * The first byte of every key. Append only: a value that was ever released is never renamed or used
 * again.
 *
 * <p>Everything of one execution stands under one prefix ({@link #EXECUTION}); what must be ordered
 * otherwise is an index of its own that holds little more than keys.
 */
public enum KeyKind {
  /** Execution, part, ...: see {@link Keys}. */
  EXECUTION('x'),
  /** Due time, execution, scope, timer kind: what has to happen when. */
  TIMER('t'),
  /** Execution, scope: a call that is under way and is made again after a crash. */
  CALL('c'),
  /** Execution: it can go on at once; its last turn ended early. */
  READY('y'),
  /** Execution, number: a command on its way to another execution. */
  DELIVERY('o'),
  /** Hash of the machine's ARN, start time downwards, execution: a row of ListExecutions. */
  LISTING('l'),
  /**
   * Hash of the activity's ARN, time of offer, execution, scope: a task that waits for a worker.
   */
  OFFER('a'),
  /** Hash of a map run's ARN: the execution it belongs to. */
  MAP_RUN('u'),
  /** Catalogue: a machine's ARN. */
  MACHINE('m'),
  /** Catalogue: UUID of a revision of a machine. */
  REVISION('v'),
  /** Catalogue: hash of a definition; the value is its text. */
  DEFINITION('d'),
  /** Catalogue: an activity's ARN. */
  ACTIVITY('b'),
  /** Catalogue: hash of a machine's ARN, number downwards: a version of the machine. */
  VERSION('w'),
  /** Catalogue: hash of a machine's ARN, name: an alias of the machine. */
  ALIAS('n'),
  /** Hash of the machine's ARN, end time, execution: what has ended, and is kept for a time. */
  ENDED('e'),
  /** Execution: why it was set aside. Execution, number: a command that waits for its release. */
  QUARANTINE('q');

  private final byte code;

  KeyKind(char code) {
    this.code = (byte) code;
  }

  byte code() {
    return code;
  }
}
