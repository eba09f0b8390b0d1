/** Asks a server by the client of graphql-ws: one line for each expectation that fails, then how many hold. Exit status 1 unless all. */

import assert from "node:assert/strict";
import { CloseCode, createClient } from "graphql-ws";
import WebSocket from "ws";

const url = process.argv[2] ?? "ws://127.0.0.1:8000/graphql";
const UNENDING = "subscription { loaded { number } }";

/** What `use` gives of a client that is disposed of afterwards; it does not try again unless told. */
async function client(use, options = {}) {
  const made = createClient({ url, webSocketImpl: WebSocket, retryAttempts: 0, ...options });
  try {
    return await use(made);
  } finally {
    await made.dispose();
  }
}

/** All that one operation is answered by; rejects with its errors, or the event by which the socket closed. */
const answers = (made, payload) =>
  new Promise((resolve, reject) => {
    const found = [];
    made.subscribe(payload, { next: (answer) => found.push(answer), error: reject, complete: () => resolve(found) });
  });

const closed = (made, payload) => answers(made, payload).then(() => assert.fail("it was answered"), (event) => event.code);
const hello = { query: "{ __typename }" }, said = [{ data: { __typename: "Query" } }];

const expectations = {
  "a query is answered once": () => client(async (made) => assert.deepEqual(await answers(made, hello), said)),
  "variables and operationName are used": () =>
    client(async (made) => {
      const query = "query A { a: __typename } query B($no: Boolean!) { b: __typename @skip(if: $no) }";
      const [answer] = await answers(made, { query, operationName: "B", variables: { no: false } });
      assert.deepEqual(answer, { data: { b: "Query" } });
    }),
  "many operations share a socket": () =>
    client(async (made) => {
      const all = await Promise.all(Array.from({ length: 15 }, () => answers(made, hello)));
      assert.deepEqual(all, Array(15).fill(said));
    }),
  "a client that is not lazy is acknowledged": () =>
    client((made) => new Promise((resolve) => made.on("connected", resolve)), { lazy: false }),
  "what is not valid rejects with errors, and the socket is used again": () =>
    client(async (made) => {
      await assert.rejects(answers(made, { query: "{ cats }" }), ([error]) => error.extensions.code === "GRAPHQL_VALIDATION_FAILED");
      assert.deepEqual(await answers(made, hello), said);
    }, { lazy: false }),
  "what cannot be parsed rejects with errors": () =>
    client((made) => assert.rejects(answers(made, { query: "{" }), ([error]) => error.extensions.code === "GRAPHQL_PARSE_FAILED")),
  "a subscription is completed by the client, and the next operation answered": () =>
    client(async (made) => {
      const events = made.iterate({ query: UNENDING });
      const first = events.next();
      assert.deepEqual(await answers(made, hello), said);
      await events.return();
      assert.equal((await first).done, true);
      assert.deepEqual(await answers(made, hello), said);
    }),
  "the client's pings are answered": () =>
    client(async (made) => {
      const pong = new Promise((resolve) => made.on("pong", (received) => received && resolve()));
      const events = made.iterate({ query: UNENDING });
      const first = events.next();
      await pong;
      await events.return();
      await first;
    }, { keepAlive: 20 }),
  "a key that opens nothing is forbidden": () =>
    client(
      async (made) => assert.equal(await closed(made, hello), CloseCode.Forbidden),
      { connectionParams: { Authorization: "Bearer wuye_nobody_x" } },
    ),
  "a subprotocol that the server does not know is not acceptable": async () => {
    const socket = new WebSocket(url, "graphql-ws");
    // `ws` ends a handshake that chose none of what it offered; to others the server says 4406.
    await new Promise((resolve) => socket.on("error", resolve));
  },
  "a socket that is lost is opened again": () =>
    client(async (made) => {
      let socket, opened = 0;
      made.on("opened", (found) => { socket = found; opened += 1; });
      const again = new Promise((resolve) => made.on("connected", () => (opened === 1 ? socket.terminate() : resolve())));
      const events = made.iterate({ query: UNENDING });
      const first = events.next();
      await again;
      await events.return();
      await first;
    }, { retryAttempts: 3, retryWait: async () => {} }),
};

let hold = 0;
for (const [name, expectation] of Object.entries(expectations)) {
  try {
    await expectation();
    hold += 1;
  } catch (error) {
    console.log(`${name}: ${error?.message ?? JSON.stringify(error) ?? error}`);
  }
}
const all = Object.keys(expectations).length;
console.log(`${hold} of ${all} expectations hold`);
process.exit(hold === all ? 0 : 1);
