package pawl.functions;

import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/**
 * A host in a JVM of its own, for a test that kills it: busy functions of each kind, whose process
 * ids it prints.
 */
final class HostProcess {
  private HostProcess() {}

  public static void main(String[] arguments) {
    Functions functions =
        new Functions(
            Path.of(arguments[0]),
            host ->
                host.withLogListener(
                    line -> {
                      if (line.text().startsWith("pid ")) {
                        System.out.println(line.text());
                      }
                    }));
    functions.deploy(
        functions.node(
            "idle",
            "console.log('x'); process.stdout.write(`pid ${process.pid}\\n`);"
                + "export const handler = async () => 1;"));
    functions.deploy(
        functions
            .node(
                "busy",
                """
                import { spawn } from 'node:child_process';
                export const handler = async () => {
                  const child = spawn('sleep', ['1000']);
                  process.stdout.write(`pid ${process.pid}\\npid ${child.pid}\\n`);
                  for (;;) ;
                };
                """)
            .withTimeoutSeconds(600));
    functions.deploy(
        functions
            .python(
                "starting",
                "import os, time\n"
                    + "print('pid', os.getpid())\n"
                    + "time.sleep(1000)\n"
                    + "def handler(e, c):\n"
                    + "    pass\n")
            .withTimeoutSeconds(600));
    functions.begin("idle", "1");
    functions.begin("busy", "1");
    functions.begin("starting", "1");
    LockSupport.park();
  }
}
