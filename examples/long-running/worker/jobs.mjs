// What this worker can do, by the job's Kind. A job calls `alive` often, with a word on its progress.

import { setTimeout as sleep } from "node:timers/promises";

/** The state machine catches this by its name. */
export class UnknownJob extends Error {
  name = "UnknownJob";
}

const SLICES = 20;

function isPrime(n) {
  if (n < 4) return n > 1;
  if (n % 2 === 0) return false;
  for (let divisor = 3; divisor * divisor <= n; divisor += 2) {
    if (n % divisor === 0) return false;
  }
  return true;
}

/** Counts the primes from From to To, slice by slice, and takes at least Seconds over it. */
async function countPrimes({ From, To, Seconds = 0 }, alive) {
  let count = 0;
  for (let slice = 0; slice < SLICES; slice++) {
    const begin = From + Math.floor(((To - From + 1) * slice) / SLICES);
    const end = From + Math.floor(((To - From + 1) * (slice + 1)) / SLICES);
    for (let n = begin; n < end; n++) {
      if (isPrime(n)) count++;
    }
    await alive(`${Math.round((slice / SLICES) * 100)}%, ${count} primes so far`);
    await sleep((Seconds * 1_000) / SLICES);
  }
  return { Primes: count, From, To };
}

export const JOBS = { "count-primes": countPrimes };
