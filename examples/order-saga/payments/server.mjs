// Stands for a payment service of somebody else: takes and refunds payments, knows its callers by a key.

import { readFileSync } from "node:fs";
import { createServer } from "node:http";

const KEY = readFileSync(new URL("demo.key", import.meta.url), "utf8").trim();
const PORT = Number(process.env.PAYMENTS_PORT ?? 18411);

/** By the key that callers give a payment: who asks twice pays once. */
const payments = new Map();

function pay(key, { order, amount, card }) {
  if (card === "declined") return [402, { reason: "the card was declined" }];
  if (!payments.has(key)) {
    payments.set(key, { id: `pay-${payments.size + 1}`, order, amount, refunded: false });
  }
  return [201, payments.get(key)];
}

function refund(id) {
  const payment = [...payments.values()].find((each) => each.id === id);
  if (!payment) return [404, { reason: `there is no payment ${id}` }];
  payment.refunded = true; // once more changes nothing
  return [200, payment];
}

function answer(request, body) {
  const { pathname } = new URL(request.url, "http://localhost");
  if (request.headers["x-api-key"] !== KEY) return [401, { reason: "who are you?" }];
  if (request.method === "POST" && pathname === "/payments") {
    return pay(request.headers["idempotency-key"], JSON.parse(body));
  }
  if (request.method === "DELETE" && pathname.startsWith("/payments/")) {
    return refund(pathname.slice("/payments/".length));
  }
  return [404, { reason: "nothing here" }];
}

createServer((request, response) => {
  let body = "";
  request.on("data", (piece) => (body += piece));
  request.on("end", () => {
    const [status, content] = answer(request, body);
    console.log(`${request.method} ${request.url} ${status} ${JSON.stringify(content)}`);
    response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(content));
  });
}).listen(PORT, "127.0.0.1", () => console.log(`takes payments at http://127.0.0.1:${PORT}`));
