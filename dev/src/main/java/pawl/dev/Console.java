package pawl.dev;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.regex.Pattern;
import pawl.dev.process.ProcessOutput;
import pawl.dev.template.Problem;
import pawl.functions.LogListener;

/**
 * Where an application tells what it does: its own words, and every line of its functions and
 * processes with their name in front. Lines of several threads don't mix.
 */
public final class Console implements ProcessOutput {
  /** Foreground colours that are legible on light and dark grounds. */
  private static final int[] COLOURS = {36, 35, 33, 34, 32, 96, 95, 94};

  private static final int WIDTH = 14;

  private static final Pattern FRAME = Pattern.compile("(START|END|REPORT|INIT_START|XRAY)\\b");

  private final PrintStream out;
  private final boolean colours;

  /**
   * @param colours whether {@code out} is a terminal that shows colours
   */
  public Console(PrintStream out, boolean colours) {
    this.out = out;
    this.colours = colours;
  }

  /** A line of Pawl's own. */
  public void say(String text) {
    print(paint(1, "pawl"), "pawl", text);
  }

  /** A line of Pawl's own that asks for attention. */
  public void warn(String text) {
    print(paint(1, "pawl"), "pawl", paint(33, text));
  }

  /** Several lines as they are, such as a table. */
  public void block(String text) {
    synchronized (out) {
      out.println(text);
    }
  }

  /** A problem with the template, with the path as seen from the folder. */
  void problem(Problem problem, Path folder) {
    int colour =
        switch (problem.severity()) {
          case ERROR -> 31;
          case WARNING -> 33;
          case NOTE -> 2;
        };
    block(paint(colour, problem.text(folder)));
  }

  /** A line that a function or a process wrote. */
  @Override
  public void written(String name, String line) {
    print(paint(COLOURS[Math.floorMod(name.hashCode(), COLOURS.length)], name), name, line);
  }

  /**
   * A line of a function's log; the lines by which Lambda frames each invocation are left out. Fits
   * as {@link pawl.functions.LogListener}.
   */
  public void hear(LogListener.Line line) {
    if (line.source() == LogListener.Source.FUNCTION) {
      written(line.functionName(), line.text());
    } else if (!FRAME.matcher(line.text()).lookingAt()) {
      happened(line.functionName(), line.text());
    }
  }

  @Override
  public void happened(String name, String what) {
    print(
        paint(COLOURS[Math.floorMod(name.hashCode(), COLOURS.length)], name),
        name,
        paint(33, what));
  }

  private void print(String painted, String name, String text) {
    String padding = " ".repeat(Math.max(0, WIDTH - name.length()));
    synchronized (out) {
      out.println(painted + padding + " | " + text);
    }
  }

  private String paint(int code, String text) {
    return colours ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
