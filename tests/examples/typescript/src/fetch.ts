/** Plain `fetch`, without a library: who won a tender while barred. */

interface Winner {
  enterprise: { name: string };
  tender: { title: string };
}

const QUESTION = `query Winners($from: Date!, $to: Date!) {
  barredWinners(from: $from, to: $to, first: 1000) { nodes { enterprise { name } tender { title } } }
}`;

export async function winners(server: string, from: string, to: string): Promise<string[]> {
  const response = await fetch(`${server}/graphql`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/graphql-response+json" },
    body: JSON.stringify({ query: QUESTION, variables: { from, to } }),
  });
  const { data, errors } = (await response.json()) as {
    data?: { barredWinners: { nodes: Winner[] } } | null;
    errors?: { message: string }[];
  };
  if (!data) throw new Error(errors?.[0]?.message ?? `status ${response.status}`);
  return data.barredWinners.nodes.map(({ enterprise, tender }) => `${enterprise.name}: ${tender.title}`);
}
