/** Runs the audits of graphql-http against a server: one line for each that is not ok, then how many are. Exit status 1 unless all. */

import { auditServer } from "graphql-http";

const url = process.argv[2] ?? "http://127.0.0.1:8000/graphql";
const results = await auditServer({ url });
for (const { id, name, status, reason } of results) if (status !== "ok") console.log(`${status} ${id} ${name}: ${reason}`);
const ok = results.filter(({ status }) => status === "ok").length;
console.log(`${ok} of ${results.length} audits are ok`);
process.exit(ok === results.length ? 0 : 1);
