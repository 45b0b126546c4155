import { createHash } from "node:crypto";

/** One link of the chain: it needs the link before it, so the work can't be done in parallel. */
export function link(digest, index) {
  return createHash("sha256").update(`${digest}:${index}`).digest("hex");
}
