package pawl.integrations.http;

/**
 * A header, a query parameter or a member of the body that a connection adds.
 *
 * @param isSecret whether only those may see the value whom secrets are revealed to
 */
record Parameter(String name, String value, boolean isSecret) {
  private static final String STARS = "******";

  /** The same for eyes that must not see secrets. */
  Parameter masked() {
    return isSecret ? new Parameter(name, STARS, true) : this;
  }

  /** Keeps secrets out of logs. */
  @Override
  public String toString() {
    return name + "=" + masked().value;
  }
}
