package pawl.integrations.job;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pawl.engine.TaskCall;
import pawl.engine.TaskReport;

/** Asks again and again how a job stands, until it has ended. */
public final class Following {
  private static final Logger LOG = LoggerFactory.getLogger(Following.class);

  /** A service that can't be asked is told of this often: every ten minutes in the end. */
  private static final int LOG_EVERY = 20;

  private final Pause pause;

  /** Waits between two questions. */
  @FunctionalInterface
  public interface Pause {
    /** From a second up to half a minute: a job of an hour is asked for some 130 times. */
    Pause GROWING = asked -> Thread.sleep(Duration.ofSeconds(Math.min(30, 1 + asked / 5)));

    /**
     * @param asked how often it was asked already
     */
    void after(int asked) throws InterruptedException;
  }

  /** Asks once. */
  @FunctionalInterface
  public interface Question {
    Poll ask() throws InterruptedException;
  }

  public Following(Pause pause) {
    this.pause = pause;
  }

  /**
   * Waits for the end.
   *
   * @param job as logs name it
   * @throws InterruptedException if the host gave the wait up
   */
  public TaskReport follow(TaskCall call, String job, Question question)
      throws InterruptedException {
    for (int asked = 0; ; asked++) {
      pause.after(asked);
      switch (question.ask()) {
        case Poll.Ended(TaskReport report) -> {
          return report;
        }
        case Poll.Running _ -> {}
        case Poll.Unknown(String why) -> {
          if (asked % LOG_EVERY == 0) {
            LOG.warn(
                "How the job {} of {} in {} stands is not known, it is asked for again: {}",
                job,
                call.stateName(),
                call.executionArn(),
                why);
          }
        }
      }
    }
  }
}
