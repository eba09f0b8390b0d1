/** urql: one question asked twice is answered from its cache the second time. */

import { cacheExchange, Client, fetchExchange } from "@urql/core";

import { barredOn } from "./documents";

export async function total(server: string, on: string): Promise<number> {
  const client = new Client({
    url: `${server}/graphql`,
    exchanges: [cacheExchange, fetchExchange],
    preferGetMethod: false,
  });
  const { data, error } = await client.query(barredOn, { on, first: 1 }).toPromise();
  if (!data) throw error ?? new Error("no answer");
  return data.barredEnterprises.totalCount;
}
