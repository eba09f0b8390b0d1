/** A subscription over WebSocket (`graphql-transport-ws`): what the next load changes in an answer. */

import { print } from "graphql";
import { createClient } from "graphql-ws";
import WebSocket from "ws"; // a browser has its own

import { watched } from "./documents";
import type { WatchedSubscription } from "./generated/graphql";

type Change = WatchedSubscription["watch"];

export async function nextChange(server: string, document: string, onListening: () => void): Promise<Change> {
  const client = createClient({ url: `${server.replace(/^http/, "ws")}/graphql`, webSocketImpl: WebSocket });
  try {
    const events = client.iterate<WatchedSubscription>({ query: print(watched), variables: { document } });
    for await (const { data, errors } of events) {
      if (!data) throw errors?.[0] ?? new Error("no data");
      if (data.watch.load) return data.watch;
      onListening();
    }
    throw new Error("the server ended it");
  } finally {
    await client.dispose();
  }
}
