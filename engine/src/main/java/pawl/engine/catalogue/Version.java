package pawl.engine.catalogue;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import pawl.engine.id.Arns;

/**
 * A numbered snapshot of a machine that never changes.
 *
 * @param number counts from 1 in its machine and is never given again
 * @param revision key of the revision that it keeps
 * @param createdMillis milliseconds since 1970
 */
public record Version(
    String machineArn,
    int number,
    UUID revision,
    @Nullable String description,
    long createdMillis) {
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");

  public String arn() {
    return arn(machineArn, number);
  }

  public static String arn(String machineArn, int number) {
    return Arns.qualified(machineArn, Integer.toString(number));
  }

  /** The number that stands behind a machine's ARN; empty if it is none, as in an alias's name. */
  public static Optional<Integer> number(String qualifier) {
    return NUMBER.matcher(qualifier).matches()
        ? Optional.of(Integer.parseInt(qualifier))
        : Optional.empty();
  }
}
