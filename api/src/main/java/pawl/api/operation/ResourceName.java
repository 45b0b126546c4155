package pawl.api.operation;

import java.util.BitSet;
import pawl.api.contract.ApiException;

/** Names of machines, executions and activities. AWS's model bounds their length alone. */
final class ResourceName {
  private static final BitSet FORBIDDEN = new BitSet(128);

  static {
    "<>{}[]?*\"#%\\^|~`$&,;:/".chars().forEach(FORBIDDEN::set);
  }

  private ResourceName() {}

  /** Gives back the name if it has no character that AWS forbids. */
  static String check(String name) {
    if (!name.codePoints().allMatch(ResourceName::isAllowed)) {
      throw ApiException.service("InvalidName", "Invalid Name: '" + name + "'");
    }
    return name;
  }

  private static boolean isAllowed(int character) {
    return !FORBIDDEN.get(character)
        && !Character.isWhitespace(character)
        && !Character.isSpaceChar(character)
        && !Character.isISOControl(character)
        && Character.getType(character) != Character.SURROGATE
        && (character & 0xFFFE) != 0xFFFE;
  }
}
