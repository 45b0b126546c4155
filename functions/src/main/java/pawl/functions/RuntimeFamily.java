package pawl.functions;

import java.util.Optional;

/**
 * The languages the host can run, each standing for all versions of it that Lambda has or will
 * have.
 */
enum RuntimeFamily {
  NODEJS("nodejs"),
  PYTHON("python"),
  JAVA("java"),
  PROVIDED("provided");

  private final String prefix;

  RuntimeFamily(String prefix) {
    this.prefix = prefix;
  }

  static Optional<RuntimeFamily> of(String runtime) {
    for (RuntimeFamily family : values()) {
      if (runtime.startsWith(family.prefix)) {
        return Optional.of(family);
      }
    }
    return Optional.empty();
  }
}
