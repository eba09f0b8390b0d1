/** A part of a page: a heading, what stands under it, and the query behind it. */

import { consoleAddress } from "./address.js";
import { documents, variablesOf } from "./ask.js";
import { h, hidden } from "./element.js";
import { t } from "./words.js";

/** `asked`: [document's name, variables], shown in the console by one click. */
export function panel(title, asked, ...children) {
  return h("section", { class: "panel" },
    h("div", { class: "head" }, h("h2", {}, title), asked && showQuery(title, ...asked)), children);
}

export const showQuery = (title, name, variables) =>
  h("a", { class: "query", href: consoleAddress(documents[name], variablesOf(name, variables)) }, t("showQuery"), hidden(` · ${title}`));

/** A panel that is there at once and filled when its answer comes; a failure is said in its place. */
export function later(title, asked, fill) {
  const body = h("div", { class: "body", "aria-busy": "true" }, h("p", { class: "quiet" }, t("loading")));
  fill().then((filled) => body.replaceChildren(...[filled].flat()), (error) => body.replaceChildren(failure(error)))
    .finally(() => body.removeAttribute("aria-busy"));
  return panel(title, asked, body);
}

export const failure = (error) => h("p", { class: "failure", role: "alert" }, error.message);
