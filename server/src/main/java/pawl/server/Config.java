package pawl.server;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import pawl.engine.Limits;
import pawl.engine.id.Arns;
import pawl.engine.retention.Retention;

/**
 * What a server is started with.
 *
 * @param host the address to listen on
 * @param port the port to listen on; 0 takes any that is free
 * @param data the folder that holds all state
 * @param region stands in every ARN
 * @param account stands in every ARN; twelve digits
 * @param profile whose limits hold
 * @param durability when something counts as kept
 * @param retentionDays how long executions are kept after their end, unless their machine says
 *     otherwise
 * @param origins whose web pages may call
 * @param mocks the mock file, with test cases that executions can be started with; null for none
 * @param connections the file of connections for HTTP Tasks; null for none
 * @param observation what the world is told of executions
 */
public record Config(
    String host,
    int port,
    Path data,
    String region,
    String account,
    Profile profile,
    Durability durability,
    int retentionDays,
    Origins origins,
    @Nullable Path mocks,
    @Nullable Path connections,
    Observation observation) {
  /** What holds if nothing else is asked for: everything on disk, for as long as AWS keeps it. */
  public Config(String host, int port, Path data, String region, String account, Profile profile) {
    this(
        host,
        port,
        data,
        region,
        account,
        profile,
        Durability.SYNC,
        Retention.AWS.usualDays(),
        Origins.OWN,
        null,
        null,
        Observation.NONE);
  }

  private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");

  /** The name of the store's folder in a data folder. */
  static final String STORE = "store";

  private static final Pattern REGION = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  /** Whose limits hold. */
  public enum Profile {
    /** AWS's quotas, exactly. */
    AWS,
    /** The same with payloads, definitions, histories and inline Maps of nearly any size. */
    OPEN;

    Limits limits() {
      return switch (this) {
        case AWS -> Limits.AWS;
        case OPEN -> Limits.OPEN;
      };
    }
  }

  /** When something counts as kept. */
  public enum Durability {
    /** Once it is on the disk: it survives the loss of power. */
    SYNC,
    /** Once the operating system has it: it survives the end of the process, not of the machine. */
    OS
  }

  public Config {
    try {
      new Retention(retentionDays);
    } catch (IllegalArgumentException e) {
      throw new StartException(String.valueOf(e.getMessage()), e);
    }
    if (port < 0 || port > 65_535) {
      throw new StartException("port " + port + " is not between 0 and 65535");
    }
    if (!ACCOUNT.matcher(account).matches()) {
      throw new StartException("account '" + account + "' is not a number of twelve digits");
    }
    if (!REGION.matcher(region).matches()) {
      throw new StartException("region '" + region + "' is not a name such as us-east-1");
    }
    data = data.toAbsolutePath().normalize();
  }

  /**
   * Origins as a user wrote them.
   *
   * @throws StartException if one is none
   */
  public static Origins origins(@Nullable List<String> texts) {
    return texts == null ? Origins.OWN : Origins.of(texts);
  }

  /** The folder of the store in the data folder. */
  Path store() {
    return data.resolve(STORE);
  }

  Retention retention() {
    return new Retention(retentionDays);
  }

  Arns arns() {
    return new Arns(region, account);
  }
}
