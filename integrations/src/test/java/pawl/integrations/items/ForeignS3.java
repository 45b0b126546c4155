package pawl.integrations.items;

import java.net.URI;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;

/** An S3 that others have written, in this process and in memory. */
final class ForeignS3 implements AutoCloseable {
  private final S3Proxy server;

  private ForeignS3(S3Proxy server) {
    this.server = server;
  }

  static ForeignS3 start() throws Exception {
    S3Proxy server =
        S3Proxy.builder()
            .blobStore(new TransientNio2BlobStore())
            .endpoint(URI.create("http://127.0.0.1:0"))
            .build();
    server.start();
    return new ForeignS3(server);
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getPort());
  }

  @Override
  public void close() throws Exception {
    server.stop();
  }
}
