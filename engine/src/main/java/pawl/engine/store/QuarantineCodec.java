package pawl.engine.store;

import pawl.engine.store.proto.QuarantineRecord;

/** Why executions were set aside, as bytes and back. */
public final class QuarantineCodec {
  private QuarantineCodec() {}

  /**
   * Why an execution was set aside.
   *
   * @param command what was asked of it then
   */
  public record Quarantine(long millis, String command, String reason) {}

  public static byte[] write(Quarantine quarantine) {
    return QuarantineRecord.newBuilder()
        .setMillis(quarantine.millis())
        .setCommand(quarantine.command())
        .setReason(quarantine.reason())
        .build()
        .toByteArray();
  }

  public static Quarantine readQuarantine(byte[] bytes) {
    QuarantineRecord record = RecordCodec.parse(bytes, QuarantineRecord::parseFrom);
    return new Quarantine(record.getMillis(), record.getCommand(), record.getReason());
  }
}
