// Stands for mail and a small web application: shows questions, and reports the answer that somebody clicks.

import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

const PORT = Number(process.env.DESK_PORT ?? 18412);
const URL_OF_DESK = `http://127.0.0.1:${PORT}`;
const PAWL = process.env.AWS_ENDPOINT_URL_SFN ?? "http://127.0.0.1:8083";

// Questions may wait longer than this process lives. A token is the right to answer: it stays here.
const FILE = fileURLToPath(new URL("../.pawl/desk.json", import.meta.url));
const questions = existsSync(FILE) ? JSON.parse(readFileSync(FILE, "utf8")) : {};

function save() {
  mkdirSync(dirname(FILE), { recursive: true });
  writeFileSync(FILE, JSON.stringify(questions));
}

function links(id) {
  return { approve: `${URL_OF_DESK}/${id}/approve`, reject: `${URL_OF_DESK}/${id}/reject` };
}

/** Asked twice (a call may be made again), there is one question. */
function add({ token, question, who }) {
  const known = Object.entries(questions).find(([, each]) => each.token === token);
  const id = known?.[0] ?? randomUUID();
  questions[id] ??= { token, question, who };
  save();
  return links(id);
}

/** Tells the state machine; an answer that comes too late is refused there. */
async function report(token, approved) {
  const response = await fetch(PAWL, {
    method: "POST",
    headers: {
      "Content-Type": "application/x-amz-json-1.0",
      "X-Amz-Target": "AWSStepFunctions.SendTaskSuccess",
    },
    body: JSON.stringify({ taskToken: token, output: JSON.stringify({ approved }) }),
  });
  return response.ok ? undefined : (await response.json()).__type?.replace(/.*#/, "");
}

async function decide(id, approved) {
  const asked = questions[id];
  if (!asked) return page("This has been answered already.");
  const refusal = await report(asked.token, approved);
  if (refusal && !["TaskTimedOut", "TaskDoesNotExist"].includes(refusal)) {
    return page(`That did not work (${refusal}); try again.`);
  }
  delete questions[id];
  save();
  return page(refusal ? "Too late: nobody waits for an answer any more." : approved ? "Approved." : "Rejected.");
}

function escape(text) {
  return String(text).replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function page(text) {
  const rows = Object.entries(questions).map(([id, { who, question }]) => {
    const { approve, reject } = links(id);
    return `<li>${escape(who)}, ${escape(question)}
      <form method="post" action="${approve}"><button>Yes</button></form>
      <form method="post" action="${reject}"><button>No</button></form></li>`;
  });
  return `<!doctype html><meta charset="utf-8"><title>Desk</title><p>${text}</p><ul>${rows.join("")}</ul>`;
}

async function answer(method, path, body) {
  if (method === "POST" && path === "/questions") return ["application/json", JSON.stringify(add(JSON.parse(body)))];
  const [, id, verdict] = path.split("/");
  if (verdict === "approve" || verdict === "reject") {
    // Programs that look at links before people do must not decide: a link shows a button, the button decides.
    const text = method === "POST" ? await decide(id, verdict === "approve") : page("Please decide.");
    return ["text/html; charset=utf-8", text];
  }
  return ["text/html; charset=utf-8", page("What waits for an answer:")];
}

createServer((request, response) => {
  let body = "";
  request.on("data", (piece) => (body += piece));
  request.on("end", async () => {
    try {
      const [type, content] = await answer(request.method, new URL(request.url, URL_OF_DESK).pathname, body);
      response.writeHead(200, { "Content-Type": type }).end(content);
    } catch (error) {
      console.log(error);
      response.writeHead(500).end("That did not work.");
    }
  });
}).listen(PORT, "127.0.0.1", () => console.log(`shows questions at ${URL_OF_DESK}`));
