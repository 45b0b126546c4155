package pawl.dev;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Sees whether anything in a folder of code has changed, and which folders to watch for that. */
final class FolderStamp {
  /** Folders whose content is made by tools, or by Pawl. */
  private static final Set<String> LEFT_OUT =
      Set.of("node_modules", "__pycache__", ".git", ".pawl", ".aws-sam", ".venv");

  private FolderStamp() {}

  static boolean isLeftOut(Path path) {
    Path name = path.getFileName();
    return name != null && LEFT_OUT.contains(name.toString());
  }

  /** Changes when a file in it, or the file itself, is added, removed or written. */
  static int of(Path fileOrFolder) {
    Set<String> entries = new TreeSet<>();
    walk(fileOrFolder, folder -> {}, entries);
    return entries.hashCode();
  }

  /** The folder and those in it. */
  static void folders(Path folder, Consumer<Path> each) {
    walk(folder, each, new TreeSet<>());
  }

  private static void walk(Path root, Consumer<Path> folders, Set<String> entries) {
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
              if (!folder.equals(root) && isLeftOut(folder)) {
                return FileVisitResult.SKIP_SUBTREE;
              }
              folders.accept(folder);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              entries.add(
                  file + " " + attributes.size() + " " + attributes.lastModifiedTime().toMillis());
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
              // Removed while we looked: another event is on its way.
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      entries.add(root + " " + e.getClass());
    }
  }
}
