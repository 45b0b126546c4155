package pawl.dev.bucket;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import pawl.asl.Json;

/**
 * Buckets as folders and objects as files, which may be put there and taken away by hand. Headers
 * of objects stand beside the buckets; they count as long as the file is the one they were written
 * with. A file appears whole or not at all.
 *
 * <pre>
 *   BUCKET/KEY             the objects
 *   .objects/BUCKET/HASH   their headers
 *   .uploads/ID            parts of what is being uploaded
 * </pre>
 */
final class BucketFolder {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
  private static final String HEADERS = ".objects";
  private static final String UPLOADS = ".uploads";
  private static final String UPLOAD = "upload.json";
  private static final String ETAG = "etag";
  private static final String SIZE = "size";
  private static final String MODIFIED = "modified";
  private static final String VALUES = "headers";

  private final Path root;

  BucketFolder(Path root) {
    this.root = root;
  }

  // Buckets

  void makeBucket(String name) throws IOException {
    if (!NAME.matcher(name).matches()) {
      throw new S3Error(400, "InvalidBucketName", "The specified bucket is not valid.");
    }
    Files.createDirectories(root.resolve(name));
  }

  List<String> buckets() throws IOException {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(root)) {
      return folders
          .filter(Files::isDirectory)
          .map(folder -> folder.getFileName().toString())
          .filter(name -> !name.startsWith("."))
          .sorted()
          .toList();
    }
  }

  /** The folder of a bucket that must be there. */
  Path bucket(String name) {
    Path folder = root.resolve(name);
    if (name.isEmpty()
        || name.startsWith(".")
        || name.contains("/")
        || !Files.isDirectory(folder)) {
      throw S3Error.noSuchBucket();
    }
    return folder;
  }

  void removeBucket(String name) throws IOException {
    Path bucket = bucket(name);
    try {
      Files.delete(bucket);
    } catch (DirectoryNotEmptyException e) {
      throw new S3Error(409, "BucketNotEmpty", "The bucket you tried to delete is not empty");
    }
  }

  // Objects

  Optional<StoredObject> find(String bucket, String key) throws IOException {
    Path file = KeyPath.of(bucket(bucket), key);
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return attributes.isRegularFile()
          ? Optional.of(stored(bucket, key, file, attributes))
          : Optional.empty();
    } catch (NoSuchFileException | NotDirectoryException e) {
      return Optional.empty();
    } catch (FileSystemException e) {
      return Optional.empty(); // a part of the path is a file, or the name is too long
    }
  }

  private StoredObject stored(String bucket, String key, Path file, BasicFileAttributes attributes)
      throws IOException {
    long size = attributes.size();
    long modified = attributes.lastModifiedTime().toMillis();
    JsonNode kept = keptHeaders(bucket, key);
    boolean isOfThisFile =
        kept.path(SIZE).asLong(-1) == size && kept.path(MODIFIED).asLong(-1) == modified;
    return new StoredObject(
        key,
        file,
        size,
        attributes.lastModifiedTime().toInstant(),
        isOfThisFile
            ? kept.path(ETAG).asText()
            : "\"%x-%x\"".formatted(size, modified), // as good as a hash, and there at once
        isOfThisFile ? headers(kept.path(VALUES)) : ObjectHeaders.NONE);
  }

  private static ObjectHeaders headers(JsonNode values) {
    Map<String, String> headers = new TreeMap<>();
    values.properties().forEach(each -> headers.put(each.getKey(), each.getValue().asText()));
    return new ObjectHeaders(headers);
  }

  private Path headersFile(String bucket, String key) {
    String hash =
        HexFormat.of().formatHex(digest("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
    return root.resolve(HEADERS).resolve(bucket).resolve(hash.substring(0, 2)).resolve(hash);
  }

  private JsonNode keptHeaders(String bucket, String key) throws IOException {
    try {
      return Json.MAPPER.readTree(Files.readAllBytes(headersFile(bucket, key)));
    } catch (NoSuchFileException e) {
      return JsonNodeFactory.instance.missingNode();
    }
  }

  /** Writes an object; its ETag. */
  String put(String bucket, String key, InputStream body, ObjectHeaders headers)
      throws IOException {
    bucket(bucket);
    Path fresh = fresh();
    try {
      String etag = write(fresh, body);
      place(bucket, key, fresh, etag, headers);
      return etag;
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private Path fresh() throws IOException {
    Path folder = Files.createDirectories(root.resolve(UPLOADS));
    return folder.resolve(UUID.randomUUID() + ".new");
  }

  /** Writes a file of its own; its MD5 as an ETag. */
  private static String write(Path file, InputStream body) throws IOException {
    MessageDigest md5 = digest("MD5");
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        OutputStream out = new DigestOutputStream(Channels.newOutputStream(channel), md5)) {
      body.transferTo(out);
      channel.force(false);
    }
    return '"' + HexFormat.of().formatHex(md5.digest()) + '"';
  }

  private void place(String bucket, String key, Path fresh, String etag, ObjectHeaders headers)
      throws IOException {
    Path file = KeyPath.of(bucket(bucket), key);
    try {
      Files.createDirectories(file.getParent());
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
      throw besideFolder(key);
    } catch (FileSystemException e) {
      if (Files.isDirectory(file) || e instanceof NotDirectoryException) {
        throw besideFolder(key);
      }
      throw e;
    }
    BasicFileAttributes written = Files.readAttributes(file, BasicFileAttributes.class);
    ObjectNode kept = JsonNodeFactory.instance.objectNode();
    kept.put(ETAG, etag);
    kept.put(SIZE, written.size());
    kept.put(MODIFIED, written.lastModifiedTime().toMillis());
    ObjectNode values = kept.putObject(VALUES);
    headers.values().forEach(values::put);
    Path headersFile = headersFile(bucket, key);
    Files.createDirectories(headersFile.getParent());
    Files.write(headersFile, Json.MAPPER.writeValueAsBytes(kept));
  }

  private static S3Error besideFolder(String key) {
    return new S3Error(
        409,
        "OperationAborted",
        "Here objects are files: the key '%s' can't be one file and the beginning of another's path"
            .formatted(key));
  }

  /** Removes an object, and the folders that are empty without it. */
  void remove(String bucket, String key) throws IOException {
    Path top = bucket(bucket);
    Path file = KeyPath.of(top, key);
    if (find(bucket, key).isPresent()) {
      Files.deleteIfExists(file);
      Files.deleteIfExists(headersFile(bucket, key));
      try {
        for (Path folder = file.getParent();
            folder != null && !folder.equals(top);
            folder = folder.getParent()) {
          Files.delete(folder);
        }
      } catch (DirectoryNotEmptyException | NoSuchFileException e) {
        return; // something else is in it, or somebody else was quicker
      }
    }
  }

  // Objects in parts

  String beginUpload(String bucket, String key, ObjectHeaders headers) throws IOException {
    bucket(bucket);
    String id = UUID.randomUUID().toString();
    Path folder = Files.createDirectories(root.resolve(UPLOADS).resolve(id));
    ObjectNode upload = JsonNodeFactory.instance.objectNode();
    upload.put("bucket", bucket).put("key", key);
    ObjectNode values = upload.putObject(VALUES);
    headers.values().forEach(values::put);
    Files.write(folder.resolve(UPLOAD), Json.MAPPER.writeValueAsBytes(upload));
    return id;
  }

  private Path upload(String id) {
    Path folder = root.resolve(UPLOADS).resolve(id);
    if (!id.matches("[0-9a-f-]{36}") || !Files.isDirectory(folder)) {
      throw S3Error.noSuchUpload();
    }
    return folder;
  }

  String putPart(String id, int number, InputStream body) throws IOException {
    Path folder = upload(id);
    Path fresh = fresh();
    try {
      String etag = write(fresh, body);
      Files.move(
          fresh,
          folder.resolve(String.valueOf(number)),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
      return etag;
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  /** Puts the parts together, in the order of their numbers; the ETag of the whole. */
  String finishUpload(String bucket, String key, String id, SortedSet<Integer> parts)
      throws IOException {
    Path folder = upload(id);
    JsonNode upload = Json.MAPPER.readTree(Files.readAllBytes(folder.resolve(UPLOAD)));
    Path fresh = fresh();
    MessageDigest ofAll = digest("MD5");
    try {
      try (FileChannel whole =
          FileChannel.open(fresh, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        for (int number : parts) {
          append(whole, folder.resolve(String.valueOf(number)), ofAll);
        }
        whole.force(false);
      }
      String etag = "\"%s-%d\"".formatted(HexFormat.of().formatHex(ofAll.digest()), parts.size());
      place(bucket, key, fresh, etag, headers(upload.path(VALUES)));
      removeUpload(id);
      return etag;
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private static void append(FileChannel whole, Path part, MessageDigest digest)
      throws IOException {
    MessageDigest ofPart = digest("MD5");
    try (InputStream in = Files.newInputStream(part)) {
      OutputStream out = new DigestOutputStream(Channels.newOutputStream(whole), ofPart);
      in.transferTo(out);
    } catch (NoSuchFileException | FileNotFoundException e) {
      throw new S3Error(
          400,
          "InvalidPart",
          "One or more of the specified parts could not be found. The part may not have been"
              + " uploaded, or the specified entity tag may not match the part's entity tag.");
    }
    digest.update(ofPart.digest());
  }

  void removeUpload(String id) throws IOException {
    List<Path> all = new ArrayList<>();
    try (Stream<Path> files = Files.walk(upload(id))) {
      files.sorted(Comparator.reverseOrder()).forEach(all::add);
    }
    for (Path file : all) {
      Files.deleteIfExists(file);
    }
  }

  private static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has " + algorithm, e);
    }
  }
}
