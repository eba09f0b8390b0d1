/** A typed document asked by `fetch`; an error is thrown with the code by which to tell what to do. */

import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { print } from "graphql";

export type Code =
  | "GRAPHQL_PARSE_FAILED"
  | "GRAPHQL_VALIDATION_FAILED"
  | "BAD_USER_INPUT"
  | "UNAUTHENTICATED"
  | "FORBIDDEN"
  | "NOT_FOUND"
  | "COST_LIMIT_EXCEEDED"
  | "RATE_LIMITED"
  | "TIMEOUT"
  | "UNAVAILABLE"
  | "INTERNAL";

export class WuyeError extends Error {
  constructor(
    message: string,
    readonly code: Code,
    /** Seconds until the caller has something left to spend: with RATE_LIMITED. */
    readonly retryAfter?: number,
  ) {
    super(message);
  }
}

interface Body<Data> {
  data?: Data | null;
  errors?: { message: string; extensions: { code: Code } }[];
}

/** The data of an answer; a part of it is not enough. */
export async function answered<Data>(response: Response): Promise<Data> {
  const { data, errors } = (await response.json()) as Body<Data>;
  const [error] = errors ?? [];
  if (!error && data) return data;
  const seconds = response.headers.get("Retry-After");
  throw new WuyeError(
    error?.message ?? `status ${response.status}`,
    error?.extensions.code ?? "INTERNAL",
    ...(seconds ? [Number(seconds)] : []),
  );
}

export async function ask<Data, Variables>(
  server: string,
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<Data> {
  const response = await fetch(`${server}/graphql`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ query: print(document), variables }),
  });
  return answered<Data>(response);
}
