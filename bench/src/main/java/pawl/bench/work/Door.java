package pawl.bench.work;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import pawl.bench.load.Connection;
import pawl.bench.measure.Folders;
import pawl.bench.measure.Memory;
import pawl.embedded.EmbeddedHost;
import pawl.engine.Limits;
import pawl.engine.TaskCaller;
import pawl.engine.host.Outside;
import pawl.server.HostServer;

/** A durable host behind its HTTP door, and connections to it. */
final class Door implements AutoCloseable {
  private final Path folder;
  private final EmbeddedHost host;
  private final HostServer server;
  private final List<Connection> connections = new ArrayList<>();

  private Door(Path folder, EmbeddedHost host, HostServer server) {
    this.folder = folder;
    this.host = host;
    this.server = server;
  }

  static Door open(Setting setting, int connections, TaskCaller tasks) throws IOException {
    Path folder = setting.data().resolve("store");
    EmbeddedHost host = Hosts.open(folder, Limits.AWS, setting.sync(), Outside.of(tasks));
    Door door = new Door(folder, host, HostServer.start("127.0.0.1", 0, host));
    for (int i = 0; i < connections; i++) {
      door.connections.add(new Connection(door.server.port()));
    }
    return door;
  }

  EmbeddedHost host() {
    return host;
  }

  /** The connection of one worker. */
  Connection connection(int worker) {
    return connections.get(worker);
  }

  /**
   * Measures memory, closes everything, measures the disk.
   *
   * @param executions there are in the store
   */
  void leave(Result result, long executions) throws Exception {
    result.figure("heapAfterCollectionBytes", Memory.heapAfterCollection());
    close();
    result.figure("diskBytesPerExecution", (double) Folders.size(folder) / executions);
    result.figure(
        "entriesPerExecution", (double) RocksAlone.entriesEverWritten(folder) / executions);
  }

  @Override
  public void close() throws IOException {
    for (Connection connection : connections) {
      connection.close();
    }
    connections.clear();
    server.close();
    host.close();
  }
}
