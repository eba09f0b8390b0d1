/** Asks `POST /graphql` with one of the page's documents, which come once with the words of the model. */

import { asOf, known, root } from "./address.js";
import { authorization } from "./key.js";

const { types, enums, documents, questions } = await (await fetch(document.getElementById("data").href)).json();
const listeners = [];

let last = Promise.resolve();

export { documents, enums, questions, types };

/** The variables of a document: those given that say something, and the moment chosen for the page where the document takes it. */
export function variablesOf(name, given = {}) {
  const all = Object.entries({ asOf, known, ...given });
  return Object.fromEntries(all.filter(([key, value]) => value != null && documents[name].includes(`$${key}:`)));
}

/** The data of an answer; throws with the server's sentence. A question of the past takes back what changed since: one after the other. */
export function ask(name, given = {}, signal) {
  if (!known) return asked(name, given, signal);
  const next = last.then(() => asked(name, given, signal));
  last = next.catch(() => {});
  return next;
}

async function asked(name, given, signal) {
  const response = await fetch(`${root}/graphql`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/graphql-response+json, application/json", ...authorization },
    body: JSON.stringify({ query: documents[name], operationName: name, variables: variablesOf(name, given) }),
    signal,
  });
  const answer = await response.json();
  if (answer.errors) throw new Error(answer.errors.map((error) => error.message).join(" "));
  for (const listener of listeners) listener(answer.data);
  return answer.data;
}

/** Called with the data of every answer. */
export const onAnswer = (listener) => listeners.push(listener);

/** Is any record in it made by the generator? */
export const isSynthetic = (data) =>
  data !== null && typeof data === "object" && (data.synthetic === true || Object.values(data).some(isSynthetic));
