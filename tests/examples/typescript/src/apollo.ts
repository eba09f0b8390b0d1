/** Apollo Client: typed answers, pages merged in its cache, documents sent as their hashes once the server knows them. */

import { createHash } from "node:crypto";

import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from "@apollo/client";
import { PersistedQueryLink } from "@apollo/client/link/persisted-queries";
import { relayStylePagination } from "@apollo/client/utilities";

import { barredOn } from "./documents";

export function client(server: string): ApolloClient {
  const hashes = new PersistedQueryLink({ sha256: (text) => createHash("sha256").update(text).digest("hex") });
  return new ApolloClient({
    link: ApolloLink.from([hashes, new HttpLink({ uri: `${server}/graphql` })]),
    cache: new InMemoryCache({
      typePolicies: { Query: { fields: { barredEnterprises: relayStylePagination(["on", "orderBy"]) } } },
    }),
  });
}

/** The names of all that are barred, page after page: the cache makes one list of them. */
export async function names(server: string, on: string, first: number): Promise<string[]> {
  const apollo = client(server);
  let after: string | null | undefined;
  do {
    const { data } = await apollo.query({
      query: barredOn,
      variables: { on, first, after: after ?? null },
      fetchPolicy: "network-only", // the cache knows the list as far as it was asked for
    });
    after = data?.barredEnterprises.pageInfo.hasNextPage ? data.barredEnterprises.pageInfo.endCursor : null;
  } while (after);
  const all = apollo.readQuery({ query: barredOn, variables: { on, first } });
  return all?.barredEnterprises.edges.map(({ node }) => node.name) ?? [];
}
