package pawl.server;

import pawl.api.AwsJsonEndpoint;
import pawl.engine.host.Host;

/**
 * The API of Step Functions over HTTP before a host that somebody else has opened: for programs
 * that have Pawl inside, and for benchmarks. It has no functions of its own, and does not close the
 * host.
 */
public final class HostServer implements AutoCloseable {
  private final HttpServer http;

  private HostServer(HttpServer http) {
    this.http = http;
  }

  /**
   * Starts to listen.
   *
   * @param address of this machine
   * @param port 0 takes any that is free
   * @throws StartException if the port is taken or the address is none of this machine
   */
  public static HostServer start(String address, int port, Host host) {
    FrontDoor door = new FrontDoor(Version.text(), host.limits());
    Endpoint none = _ -> Answer.error(404, "ResourceNotFoundException", "There is nothing here.");
    door.open(new FrontDoor.Rooms(Endpoints.states(new AwsJsonEndpoint(host)), none, none, none));
    return new HostServer(HttpServer.start(address, port, new CrossOrigin(door, Origins.OWN)));
  }

  public int port() {
    return http.port();
  }

  @Override
  public void close() {
    http.close();
  }
}
