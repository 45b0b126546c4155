package pawl.dev.bucket;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An S3 server on this machine whose objects are files. It serves what applications use of S3:
 * objects with their headers, ranges and conditions, copies, listings, uploads in parts. Whoever
 * asks may do everything; signatures are not looked at.
 */
public final class BucketServer implements AutoCloseable {
  private static final int BACKLOG = 500;

  private final HttpServer http;
  private final ExecutorService threads;
  private final BucketFolder folder;

  private BucketServer(HttpServer http, ExecutorService threads, BucketFolder folder) {
    this.http = http;
    this.threads = threads;
    this.folder = folder;
  }

  /**
   * Starts a server with the buckets that are in the folder.
   *
   * @param host the interface to listen on
   * @param port a port that is free; 0 for any
   * @param folder where objects are kept: {@code BUCKET/KEY}
   * @throws BucketServerException if it can't be started
   */
  public static BucketServer start(String host, int port, Path folder) {
    // Else an answer of two packets waits 40 ms for the client's word on the first.
    if (System.getProperty("sun.net.httpserver.nodelay") == null) {
      System.setProperty("sun.net.httpserver.nodelay", "true");
    }
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    try {
      BucketFolder buckets = new BucketFolder(folder);
      HttpServer http = HttpServer.create(new InetSocketAddress(host, port), BACKLOG);
      http.setExecutor(threads);
      http.createContext("/", new S3Handler(buckets));
      http.start();
      return new BucketServer(http, threads, buckets);
    } catch (IOException e) {
      threads.close();
      throw new BucketServerException(
          "The bucket server can't be started on %s:%d with its data in %s: %s"
              .formatted(host, port, folder, e.getMessage()),
          e);
    }
  }

  /** Makes a bucket unless it is there. */
  public void provide(String bucket) {
    try {
      folder.makeBucket(bucket);
    } catch (IOException e) {
      throw new BucketServerException("The bucket " + bucket + " can't be made: " + e, e);
    }
  }

  /** Where it listens. */
  public int port() {
    return http.getAddress().getPort();
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }
}
