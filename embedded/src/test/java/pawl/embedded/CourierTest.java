package pawl.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import pawl.asl.Payload;
import pawl.asl.program.TaskResource;
import pawl.engine.Command;
import pawl.engine.Effect;
import pawl.engine.HostException;
import pawl.engine.Reply;
import pawl.engine.TaskCall;
import pawl.engine.TaskReport;
import pawl.engine.host.Outside;
import pawl.engine.id.ExecutionId;
import pawl.engine.id.TaskRef;

/** On threads that run when the test says so. */
class CourierTest {
  private static final ExecutionId EXECUTION = new ExecutionId(1, 2);

  private final List<TaskCall> made = new ArrayList<>();
  private final Deque<Runnable> started = new ArrayDeque<>();
  private final Deque<Runnable> later = new ArrayDeque<>();
  private final Deque<Asked> asked = new ArrayDeque<>();
  private final Courier courier =
      new Courier(
          new ByHand(),
          Outside.of(
              call -> {
                made.add(call);
                return new TaskReport.Succeeded(call.parameters());
              }),
          _ -> new Asking(),
          () -> {
            throw new IllegalStateException("Nothing is read here");
          },
          new ActivityWaits(Threads.VIRTUAL),
          new EndWaits(Threads.VIRTUAL));

  private record Asked(Command<?> command, CompletableFuture<Reply> reply) {}

  private final class ByHand implements Threads {
    @Override
    public Thread start(Runnable work) {
      started.add(work);
      return Thread.currentThread();
    }

    @Override
    public void later(Duration pause, Runnable work) {
      later.add(work);
    }

    @Override
    public <T> @Nullable T poll(BlockingQueue<T> queue, long patienceMillis) {
      return queue.poll();
    }

    @Override
    public Door door() {
      return new Door.Fair();
    }
  }

  private final class Asking implements Inbox {
    @Override
    public void submitOwn(Command<?> command) {
      throw new IllegalStateException("The courier wants to know of " + command);
    }

    @Override
    public CompletableFuture<Reply> askOwn(Command<?> command) {
      var reply = new CompletableFuture<Reply>();
      asked.add(new Asked(command, reply));
      return reply;
    }
  }

  private static Effect.CallTask call() {
    return new Effect.CallTask(
        new TaskCall(
            new TaskRef(EXECUTION, 1, 1),
            "arn",
            "T",
            Objects.requireNonNull(
                TaskResource.parse("arn:aws:lambda:us-east-1:123456789012:function:f")),
            Payload.ofText("{}"),
            null,
            null,
            null,
            0));
  }

  private void carryOut(Effect effect) {
    courier.carryOut(effect);
    while (!started.isEmpty()) {
      started.remove().run();
    }
  }

  private static void accept(Asked asked) {
    asked.reply.complete(new Reply.Accepted());
  }

  private static void refuse(Asked asked) {
    asked.reply.completeExceptionally(new HostException.Full("No space"));
  }

  @Test
  void shouldNotRepeatACallBeforeItsReportIsDurable() {
    // given
    carryOut(call());

    // when it is asked for again before and after
    carryOut(call());
    int before = made.size();
    accept(asked.remove());
    carryOut(call());

    // then
    assertThat(before).isEqualTo(1);
    assertThat(made).hasSize(2);
  }

  @Test
  void shouldAskAgainWhatTheStoreRefuses() {
    // given
    carryOut(call());
    Asked first = asked.remove();

    // when
    refuse(first);
    carryOut(call());
    later.remove().run();

    // then
    assertThat(made).hasSize(1);
    assertThat(asked).extracting(Asked::command).containsExactly(first.command);
    assertThat(later).isEmpty();
  }

  @Test
  void shouldConfirmADeliveryOnlyOnceItHasArrived() {
    // given
    var stop = new Command.StopChild(new ExecutionId(3, 4), 0);
    carryOut(new Effect.Deliver(EXECUTION, new byte[] {1}, stop));

    // when
    refuse(asked.remove());
    boolean isConfirmedEarly = !asked.isEmpty();
    later.remove().run();
    Asked again = asked.remove();
    accept(again);

    // then
    assertThat(isConfirmedEarly).isFalse();
    assertThat(again.command).isEqualTo(stop);
    assertThat(asked.remove().command).isInstanceOf(Command.ConfirmDelivery.class);
  }

  @Test
  void shouldAskNothingMoreWhenItHasStopped() {
    // given
    carryOut(call());
    refuse(asked.remove());

    // when
    courier.stop();
    boolean isLetGo = Thread.interrupted(); // the test's own thread has made the call
    later.remove().run();

    // then
    assertThat(isLetGo).isTrue();
    assertThat(asked).isEmpty();
  }
}
