/** The addresses of pages. The chosen day and the language stand in each of them, so that every view can be shared. */

const here = new URL(location.href);

export const root = document.documentElement.dataset.root;
export const language = document.documentElement.lang.startsWith("zh") ? "zh" : "en";
export const path = decodeURIComponent(here.pathname.slice(root.length));
export const parameter = (name) => here.searchParams.get(name);

/** The day for which the page answers, null: all of history. */
export const asOf = /^\d{4}-\d{2}-\d{2}$/.test(parameter("asOf") ?? "") ? parameter("asOf") : null;

/** An address of ours that keeps the day and the language; a null parameter is left out. */
export function address(to, parameters = {}) {
  const kept = { asOf, lang: parameter("lang"), ...parameters };
  const given = Object.entries(kept).filter(([, value]) => value != null && value !== "");
  return root + to + (given.length ? `?${new URLSearchParams(given)}` : "");
}

/** This page with other parameters. */
export const again = (parameters) => address(here.pathname.slice(root.length), { ...Object.fromEntries(here.searchParams), ...parameters });

export const entityAddress = (id) => address(`/entity/${encodeURIComponent(id).replaceAll("%3A", ":")}`);
export const listAddress = (type, where) => address(`/list/${type}`, { where: where && JSON.stringify(where) });

/** A document in the console; the text stands in the fragment, which no server logs. */
export const consoleAddress = (query, variables) =>
  `${root}/graphql?lang=${language}#query=${encodeURIComponent(query)}&variables=${encodeURIComponent(JSON.stringify(variables, null, 2))}`;
