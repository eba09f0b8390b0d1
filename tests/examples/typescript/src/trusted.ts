/**
 * Trusted documents: the build writes each document with its hash (src/generated/persisted-documents.json), the server is given them
 * (WUYE_DOCUMENTS) and need run no others (WUYE_TRUSTED_ONLY=1); a client names the hash. By GET any cache may keep the answer.
 */

import type { TypedDocumentNode } from "@graphql-typed-document-node/core";

import { answered } from "./ask";
import { barredOn } from "./documents";

export async function askTrusted<Data, Variables>(
  server: string,
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<Data> {
  const { hash } = (document as unknown as { __meta__: { hash: string } }).__meta__;
  const said = new URLSearchParams({ documentId: hash, variables: JSON.stringify(variables) });
  return answered<Data>(await fetch(`${server}/graphql?${said}`));
}

export async function total(server: string, on: string): Promise<number> {
  const { barredEnterprises } = await askTrusted(server, barredOn, { on, first: 1 });
  return barredEnterprises.totalCount;
}
