package pawl.server;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http2.Http2Config;
import pawl.embedded.NativeLibrary;

/**
 * Loads what every server needs, on a processor of its own while the program does something else.
 * Nothing depends on it but how long a start takes. It has no logger, whose start is what the
 * program does meanwhile.
 */
public final class Preparation {
  private Preparation() {}

  /** Returns at once. */
  public static void begin() {
    Thread.ofPlatform().daemon().name("prepare").start(Preparation::load);
  }

  private static void load() {
    WebServer.builder()
        .shutdownHook(false)
        .protocolsDiscoverServices(false)
        .contentEncoding(context -> context.contentEncodingsDiscoverServices(false))
        .addProtocol(Http1Config.create())
        .addProtocol(Http2Config.create())
        .routing(routing -> routing.any((_, out) -> out.send()))
        .buildPrototype();
    NativeLibrary.load();
  }
}
