package pawl.server;

import java.nio.file.Path;
import java.util.regex.Pattern;
import pawl.engine.Limits;
import pawl.engine.id.Arns;

/**
 * What a server is started with.
 *
 * @param host the address to listen on
 * @param port the port to listen on; 0 takes any that is free
 * @param data the folder that holds all state
 * @param region stands in every ARN
 * @param account stands in every ARN; twelve digits
 * @param profile whose limits hold
 */
public record Config(
    String host, int port, Path data, String region, String account, Profile profile) {
  private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
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

  public Config {
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

  Arns arns() {
    return new Arns(region, account);
  }
}
