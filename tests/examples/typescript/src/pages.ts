/** All of a long list, a page at a time: each page begins after the cursor that the one before ended with. */

import { ask } from "./ask";
import { barredOn } from "./documents";
import type { BarredOnQuery } from "./generated/graphql";

type Edge = BarredOnQuery["barredEnterprises"]["edges"][number];

export async function* barred(server: string, on: string, first = 100): AsyncGenerator<Edge> {
  let after: string | null = null;
  for (;;) {
    const { barredEnterprises: page }: BarredOnQuery = await ask(server, barredOn, { on, first, after });
    yield* page.edges;
    if (!page.pageInfo.hasNextPage) return;
    after = page.pageInfo.endCursor;
  }
}
