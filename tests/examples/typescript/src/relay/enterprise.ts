/** Relay: a node by its global id, with the operation's type made by relay-compiler. */

import {
  Environment,
  fetchQuery,
  graphql,
  Network,
  type GraphQLResponse,
  type RequestParameters,
  type Variables,
} from "relay-runtime";

import type { enterpriseQuery } from "./__generated__/enterpriseQuery.graphql";

export function environment(server: string): Environment {
  const ask = async ({ text }: RequestParameters, variables: Variables): Promise<GraphQLResponse> => {
    const response = await fetch(`${server}/graphql`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ query: text, variables }),
    });
    return (await response.json()) as GraphQLResponse;
  };
  return new Environment({ network: Network.create(ask) });
}

export async function sanctions(server: string, id: string): Promise<(string | null)[]> {
  const answer = fetchQuery<enterpriseQuery>(
    environment(server),
    graphql`
      query enterpriseQuery($id: ID!) {
        node(id: $id) {
          ... on Enterprise {
            sanctions(orderBy: [{ startsOn: ASC }]) {
              nodes {
                documentNumber
              }
            }
          }
        }
      }
    `,
    { id },
  );
  const data = await answer.toPromise();
  return data?.node?.sanctions?.nodes.map(({ documentNumber }) => documentNumber) ?? [];
}
