package pawl.simulation.model;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What each attempt of each task is answered with. It depends on where the task is (the names and
 * indexes around it, how often the states around were retried) and on how many tasks its scope has
 * scheduled, so that it is the same for every order in which things happen.
 *
 * @param seed of all answers
 * @param failures how many in a hundred attempts don't succeed
 * @param silenced attempts that nobody can answer any more: their token was lost on its way
 */
public record Routes(long seed, int failures, Set<String> silenced) {
  private static final String NESTED = "nested/";

  public Routes(long seed, int failures) {
    this(seed, failures, new HashSet<>());
  }

  /** From now on nothing answers this attempt. */
  public void silence(String place, int attempt, Node.Task task) {
    silenced.add(name(place, attempt, task));
  }

  private static String name(String place, int attempt, Node.Task task) {
    return place + "/" + task.name() + "#" + attempt;
  }

  /**
   * The place of an execution that another one has started: it depends on what it was started with,
   * so that there may be several with the same.
   */
  public static String nested(String machine, int n, int retry) {
    return NESTED + machine + "/" + n + "/" + retry;
  }

  /** The place of a child scope. */
  public static String within(String place, String state, int retries, int index) {
    return place + "/" + state + "~" + retries + "[" + index + "]";
  }

  /** What a ResultWriter meets; {@code place} is that of the Map's run. */
  public boolean canWrite(String place) {
    return Chance.of(seed, "results " + place).below(100) >= failures / 2;
  }

  /** The place of a run of a distributed Map. */
  public static String run(String place, String state, int retries) {
    return place + "/" + state + "~" + retries;
  }

  /** {@code place} is that of the scope; {@code attempt} counts from 1. */
  public Answer answer(String place, int attempt, Node.Task task) {
    return silenced.contains(name(place, attempt, task))
        ? new Answer.Silence(false)
        : drawn(place, attempt, task);
  }

  /** All that it may have been: of several executions in one place some may have been silenced. */
  Set<Answer> answers(String place, int attempt, Node.Task task) {
    Set<Answer> answers = new LinkedHashSet<>();
    answers.add(answer(place, attempt, task));
    if (place.startsWith(NESTED)) {
      answers.add(drawn(place, attempt, task));
    }
    return answers;
  }

  private Answer drawn(String place, int attempt, Node.Task task) {
    String name = name(place, attempt, task);
    Chance chance = Chance.of(seed, name);
    if (chance.below(100) >= failures) {
      return new Answer.Success(chance.below(25));
    }
    return switch (chance.below(12)) {
      case 0, 1, 2, 3 -> new Answer.Failure("E1", "first");
      case 4, 5 -> new Answer.Failure("E2", "second");
      case 6 -> new Answer.Failure("E9", "");
      case 7 -> chance.oneIn(2) ? new Answer.TooMuch() : new Answer.Failure("E1", "again");
      case 8 ->
          mayBeUnreadable(task) && chance.oneIn(4)
              ? new Answer.Unreadable()
              : new Answer.Failure("E2", "else");
      case 9 -> mayBeUnreadable(task) ? new Answer.GivenUp() : new Answer.Failure("E1", "");
      default ->
          task.timeout() > 0
              ? new Answer.Silence(chance.oneIn(2))
              : new Answer.Failure("E1", "no time");
    };
  }

  private static boolean mayBeUnreadable(Node.Task task) {
    return switch (task.kind()) {
      case FUNCTION, SERVICE, JOB -> true;
      case CALLBACK, ACTIVITY, NESTED, NESTED_SYNC, NESTED_SYNC_2, NESTED_CALLBACK -> false;
    };
  }
}
