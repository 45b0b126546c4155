package pawl.server;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What clients were told, written down outside the server. */
final class KillLedger {
  /** How a request ended for the one who made it. */
  enum Outcome {
    ACKNOWLEDGED,
    REFUSED,
    /** The connection broke: it may have been done or not. */
    UNKNOWN
  }

  /** Executions by name. */
  private final Map<String, Outcome> starts = new ConcurrentHashMap<>();

  /** Answers to tasks by their output, each of which is given once. */
  private final Map<String, Outcome> answers = new ConcurrentHashMap<>();

  void started(String name, Outcome outcome) {
    starts.put(name, outcome);
  }

  void answered(String output, Outcome outcome) {
    answers.put(output, outcome);
  }

  Set<String> acknowledgedStarts() {
    return with(starts, Outcome.ACKNOWLEDGED);
  }

  Set<String> acknowledgedAnswers() {
    return with(answers, Outcome.ACKNOWLEDGED);
  }

  Set<String> refusedAnswers() {
    return with(answers, Outcome.REFUSED);
  }

  private static Set<String> with(Map<String, Outcome> outcomes, Outcome wanted) {
    Set<String> found = ConcurrentHashMap.newKeySet();
    outcomes.forEach(
        (key, outcome) -> {
          if (outcome == wanted) {
            found.add(key);
          }
        });
    return found;
  }
}
