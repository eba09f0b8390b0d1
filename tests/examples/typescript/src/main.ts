/** Every example against a server: `npm start http://127.0.0.1:8000`; a line of JSON each. */

import { names } from "./apollo";
import { advice } from "./errors";
import { winners } from "./fetch";
import { barred } from "./pages";
import { sanctions } from "./relay/enterprise";
import { nextChange } from "./subscription";
import { total as totalTrusted } from "./trusted";
import { total } from "./urql";

const server = process.argv[2] ?? "http://127.0.0.1:8000";
const on = process.argv[3] ?? "2022-06-30";

const say = (example: string, answer: unknown): void => console.log(JSON.stringify({ example, answer }));

async function main(): Promise<void> {
  say("fetch", await winners(server, "2019-01-01", "2024-12-31"));
  say("apollo", await names(server, on, 2));
  say("urql", await total(server, on));
  const edges = [];
  for await (const edge of barred(server, on, 2)) edges.push(edge);
  say("pages", edges.map(({ node }) => node.name));
  say("relay", await sanctions(server, edges[0]?.node.id ?? ""));
  say("errors", [await advice(server, on), await advice(server, "yesterday")]);
  say("trusted", await totalTrusted(server, on).catch((error: Error) => error.message));
  const regions = "{ regions(orderBy: [{ code: ASC }]) { nodes { name } } }";
  say("subscription", await nextChange(server, regions, () => say("listening", null)));
}

void main();
