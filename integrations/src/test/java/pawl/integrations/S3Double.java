package pawl.integrations;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** Plays as much of S3 as readers and writers of datasets use, on a loopback port. */
public final class S3Double implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, NavigableMap<String, byte[]>> buckets = new ConcurrentHashMap<>();
  private final Map<String, String> encodings = new ConcurrentHashMap<>();
  private final Map<String, NavigableMap<Integer, byte[]>> uploads = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final AtomicLong breakAfter = new AtomicLong(Long.MAX_VALUE);
  private volatile int pageSize = 1000;
  private volatile boolean honoursRanges = true;

  public S3Double() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 500);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** As new. */
  public S3Double clear() {
    buckets.clear();
    encodings.clear();
    uploads.clear();
    requests.clear();
    breakAfter.set(Long.MAX_VALUE);
    pageSize = 1000;
    honoursRanges = true;
    return this;
  }

  public S3Double bucket(String name) {
    buckets.putIfAbsent(name, new ConcurrentSkipListMap<>());
    return this;
  }

  public S3Double put(String bucket, String key, byte[] object) {
    bucket(bucket).buckets.get(bucket).put(key, object);
    return this;
  }

  public S3Double put(String bucket, String key, String object) {
    return put(bucket, key, object.getBytes(StandardCharsets.UTF_8));
  }

  public S3Double encoding(String key, String encoding) {
    encodings.put(key, encoding);
    return this;
  }

  public S3Double pagesOf(int size) {
    pageSize = size;
    return this;
  }

  /** From now on every answer is cut off after so many bytes of an object; once. */
  public void breaksOnceAfter(long bytes) {
    breakAfter.set(bytes);
  }

  public S3Double ignoringRanges() {
    honoursRanges = false;
    return this;
  }

  public Map<String, byte[]> objects(String bucket) {
    return buckets.get(bucket);
  }

  public String text(String bucket, String key) {
    return new String(buckets.get(bucket).get(key), StandardCharsets.UTF_8);
  }

  /** Method, path and range of every request. */
  public List<String> requests() {
    return requests;
  }

  public int uploadsUnderWay() {
    return uploads.size();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String range = exchange.getRequestHeaders().getFirst("Range");
      requests.add(
          exchange.getRequestMethod()
              + " "
              + exchange.getRequestURI()
              + (range == null ? "" : " " + range));
      byte[] body = exchange.getRequestBody().readAllBytes();
      String[] parts = exchange.getRequestURI().getPath().substring(1).split("/", 2);
      NavigableMap<String, byte[]> bucket = buckets.get(parts[0]);
      String key = parts.length > 1 ? parts[1] : "";
      Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
      if (bucket == null) {
        error(exchange, 404, "NoSuchBucket", "The specified bucket does not exist");
      } else if (key.isEmpty()) {
        list(exchange, bucket, query);
      } else if (query.containsKey("uploads") || query.containsKey("uploadId")) {
        multipart(exchange, bucket, key, query, body);
      } else if (exchange.getRequestMethod().equals("PUT")) {
        bucket.put(key, body);
        exchange.getResponseHeaders().set("ETag", etag(body));
        exchange.sendResponseHeaders(200, -1);
      } else if (bucket.containsKey(key)) {
        get(exchange, bucket.get(key), encodings.get(key), range);
      } else {
        error(exchange, 404, "NoSuchKey", "The specified key does not exist.");
      }
    }
  }

  private void get(HttpExchange exchange, byte[] object, String encoding, String range)
      throws IOException {
    String match = exchange.getRequestHeaders().getFirst("If-Match");
    if (match != null && !match.equals(etag(object))) {
      error(exchange, 412, "PreconditionFailed", "At least one of the pre-conditions did not hold");
      return;
    }
    String[] bounds = range == null || !honoursRanges ? new String[0] : range.split("[=-]");
    boolean isSuffix = bounds.length > 1 && bounds[1].isEmpty();
    int from =
        isSuffix
            ? Math.max(0, object.length - Integer.parseInt(bounds[2]))
            : bounds.length > 1 ? Integer.parseInt(bounds[1]) : 0;
    int end =
        bounds.length > 2 && !isSuffix
            ? Math.min(object.length, Integer.parseInt(bounds[2]) + 1)
            : object.length;
    if (from > 0 && from >= object.length) {
      error(exchange, 416, "InvalidRange", "The requested range is not satisfiable");
      return;
    }
    exchange.getResponseHeaders().set("ETag", etag(object));
    if (encoding != null) {
      exchange.getResponseHeaders().set("Content-Encoding", encoding);
    }
    if (from > 0) {
      exchange
          .getResponseHeaders()
          .set("Content-Range", "bytes %d-%d/%d".formatted(from, end - 1, object.length));
    }
    int length = end - from;
    exchange.sendResponseHeaders(from > 0 ? 206 : 200, length == 0 ? -1 : length);
    long limit = breakAfter.get();
    if (limit < length) {
      breakAfter.set(Long.MAX_VALUE);
      exchange.getResponseBody().write(object, from, (int) limit);
      exchange.getResponseBody().flush();
      throw new IOException("Broken on purpose");
    }
    exchange.getResponseBody().write(object, from, length);
  }

  private void list(
      HttpExchange exchange, NavigableMap<String, byte[]> bucket, Map<String, String> query)
      throws IOException {
    String after = query.getOrDefault("continuation-token", query.getOrDefault("start-after", ""));
    String prefix = query.getOrDefault("prefix", "");
    List<String> keys =
        bucket.tailMap(after, false).keySet().stream().filter(it -> it.startsWith(prefix)).toList();
    boolean isTruncated = keys.size() > pageSize;
    List<String> page = keys.subList(0, Math.min(pageSize, keys.size()));
    StringBuilder xml = new StringBuilder("<ListBucketResult>");
    xml.append("<IsTruncated>").append(isTruncated).append("</IsTruncated>");
    if (isTruncated) {
      xml.append("<NextContinuationToken>")
          .append(page.getLast())
          .append("</NextContinuationToken>");
    }
    for (String key : page) {
      xml.append("<Contents><Key>").append(key).append("</Key><LastModified>");
      xml.append("2026-09-12T02:37:02.000Z</LastModified><ETag>");
      xml.append(etag(bucket.get(key)).replace("\"", "&quot;")).append("</ETag><Size>");
      xml.append(bucket.get(key).length).append("</Size><StorageClass>STANDARD</StorageClass>");
      xml.append("</Contents>");
    }
    xml(exchange, 200, xml.append("</ListBucketResult>").toString());
  }

  private void multipart(
      HttpExchange exchange,
      NavigableMap<String, byte[]> bucket,
      String key,
      Map<String, String> query,
      byte[] body)
      throws IOException {
    String id = query.get("uploadId");
    switch (exchange.getRequestMethod()) {
      case "POST" -> {
        if (id == null) {
          uploads.put("upload-" + key, new ConcurrentSkipListMap<>());
          xml(
              exchange,
              200,
              "<InitiateMultipartUploadResult><UploadId>upload-%s</UploadId></InitiateMultipartUploadResult>"
                  .formatted(key));
        } else {
          ByteArrayOutputStream whole = new ByteArrayOutputStream();
          uploads.remove(id).values().forEach(whole::writeBytes);
          bucket.put(key, whole.toByteArray());
          xml(
              exchange,
              200,
              "<CompleteMultipartUploadResult><Key>k</Key></CompleteMultipartUploadResult>");
        }
      }
      case "PUT" -> {
        uploads.get(id).put(Integer.valueOf(query.get("partNumber")), body);
        exchange.getResponseHeaders().set("ETag", etag(body));
        exchange.sendResponseHeaders(200, -1);
      }
      default -> {
        uploads.remove(id);
        exchange.sendResponseHeaders(204, -1);
      }
    }
  }

  private static String etag(byte[] object) {
    return "\"%08x\"".formatted(Arrays.hashCode(object));
  }

  private static Map<String, String> query(String raw) {
    Map<String, String> query = new HashMap<>();
    if (raw != null) {
      for (String pair : raw.split("&")) {
        String[] parts = pair.split("=", 2);
        query.put(
            parts[0], parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
      }
    }
    return query;
  }

  private static void error(HttpExchange exchange, int status, String code, String message)
      throws IOException {
    exchange.getResponseHeaders().set("x-amz-request-id", "R1");
    exchange.getResponseHeaders().set("x-amz-id-2", "X1");
    xml(
        exchange,
        status,
        "<Error><Code>%s</Code><Message>%s</Message></Error>".formatted(code, message));
  }

  private static void xml(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/xml");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
