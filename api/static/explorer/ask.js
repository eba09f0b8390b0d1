/** Asks `POST /graphql` with one of the page's documents, which come once with the words of the model. */

import { root } from "./address.js";

const { types, enums, documents, questions } = await (await fetch(document.getElementById("data").href)).json();
const listeners = [];

export { documents, enums, questions, types };

/** The data of an answer; throws with the server's sentence. */
export async function ask(name, variables = {}, signal) {
  const response = await fetch(`${root}/graphql`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/graphql-response+json, application/json" },
    body: JSON.stringify({ query: documents[name], operationName: name, variables }),
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
