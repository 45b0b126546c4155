package pawl.functions;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Knows how each kind of function is started on this machine, and says what is missing if it can't
 * be.
 */
final class Runtimes {

  /** How to start a function, or why it can't be. */
  sealed interface Start {
    record Command(List<String> words) implements Start {}

    /**
     * @param message what is missing and how to get it
     */
    record Impossible(String message) implements Start {}
  }

  private final Path folder;
  private final Path nodeBootstrap;
  private final Path pythonBootstrap;
  private final JavaClient javaClient;
  private final Interpreters interpreters = new Interpreters();

  private Runtimes(Path folder, Path nodeBootstrap, Path pythonBootstrap, JavaClient javaClient) {
    this.folder = folder;
    this.nodeBootstrap = nodeBootstrap;
    this.pythonBootstrap = pythonBootstrap;
    this.javaClient = javaClient;
  }

  /** Unpacks the bootstraps into a folder of the host. */
  static Runtimes unpack(Path folder, Optional<Path> javaClientFolder) throws IOException {
    Files.createDirectories(folder);
    return new Runtimes(
        folder,
        unpackResource(folder, "bootstrap.mjs"),
        unpackResource(folder, "bootstrap.py"),
        new JavaClient(folder, javaClientFolder));
  }

  /** Where the bootstraps are. */
  Path folder() {
    return folder;
  }

  Start startOf(FunctionConfiguration function) {
    if (!Files.isDirectory(function.codeFolder())) {
      return new Start.Impossible(
          "The code folder of the function "
              + function.name()
              + " does not exist: "
              + function.codeFolder()
              + ". Build the function, or correct its CodeUri.");
    }
    return switch (function.family()) {
      case NODEJS -> node(function);
      case PYTHON -> python(function);
      case JAVA -> java(function);
      case PROVIDED -> provided(function);
    };
  }

  private Start node(FunctionConfiguration function) {
    Optional<Path> node = interpreters.node();
    if (node.isEmpty()) {
      return missing(function, "Node.js", "node", "sudo apt-get install nodejs");
    }
    // Lambda leaves a tenth of the memory to what is not heap.
    String heap = "--max-old-space-size=" + function.memorySizeMb() * 9 / 10;
    return new Start.Command(List.of(node.get().toString(), heap, nodeBootstrap.toString()));
  }

  private Start python(FunctionConfiguration function) {
    Optional<Path> python = interpreters.python(function.runtime());
    if (python.isEmpty()) {
      return missing(function, "Python 3", "python3", "sudo apt-get install python3");
    }
    return new Start.Command(List.of(python.get().toString(), pythonBootstrap.toString()));
  }

  private Start java(FunctionConfiguration function) {
    JavaClient.Found found;
    try {
      found = javaClient.find();
    } catch (IOException e) {
      return new Start.Impossible(
          "The function " + function.name() + " can't be started: " + e.getMessage());
    }
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.add("-Xmx" + Math.max(function.memorySizeMb() / 2, function.memorySizeMb() - 128) + "m");
    // For a process that is to start quickly and be small.
    words.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
    words.addAll(
        List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
    found.nativeLibrary().ifPresent(library -> words.add(JavaClient.nativeLibraryOption(library)));
    words.addAll(List.of("-cp", found.classPath(), JavaClient.MAIN_CLASS, function.handler()));
    return new Start.Command(List.copyOf(words));
  }

  private static Start provided(FunctionConfiguration function) {
    Path bootstrap = function.codeFolder().resolve("bootstrap");
    if (!Files.isRegularFile(bootstrap)) {
      return new Start.Impossible(
          "The function "
              + function.name()
              + " needs an executable file named bootstrap in "
              + function.codeFolder());
    }
    if (!Files.isExecutable(bootstrap)) {
      return new Start.Impossible(
          "Not executable: " + bootstrap + ". Make it so with: chmod +x bootstrap");
    }
    return new Start.Command(List.of(bootstrap.toString()));
  }

  private static Start missing(
      FunctionConfiguration function, String language, String program, String command) {
    return new Start.Impossible(
        "The function "
            + function.name()
            + " ("
            + function.runtime()
            + ") needs "
            + language
            + ", and there is no `"
            + program
            + "` on the PATH. Install it, for example with `"
            + command
            + "`, and start Pawl again.");
  }

  private static Path unpackResource(Path folder, String name) throws IOException {
    try (InputStream resource = Runtimes.class.getResourceAsStream(name)) {
      if (resource == null) {
        throw new IllegalStateException("the resource " + name + " is missing");
      }
      Path target = folder.resolve(name);
      Path unfinished = Files.createTempFile(folder, name, ".tmp");
      Files.copy(resource, unfinished, StandardCopyOption.REPLACE_EXISTING);
      return Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
    }
  }
}
