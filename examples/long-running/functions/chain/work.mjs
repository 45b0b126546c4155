import { setTimeout as sleep } from "node:timers/promises";
import { link } from "./chain.mjs";

// What must remain when we stop: enough to return the progress before Lambda ends the function.
const RESERVE_MILLIS = 500;

/**
 * Goes on where the last invocation stopped, for as long as there is time. What it returns is the
 * whole of its memory: the state machine keeps it, durably, and hands it to the next invocation.
 */
export async function handler({ Work, Progress }, context) {
  let { Cursor, Digest } = Progress;

  while (Cursor < Work.Items && context.getRemainingTimeInMillis() > RESERVE_MILLIS) {
    await sleep(Work.PaceMillis); // stands for a slow service that each item needs
    Digest = link(Digest, Cursor);
    Cursor++;
  }

  console.log(`${Cursor} of ${Work.Items} items done`);
  return {
    IsCompleted: Cursor >= Work.Items,
    Cursor,
    Digest,
    Invocations: Progress.Invocations + 1,
  };
}
