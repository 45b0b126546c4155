package pawl.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDBException;
import pawl.asl.MachineType;
import pawl.asl.Payload;
import pawl.engine.Command;
import pawl.engine.ExecutionStatus;
import pawl.engine.HostException;
import pawl.engine.Reply;
import pawl.engine.TaskReport;
import pawl.engine.Write;
import pawl.engine.catalogue.CatalogueCommand;
import pawl.engine.catalogue.MachineSettings;
import pawl.engine.host.Outside;
import pawl.engine.id.Arns;
import pawl.engine.id.ExecutionId;

class FullDiskTest {
  private static final Arns ARNS = new Arns("us-east-1", "123456789012");

  @TempDir Path folder;

  /** Has no room while {@link #full} is set. */
  private static final class FillingDisk implements Disk {
    private final Disk disk;
    volatile boolean full;

    FillingDisk(Disk disk) {
      this.disk = disk;
    }

    @Override
    public void write(List<Write> writes) {
      if (full) {
        throw new RocksStore.WriteFailedException(new RocksDBException("No space left on device"));
      }
      disk.write(writes);
    }

    @Override
    public boolean isWritable() {
      return !full;
    }
  }

  private static Command.Start start(String name, String input) {
    return new Command.Start(
        ARNS.execution("M", name), name, ARNS.stateMachine("M"), Payload.ofText(input), null, null);
  }

  @Test
  void shouldOnlyReadWhileTheDiskIsFullAndGoOnAfterwards() throws Exception {
    FillingDisk[] disk = new FillingDisk[1];
    var answer = new CompletableFuture<TaskReport>();
    try (var host =
        EmbeddedHost.open(
            EmbeddedHost.Options.of(folder, ARNS),
            Outside.of(_ -> answer.join()),
            store -> disk[0] = new FillingDisk(store))) {
      host.submit(
          new CatalogueCommand.CreateMachine(
              ARNS.stateMachine("M"),
              "M",
              MachineType.STANDARD,
              """
              {"StartAt": "T", "States": {
                "T": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f", "Next": "W"},
                "W": {"Type": "Wait", "Seconds": 1, "End": true}}}
              """,
              new MachineSettings("arn:aws:iam::123456789012:role/r", null, null, null),
              Map.of()));
      assertThat(host.submit(start("before", "1"))).isInstanceOf(Reply.Started.class);

      disk[0].full = true;
      assertThatThrownBy(() -> host.submit(start("during", "2")))
          .isInstanceOf(HostException.Full.class)
          .hasMessageContaining("nothing was changed");
      answer.complete(new TaskReport.Succeeded(Payload.ofText("\"answered while full\"")));
      ExecutionId before = ExecutionId.of(ARNS.execution("M", "before"));
      assertThat(host.reads().execution(before).orElseThrow().status())
          .isEqualTo(ExecutionStatus.RUNNING);
      assertThat(host.reads().execution(ExecutionId.of(ARNS.execution("M", "during")))).isEmpty();

      disk[0].full = false;
      assertThat(host.awaitEnd(before, Duration.ofSeconds(20))).isTrue();
      assertThat(host.reads().execution(before).orElseThrow().output().text())
          .isEqualTo("\"answered while full\"");
      assertThat(host.submit(start("after", "3"))).isInstanceOf(Reply.Started.class);
    }
  }
}
