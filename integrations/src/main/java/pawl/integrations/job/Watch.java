package pawl.integrations.job;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a job is followed: what of it is remembered, which call describes it, where its status is and
 * what that means, and which call stops it.
 *
 * @param kept what is remembered: name of the id, and where it is found when the job is started
 * @param job where the job is in the description; empty for the whole. If several were started at
 *     once they are in the list of which this is an element
 * @param status where the status is in the job
 * @param outcome what becomes the output of the task, or the cause of its failure
 * @param endsWhenGone whether it is a success that the service no longer knows the thing
 * @param stop null if nothing can be stopped
 */
record Watch(
    Map<String, Source> kept,
    JobRequest describe,
    JsonPointer job,
    JsonPointer status,
    List<String> succeeded,
    List<String> failed,
    Outcome outcome,
    boolean endsWhenGone,
    @Nullable JobRequest stop,
    Judgement judgement) {
  private static final String ANSWER = "answer ";
  private static final String PARAMETER = "parameter ";

  Watch {
    kept = Collections.unmodifiableMap(kept);
    succeeded = List.copyOf(succeeded);
    failed = List.copyOf(failed);
  }

  /**
   * Where an id is found: in the service's answer or in the parameters of the task.
   *
   * @param member where it is in each element of the list at {@code pointer}; null if there is no
   *     list
   */
  record Source(boolean inAnswer, JsonPointer pointer, @Nullable JsonPointer member) {
    static Source answer(String pointer) {
      return new Source(true, JsonPointer.compile(pointer), null);
    }

    static Source parameter(String pointer) {
      return new Source(false, JsonPointer.compile(pointer), null);
    }

    /** One id, or a list of them if the answer tells of several jobs. */
    static Source answers(String list, String member) {
      return new Source(true, JsonPointer.compile(list), JsonPointer.compile(member));
    }

    JsonNode in(JsonNode answer, JsonNode parameters) {
      JsonNode found = (inAnswer ? answer : parameters).at(pointer);
      if (member == null) {
        return found;
      }
      if (found.size() < 2) {
        return found.path(0).at(member);
      }
      ArrayNode ids = JsonNodeFactory.instance.arrayNode();
      found.forEach(each -> ids.add(each.at(member)));
      return ids;
    }

    @Override
    public String toString() {
      return (inAnswer ? ANSWER : PARAMETER) + pointer;
    }
  }

  /** Makes the output of a description. */
  @FunctionalInterface
  interface Outcome {
    /**
     * @param job a missing node if there are several
     */
    ObjectNode of(ObjectNode description, JsonNode job, ObjectNode ids);

    /** The description as it is. */
    Outcome DESCRIPTION = (description, _, _) -> description;

    /** What is described, without what is around it. */
    Outcome JOB = (_, job, _) -> job.deepCopy();

    /** What is described, under a name of its own. */
    static Outcome under(String name) {
      return (_, job, _) -> JsonNodeFactory.instance.objectNode().set(name, job);
    }

    /** What is described, or the whole description if there are several. */
    Outcome JOB_OR_ALL =
        (description, job, _) -> job.isMissingNode() ? description : job.deepCopy();

    /** The same with one of the ids. */
    default Outcome and(String id) {
      return (description, job, ids) -> of(description, job, ids).deepCopy().set(id, ids.path(id));
    }
  }

  /** Decides whether a described job is over, and how it ended. */
  @FunctionalInterface
  interface Judgement {
    Verdict judge(Watch watch, JsonNode job, Caller caller) throws InterruptedException;

    /** By the status alone; one that is not known is not the end. */
    Judgement BY_STATUS =
        (watch, job, _) -> {
          String status = job.at(watch.status).asText();
          return watch.succeeded.contains(status)
              ? Verdict.SUCCEEDED
              : watch.failed.contains(status) ? Verdict.FAILED : Verdict.RUNNING;
        };
  }

  /** How a described job stands. */
  enum Verdict {
    RUNNING,
    SUCCEEDED,
    FAILED;

    /** How several stand: they run until the last has ended, and fail if one has. */
    Verdict and(Verdict other) {
      if (this == RUNNING || other == RUNNING) {
        return RUNNING;
      }
      return this == FAILED ? FAILED : other;
    }
  }

  /** The ids of a job that was just started; empty if the answer lacks one. */
  Optional<ObjectNode> ids(JsonNode answer, JsonNode parameters) {
    ObjectNode ids = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, Source> each : kept.entrySet()) {
      Source source = each.getValue();
      JsonNode found = source.in(answer, parameters);
      if (found.isMissingNode() || found.isNull()) {
        if (source.inAnswer) {
          return Optional.empty();
        }
        continue;
      }
      ids.set(each.getKey(), found);
    }
    return Optional.of(ids);
  }

  /** The ids one by one if several jobs were started at once, else just these. */
  List<ObjectNode> each(ObjectNode ids) {
    for (Map.Entry<String, Source> each : kept.entrySet()) {
      if (each.getValue().member != null && ids.get(each.getKey()) instanceof ArrayNode several) {
        List<ObjectNode> all = new ArrayList<>();
        several.forEach(id -> all.add(ids.deepCopy().<ObjectNode>set(each.getKey(), id)));
        return all;
      }
    }
    return List.of(ids);
  }

  /**
   * The described jobs, as many as were started; missing nodes for those that are not described.
   */
  List<JsonNode> jobsIn(ObjectNode description, ObjectNode ids) {
    int started = each(ids).size();
    if (started == 1) {
      return List.of(description.at(job));
    }
    List<JsonNode> jobs = new ArrayList<>();
    JsonNode list = description.at(job.head());
    for (int i = 0; i < started; i++) {
      jobs.add(list.path(i));
    }
    return jobs;
  }

  static Builder by(JobRequest describe) {
    return new Builder(describe);
  }

  /** Writes a watch down, in the order in which one thinks of it. */
  static final class Builder {
    private final JobRequest describe;
    private final Map<String, Source> kept = new LinkedHashMap<>();
    private String job = "";
    private String status = "";
    private final List<String> succeeded = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();
    private Outcome outcome = Outcome.DESCRIPTION;
    private boolean endsWhenGone;
    private @Nullable JobRequest stop;
    private Judgement judgement = Judgement.BY_STATUS;

    private Builder(JobRequest describe) {
      this.describe = describe;
    }

    Builder keeping(String id, Source source) {
      kept.put(id, source);
      return this;
    }

    Builder found(String jobPointer, String statusPointer) {
      job = jobPointer;
      status = statusPointer;
      return this;
    }

    Builder succeeds(String... statuses) {
      succeeded.addAll(List.of(statuses));
      return this;
    }

    Builder fails(String... statuses) {
      failed.addAll(List.of(statuses));
      return this;
    }

    Builder gives(Outcome what) {
      outcome = what;
      return this;
    }

    Builder succeedsWhenGone() {
      endsWhenGone = true;
      return this;
    }

    Builder stoppedBy(JobRequest request) {
      stop = request;
      return this;
    }

    Builder judgedBy(Judgement other) {
      judgement = other;
      return this;
    }

    Watch done() {
      return new Watch(
          kept,
          describe,
          JsonPointer.compile(job),
          JsonPointer.compile(status),
          succeeded,
          failed,
          outcome,
          endsWhenGone,
          stop,
          judgement);
    }
  }
}
