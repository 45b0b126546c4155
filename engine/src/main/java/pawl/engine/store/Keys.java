package pawl.engine.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import pawl.engine.id.ExecutionId;

/**
 * Makes and reads keys. Numbers are big-endian, so that byte order is number order.
 *
 * <pre>
 *   x execution b                    what it is from its start to its end
 *   x execution m                    what changes of it, and its top scope
 *   x execution s scope              another running place in it
 *   x execution h firstEvent         a chunk of its history
 *   x execution i scope index        input of an iteration that has not begun
 *   x execution r scope index        output of a branch or iteration that is done
 *   x execution u run                a run of a distributed Map
 *   x execution k run index          a child of such a run
 *   t due execution scope kind       timer
 *   c execution scope                call under way
 *   y execution                      can go on
 *   o execution number               delivery
 *   l machine ~start execution       row of a listing
 *   a activity time execution scope  offered activity task
 *   u mapRun                         where a run of a distributed Map stands
 *   w machine ~number                a version of a machine
 *   n machine name                   an alias of a machine
 *   e machine end execution          has ended
 *   q execution                      is set aside
 *   q execution number               command that waits until it no longer is
 * </pre>
 */
public final class Keys {
  private static final int PREFIX = 1 + ExecutionId.BYTES;

  private Keys() {}

  public static byte[] execution(ExecutionId id) {
    return part(id, 'm', 0).array();
  }

  /** What is written once when it starts. */
  public static byte[] start(ExecutionId id) {
    return part(id, 'b', 0).array();
  }

  public static byte[] scope(ExecutionId id, int scope) {
    return part(id, 's', 4).putInt(scope).array();
  }

  public static byte[] chunk(ExecutionId id, long firstEvent) {
    return part(id, 'h', 8).putLong(firstEvent).array();
  }

  public static long chunkFirstEvent(byte[] chunkKey) {
    return ByteBuffer.wrap(chunkKey).getLong(chunkKey.length - 8);
  }

  public static byte[] item(ExecutionId id, int scope, int index) {
    return part(id, 'i', 8).putInt(scope).putInt(index).array();
  }

  public static byte[] result(ExecutionId id, int scope, int index) {
    return part(id, 'r', 8).putInt(scope).putInt(index).array();
  }

  public static byte[] mapRun(ExecutionId id, int run) {
    return part(id, 'u', 4).putInt(run).array();
  }

  public static byte[] mapChild(ExecutionId id, int run, int index) {
    return part(id, 'k', 8).putInt(run).putInt(index).array();
  }

  /** The number of the run that the key of a child says. */
  public static int mapChildRun(byte[] mapChildKey) {
    return ByteBuffer.wrap(mapChildKey).getInt(mapChildKey.length - 8);
  }

  /** Finds the execution of a run of a distributed Map; the value is the key of its record. */
  public static byte[] mapRunPlace(String mapRunArn) {
    return indexed(KeyKind.MAP_RUN, ExecutionId.of(mapRunArn), 0).array();
  }

  /** The last number of a key: that of a run, or the index of a child, an item or a result. */
  public static int lastNumber(byte[] key) {
    return ByteBuffer.wrap(key).getInt(key.length - 4);
  }

  public static byte[] timer(long dueMillis, ExecutionId id, int scope, int timerKind) {
    return put(
            ByteBuffer.allocate(1 + 8 + ExecutionId.BYTES + 4 + 1)
                .put(KeyKind.TIMER.code())
                .putLong(dueMillis),
            id)
        .putInt(scope)
        .put((byte) timerKind)
        .array();
  }

  /** Timers due at {@code dueMillis} or later begin here. */
  public static byte[] timersFrom(long dueMillis) {
    return ByteBuffer.allocate(9).put(KeyKind.TIMER.code()).putLong(dueMillis).array();
  }

  public static long timerDue(byte[] timerKey) {
    return ByteBuffer.wrap(timerKey).getLong(1);
  }

  public static ExecutionId timerExecution(byte[] timerKey) {
    return executionAt(timerKey, 9);
  }

  public static int timerScope(byte[] timerKey) {
    return ByteBuffer.wrap(timerKey).getInt(9 + ExecutionId.BYTES);
  }

  public static int timerKind(byte[] timerKey) {
    return timerKey[timerKey.length - 1];
  }

  public static byte[] call(ExecutionId id, int scope) {
    return indexed(KeyKind.CALL, id, 4).putInt(scope).array();
  }

  public static int callScope(byte[] callKey) {
    return ByteBuffer.wrap(callKey).getInt(PREFIX);
  }

  public static byte[] ready(ExecutionId id) {
    return indexed(KeyKind.READY, id, 0).array();
  }

  public static byte[] delivery(ExecutionId id, int number) {
    return indexed(KeyKind.DELIVERY, id, 4).putInt(number).array();
  }

  /**
   * @param owner the machine's ARN, or that of the run whose child the execution is
   */
  public static byte[] listing(String owner, long startMillis, ExecutionId id) {
    return put(
            ByteBuffer.allocate(1 + 2 * ExecutionId.BYTES + 8)
                .put(listingsOf(owner))
                .putLong(~startMillis),
            id)
        .array();
  }

  /** All rows of a machine or map run begin with this. */
  public static byte[] listingsOf(String owner) {
    return put(
            ByteBuffer.allocate(1 + ExecutionId.BYTES).put(KeyKind.LISTING.code()),
            ExecutionId.of(owner))
        .array();
  }

  public static long listingStart(byte[] listingKey) {
    return ~ByteBuffer.wrap(listingKey).getLong(PREFIX);
  }

  public static ExecutionId listingExecution(byte[] listingKey) {
    return executionAt(listingKey, PREFIX + 8);
  }

  public static byte[] offer(String activityArn, long offeredMillis, ExecutionId id, int scope) {
    return put(
            ByteBuffer.allocate(1 + 2 * ExecutionId.BYTES + 12)
                .put(offersOf(activityArn))
                .putLong(offeredMillis),
            id)
        .putInt(scope)
        .array();
  }

  /** All offers of an activity begin with this. */
  public static byte[] offersOf(String activityArn) {
    return put(
            ByteBuffer.allocate(1 + ExecutionId.BYTES).put(KeyKind.OFFER.code()),
            ExecutionId.of(activityArn))
        .array();
  }

  public static long offerMillis(byte[] offerKey) {
    return ByteBuffer.wrap(offerKey).getLong(PREFIX);
  }

  public static ExecutionId offerExecution(byte[] offerKey) {
    return executionAt(offerKey, PREFIX + 8);
  }

  public static int offerScope(byte[] offerKey) {
    return ByteBuffer.wrap(offerKey).getInt(PREFIX + 8 + ExecutionId.BYTES);
  }

  public static byte[] ended(String machineArn, long stopMillis, ExecutionId id) {
    byte[] owner = indexed(KeyKind.ENDED, ExecutionId.of(machineArn), 0).array();
    return put(
            ByteBuffer.allocate(owner.length + 8 + ExecutionId.BYTES)
                .put(owner)
                .putLong(stopMillis),
            id)
        .array();
  }

  /** All executions of the same machine that have ended begin with this. */
  public static byte[] endedOfSameMachine(byte[] endedKey) {
    return java.util.Arrays.copyOf(endedKey, PREFIX);
  }

  /** Executions that ended at this time or later begin here. */
  public static byte[] endedFrom(byte[] ofMachine, long stopMillis) {
    return ByteBuffer.allocate(PREFIX + 8).put(ofMachine).putLong(stopMillis).array();
  }

  public static long endedMillis(byte[] endedKey) {
    return ByteBuffer.wrap(endedKey).getLong(PREFIX);
  }

  public static ExecutionId endedExecution(byte[] endedKey) {
    return executionAt(endedKey, PREFIX + 8);
  }

  public static byte[] quarantine(ExecutionId id) {
    return indexed(KeyKind.QUARANTINE, id, 0).array();
  }

  /** A command that waits until the execution is no longer set aside. */
  public static byte[] parked(ExecutionId id, int number) {
    return indexed(KeyKind.QUARANTINE, id, 4).putInt(number).array();
  }

  public static boolean isParked(byte[] quarantineKey) {
    return quarantineKey.length > PREFIX;
  }

  /** Everything that belongs to an execution alone begins with this. */
  public static byte[] allOf(ExecutionId id) {
    return indexed(KeyKind.EXECUTION, id, 0).array();
  }

  /** All calls of an execution that are under way begin with this. */
  public static byte[] callsOf(ExecutionId id) {
    return indexed(KeyKind.CALL, id, 0).array();
  }

  /** All deliveries of an execution begin with this. */
  public static byte[] deliveriesOf(ExecutionId id) {
    return indexed(KeyKind.DELIVERY, id, 0).array();
  }

  public static byte[] machine(String arn) {
    return text(KeyKind.MACHINE, arn);
  }

  public static byte[] revision(UUID key) {
    return ByteBuffer.allocate(17)
        .put(KeyKind.REVISION.code())
        .putLong(key.getMostSignificantBits())
        .putLong(key.getLeastSignificantBits())
        .array();
  }

  static UUID revisionKey(byte[] key) {
    ByteBuffer buffer = ByteBuffer.wrap(key, 1, 16);
    return new UUID(buffer.getLong(), buffer.getLong());
  }

  public static byte[] definition(String hash) {
    return text(KeyKind.DEFINITION, hash);
  }

  public static byte[] activity(String arn) {
    return text(KeyKind.ACTIVITY, arn);
  }

  public static byte[] version(String machineArn, int number) {
    byte[] prefix = versionsOf(machineArn);
    return ByteBuffer.allocate(prefix.length + 4).put(prefix).putInt(~number).array();
  }

  /** All versions of a machine begin with this, the highest first. */
  public static byte[] versionsOf(String machineArn) {
    return indexed(KeyKind.VERSION, ExecutionId.of(machineArn), 0).array();
  }

  public static byte[] alias(String machineArn, String name) {
    byte[] prefix = aliasesOf(machineArn);
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(prefix.length + bytes.length).put(prefix).put(bytes).array();
  }

  /** All aliases of a machine begin with this, in the order of their names. */
  public static byte[] aliasesOf(String machineArn) {
    return indexed(KeyKind.ALIAS, ExecutionId.of(machineArn), 0).array();
  }

  /** The first key of a kind. */
  public static byte[] first(KeyKind kind) {
    return new byte[] {kind.code()};
  }

  public static boolean isOf(byte[] key, KeyKind kind) {
    return key[0] == kind.code();
  }

  /**
   * The execution that stands right behind the kind: in EXECUTION, CALL, READY, DELIVERY and
   * QUARANTINE keys.
   */
  public static ExecutionId executionOf(byte[] key) {
    return executionAt(key, 1);
  }

  /** The first key behind all that begin with {@code prefix}. */
  public static byte[] after(byte[] prefix) {
    byte[] end = prefix.clone();
    for (int i = end.length - 1; i >= 0; i--) {
      if (end[i] != (byte) 0xff) {
        end[i]++;
        return java.util.Arrays.copyOf(end, i + 1);
      }
    }
    throw new IllegalArgumentException("No key follows this prefix");
  }

  /** The first key behind this very key. */
  public static byte[] next(byte[] key) {
    return java.util.Arrays.copyOf(key, key.length + 1);
  }

  /** A number as a position in a listing. */
  public static byte[] number(long number) {
    return ByteBuffer.allocate(8).putLong(number).array();
  }

  public static long number(byte[] bytes) {
    return ByteBuffer.wrap(bytes).getLong();
  }

  /** Which part of an execution an EXECUTION key says: {@code m}, {@code h} and so on. */
  public static char part(byte[] key) {
    return (char) key[PREFIX];
  }

  private static ExecutionId executionAt(byte[] key, int at) {
    ByteBuffer buffer = ByteBuffer.wrap(key, at, ExecutionId.BYTES);
    return new ExecutionId(buffer.getLong(), buffer.getLong());
  }

  private static ByteBuffer part(ExecutionId id, char part, int more) {
    return indexed(KeyKind.EXECUTION, id, 1 + more).put((byte) part);
  }

  private static ByteBuffer indexed(KeyKind kind, ExecutionId id, int more) {
    return put(ByteBuffer.allocate(PREFIX + more).put(kind.code()), id);
  }

  private static ByteBuffer put(ByteBuffer buffer, ExecutionId id) {
    return buffer.putLong(id.high()).putLong(id.low());
  }

  private static byte[] text(KeyKind kind, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(1 + bytes.length).put(kind.code()).put(bytes).array();
  }
}
