package pawl.server;

/** Which Pawl this is. */
public final class Version {
  private Version() {}

  /** From the jar's manifest; "development" where the program runs from class folders. */
  public static String text() {
    String written = Version.class.getPackage().getImplementationVersion();
    return written == null ? "development" : written;
  }
}
