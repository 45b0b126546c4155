package pawl.embedded;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.rocksdb.RocksDB;
import org.rocksdb.util.Environment;

/**
 * The part of the store that is no Java. It stands in a jar, from which RocksDB copies it into the
 * folder of temporary files at each start, which takes a tenth of a second and stays there if the
 * process is killed; a program that is installed unpacks it once and names the folder in {@code
 * java.library.path}.
 */
public final class NativeLibrary {
  private static final String NAME = "rocksdb";

  private NativeLibrary() {}

  /** Loads it, if it is not loaded yet; opening a store does so, too. */
  public static void load() {
    RocksDB.loadLibrary();
  }

  /**
   * Copies the library for this machine into a folder, under the name that is looked for first.
   *
   * @throws IOException if it can't be written, or if there is none for this machine
   */
  public static void unpack(Path folder) throws IOException {
    Files.createDirectories(folder);
    String name = System.mapLibraryName(Environment.getSharedLibraryName(NAME));
    try (InputStream library = packed()) {
      Files.copy(library, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static InputStream packed() throws IOException {
    String name = Environment.getJniLibraryFileName(NAME);
    InputStream library = RocksDB.class.getClassLoader().getResourceAsStream(name);
    if (library == null) {
      throw new FileNotFoundException(name + " is not among the libraries of RocksDB");
    }
    return library;
  }
}
