package pawl.functions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The memory of a process as Linux tells it.
 *
 * @param residentBytes now
 * @param peakBytes the most it ever had
 */
record ProcessMemory(long residentBytes, long peakBytes) {

  /** Empty where the machine doesn't tell, or the process is gone. */
  static Optional<ProcessMemory> of(long pid) {
    Path status = Path.of("/proc", Long.toString(pid), "status");
    long resident = -1;
    long peak = -1;
    try {
      if (!Files.exists(status)) {
        return Optional.empty();
      }
      for (String line : Files.readAllLines(status)) {
        if (line.startsWith("VmRSS:")) {
          resident = kilobytes(line);
        } else if (line.startsWith("VmHWM:")) {
          peak = kilobytes(line);
        }
      }
    } catch (IOException | NumberFormatException e) {
      // The process ended while it was looked at.
      return Optional.empty();
    }
    return resident < 0 || peak < 0
        ? Optional.empty()
        : Optional.of(new ProcessMemory(resident, peak));
  }

  private static long kilobytes(String line) {
    return Long.parseLong(line.substring(line.indexOf(':') + 1).replace("kB", "").strip()) * 1024;
  }
}
