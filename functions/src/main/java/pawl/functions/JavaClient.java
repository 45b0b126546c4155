package pawl.functions;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * The official runtime interface client for Java
 * (com.amazonaws:aws-lambda-java-runtime-interface-client): finds its jars, in a folder or on the
 * class path of the host.
 *
 * <p>The client unpacks its native library to one fixed file below /tmp at each start, so that
 * processes that start at the same time spoil each other's. It is unpacked here once instead, and
 * named to each process.
 */
final class JavaClient {
  static final String MAIN_CLASS = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";

  /** One class from each of the jars that the client consists of. */
  private static final List<String> MARKERS =
      List.of(
          MAIN_CLASS,
          "com.amazonaws.services.lambda.runtime.Context",
          "com.amazonaws.services.lambda.runtime.serialization.PojoSerializer",
          "software.amazon.awssdk.utilslite.SdkInternalThreadLocal",
          "software.amazon.awssdk.annotations.SdkInternalApi");

  /** What a Java function needs before its own code. */
  record Found(String classPath, Optional<Path> nativeLibrary) {}

  private final Path workFolder;
  private final Optional<Path> jarFolder;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Found found;

  JavaClient(Path workFolder, Optional<Path> jarFolder) {
    this.workFolder = workFolder;
    this.jarFolder = jarFolder;
  }

  static String nativeLibraryOption(Path library) {
    return "-Dcom.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI="
        + library;
  }

  /**
   * @throws IOException with a text for the user if the client isn't there or can't run on this
   *     machine
   */
  Found find() throws IOException {
    lock.lock();
    try {
      if (found == null) {
        Set<Path> jars = jarFolder.isPresent() ? jarsIn(jarFolder.get()) : jarsOnClassPath();
        found =
            new Found(
                jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)),
                Optional.of(unpackNativeLibrary(jars)));
      }
      return found;
    } finally {
      lock.unlock();
    }
  }

  private static Set<Path> jarsIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      Set<Path> jars =
          files
              .filter(file -> file.getFileName().toString().endsWith(".jar"))
              .sorted()
              .collect(Collectors.toCollection(LinkedHashSet::new));
      if (jars.isEmpty()) {
        throw new IOException("no jars of the Java runtime interface client in " + folder);
      }
      return jars;
    }
  }

  private static Set<Path> jarsOnClassPath() throws IOException {
    Set<Path> jars = new LinkedHashSet<>();
    for (String marker : MARKERS) {
      String resource = marker.replace('.', '/') + ".class";
      URL url = JavaClient.class.getClassLoader().getResource(resource);
      if (url == null) {
        throw new IOException(
            "the Java runtime interface client is not complete: the class "
                + marker
                + " is not on the class path of Pawl. Put the jars of"
                + " com.amazonaws:aws-lambda-java-runtime-interface-client and what it depends on"
                + " there.");
      }
      jars.add(container(url, resource));
    }
    return jars;
  }

  private static Path container(URL url, String resource) throws IOException {
    String text = url.toString();
    String base = text.substring(0, text.length() - resource.length());
    if (base.startsWith("jar:") && base.endsWith("!/")) {
      base = base.substring("jar:".length(), base.length() - "!/".length());
    }
    try {
      return Path.of(new URI(base));
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw new IOException("the Java runtime interface client can't be used from " + base, e);
    }
  }

  private Path unpackNativeLibrary(Set<Path> jars) throws IOException {
    String name = "libaws-lambda-jni." + platform() + ".so";
    for (Path jar : jars) {
      if (!Files.isRegularFile(jar)) {
        continue;
      }
      try (ZipFile zip = new ZipFile(jar.toFile())) {
        ZipEntry entry = zip.getEntry("jni/" + name);
        if (entry != null) {
          Path unfinished = Files.createTempFile(workFolder, name, ".tmp");
          try (InputStream in = zip.getInputStream(entry)) {
            Files.copy(in, unfinished, StandardCopyOption.REPLACE_EXISTING);
          }
          return Files.move(unfinished, workFolder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        }
      }
    }
    throw new IOException(
        "the Java runtime interface client has no native part for this machine ("
            + platform()
            + "); it runs on Linux, on x86-64 and 64-bit ARM.");
  }

  private static String platform() throws IOException {
    String machine = System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    return (system.equals("linux") && usesMusl() ? "linux_musl" : system) + "-" + machine;
  }

  private static boolean usesMusl() throws IOException {
    Path lib = Path.of("/lib");
    if (!Files.isDirectory(lib)) {
      return false;
    }
    try (Stream<Path> files = Files.list(lib)) {
      return files.anyMatch(file -> file.getFileName().toString().startsWith("ld-musl-"));
    }
  }
}
