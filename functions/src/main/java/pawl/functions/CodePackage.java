package pawl.functions;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Unpacks the zip of a function. Safe against entries that point out of the folder and against
 * bombs.
 */
final class CodePackage {
  /** Lambda's limit of unpacked code. */
  static final long UNZIPPED_LIMIT_BYTES = 262_144_000;

  private static final Logger LOG = LoggerFactory.getLogger(CodePackage.class);

  private CodePackage() {}

  /** What Lambda calls CodeSha256: base64 of the hash of the zip. */
  static String sha256(byte[] zip) {
    try {
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(zip));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /**
   * Unpacks into a new folder, which doesn't exist afterwards if this fails.
   *
   * @throws LambdaException if the zip can't be read, is empty, or is too large
   * @throws IOException if the folder can't be written
   */
  static void unpack(byte[] zip, Path folder) throws IOException {
    if (zip.length == 0) {
      throw emptyZip();
    }
    Path file = Files.createTempFile(folder.getParent(), "code", ".zip");
    boolean done = false;
    try {
      Files.write(file, zip);
      Files.createDirectory(folder);
      unpack(file, folder);
      done = true;
    } finally {
      Files.deleteIfExists(file);
      if (!done) {
        delete(folder);
      }
    }
  }

  private static void unpack(Path file, Path folder) throws IOException {
    try (FileSystem zip =
        FileSystems.newFileSystem(file, Map.of("enablePosixFileAttributes", true))) {
      Extraction extraction = new Extraction(zip.getPath("/"), folder);
      Files.walkFileTree(zip.getPath("/"), extraction);
      if (extraction.files == 0) {
        throw emptyZip();
      }
    } catch (ZipException
        | EOFException
        | IllegalArgumentException
        | java.nio.file.ProviderNotFoundException e) {
      LOG.debug("a zip that can't be read", e);
      throw LambdaException.invalidParameter(
          "Could not unzip uploaded file. Please check your file, then try to upload again.");
    }
  }

  private static final class Extraction extends SimpleFileVisitor<Path> {
    private final Path root;
    private final Path folder;
    private long left = UNZIPPED_LIMIT_BYTES;
    private int files;

    Extraction(Path root, Path folder) {
      this.root = root;
      this.folder = folder;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
        throws IOException {
      Files.createDirectories(target(directory));
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path entry, BasicFileAttributes attributes)
        throws IOException {
      Path target = target(entry);
      try (InputStream in = Files.newInputStream(entry);
          OutputStream out = Files.newOutputStream(target)) {
        byte[] buffer = new byte[16 * 1024];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
          left -= count;
          if (left < 0) {
            throw LambdaException.invalidParameter(
                "Unzipped size must be smaller than " + UNZIPPED_LIMIT_BYTES + " bytes");
          }
          out.write(buffer, 0, count);
        }
      }
      if (isExecutable(entry) && !target.toFile().setExecutable(true)) {
        throw new IOException("can't make executable: " + target);
      }
      files++;
      return FileVisitResult.CONTINUE;
    }

    private Path target(Path entry) {
      Path target = folder.resolve(root.relativize(entry).toString()).normalize();
      if (!target.startsWith(folder)) {
        throw new IllegalArgumentException("an entry points out of the folder: " + entry);
      }
      return target;
    }

    /**
     * As the zip says; if it says nothing, because it was made where there is no such thing, a
     * bootstrap is meant to be.
     */
    private boolean isExecutable(Path entry) throws IOException {
      if (Files.getAttribute(entry, "zip:permissions") instanceof Set<?> permissions) {
        return permissions.contains(PosixFilePermission.OWNER_EXECUTE);
      }
      return entry.equals(root.resolve("bootstrap"));
    }
  }

  /** Deletes a folder with all that is in it; what can't be deleted is logged and left. */
  static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      LOG.warn("can't delete {}", folder, e);
    }
  }

  private static LambdaException emptyZip() {
    return LambdaException.invalidParameter("Uploaded file must be a non-empty zip");
  }
}
