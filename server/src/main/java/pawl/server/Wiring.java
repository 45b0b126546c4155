package pawl.server;

/** The parts of a server: this is the one place where they are made and connected. */
final class Wiring implements AutoCloseable {
  private final FrontDoor.Rooms rooms;

  private Wiring(FrontDoor.Rooms rooms) {
    this.rooms = rooms;
  }

  /**
   * Opens everything a server consists of.
   *
   * @param url where functions and workers will reach this server
   */
  static Wiring open(Config config, String url) {
    Endpoint absent =
        _ -> Answer.error(501, "UnknownOperationException", "This build has no API yet.");
    return new Wiring(new FrontDoor.Rooms(absent, absent));
  }

  FrontDoor.Rooms rooms() {
    return rooms;
  }

  @Override
  public void close() {}
}
