package pawl.functions;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Ids of requests: random UUIDs like those of AWS. They tell requests apart and keep no secret. */
public final class RequestId {
  private static final long VERSION_4 = 0x4000;
  private static final long NOT_VERSION = ~0xf000L;
  private static final long VARIANT = 1L << 63;

  private RequestId() {}

  /** Without the system's source of secrets, which every request would wait for. */
  public static String next() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long high = random.nextLong() & NOT_VERSION | VERSION_4;
    long low = random.nextLong() >>> 2 | VARIANT;
    return new UUID(high, low).toString();
  }
}
