/** The addresses of pages. The moment chosen and the language stand in each of them, so that every view can be shared. */

import { h } from "./element.js";

const here = new URL(location.href);

export const root = document.documentElement.dataset.root;
export const language = document.documentElement.lang.startsWith("zh") ? "zh" : "en";
export const path = decodeURIComponent(here.pathname.slice(root.length));
export const parameter = (name) => here.searchParams.get(name);

/** The day for which the page answers, null: all of history. */
export const asOf = /^\d{4}-\d{2}-\d{2}$/.test(parameter("asOf") ?? "") ? parameter("asOf") : null;

/** The instant of which the graph answers as it stood recorded then, null: as it is recorded now. */
export const known = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?Z$/.test(parameter("known") ?? "") ? parameter("known") : null;

/** An address of ours that keeps the moment and the language; a null parameter is left out. */
export function address(to, parameters = {}) {
  const all = { asOf, known, lang: parameter("lang"), ...parameters };
  const given = Object.entries(all).filter(([, value]) => value != null && value !== "");
  return root + to + (given.length ? `?${new URLSearchParams(given)}` : "");
}

/** This page with other parameters. */
export const again = (parameters) => address(here.pathname.slice(root.length), { ...Object.fromEntries(here.searchParams), ...parameters });

/** What a form keeps of this address. */
export const kept = (...names) => names.filter(parameter).map((name) => h("input", { type: "hidden", name, value: parameter(name) }));

export const entityAddress = (id) => address(`/entity/${encodeURIComponent(id).replaceAll("%3A", ":")}`);
export const listAddress = (type, where) => address(`/list/${type}`, { where: where && JSON.stringify(where) });

/** A document in the console; the text stands in the fragment, which no server logs. */
export const consoleAddress = (query, variables) =>
  `${root}/graphql?lang=${language}#query=${encodeURIComponent(query)}&variables=${encodeURIComponent(JSON.stringify(variables, null, 2))}`;
