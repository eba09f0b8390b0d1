/** How a value of an answer is shown: as text, and as an element with links to what it names. */

import { entityAddress, language } from "./address.js";
import { h, hidden } from "./element.js";
import { enumOf, half, own, t, typeName, word } from "./words.js";

const numbers = new Intl.NumberFormat(language === "zh" ? "zh-CN" : "en", { maximumFractionDigits: 2 });
const PLAIN = new Set(["year", "builtYear"]);

export const number = (value) => numbers.format(value);
export const isRecord = (value) => typeof value?.id === "string" && typeof value?.__typename === "string";

/** A period as text; an unknown end is not "today". */
export const period = (from, to) => `${from ?? "?"} – ${to ?? "?"}`;

/** A scalar as text. */
export function text(value, type, field) {
  if (typeof value === "boolean") return t(value ? "yes" : "no");
  if (typeof value === "number") return PLAIN.has(field) ? String(value) : number(value);
  const enumeration = enumOf(type, field);
  if (enumeration) return word(enumeration, value);
  if (/^\d{4}-\d{2}-\d{2}T/.test(value)) return `${value.slice(0, 10)} ${value.slice(11, 16)} UTC`;
  return value;
}

/** What a record is called in a link: its first own fields, a period in one piece. */
export function label(record) {
  const { startsOn, endsOn, since = startsOn, until = endsOn, ...rest } = record; // a type whose beginning may be unknown has another name for it
  const parts = own(rest)
    .filter(([, value]) => value != null && typeof value !== "object")
    .map(([name, value]) => text(value, record.__typename, name));
  if (since) parts.push(period(since, until));
  return parts.join(" · ") || typeName(record.__typename);
}

export const tag = (record) => record.synthetic && h("small", { class: "tag", title: t("syntheticNote") }, t("synthetic"));
export const unknown = () => h("span", { class: "unknown" }, "—", hidden(t("unknown")));
export const link = (record, words = label(record)) => h("a", { href: entityAddress(record.id) }, typeof words === "string" ? unbroken(words) : words);

/** Text whose days are not broken at the end of a line. */
const unbroken = (words) => words.split(/(\d{4}-\d{2}-\d{2})/).map((part, index) => (index % 2 ? h("span", { class: "whole" }, part) : part));

/** Any value of an answer. */
export function show(value, type, field) {
  if (value == null || value.length === 0) return unknown();
  if (field === "sources") return sources(value);
  if (field === "check") return check(value);
  if (isRecord(value)) return link(value);
  if (Array.isArray(value)) return h("ul", { class: "plain" }, value.map((item) => h("li", {}, show(item, type, field))));
  if (field === "url") return h("span", { class: "code" }, value); // no outside link: the page sends nobody elsewhere
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return h("time", {}, value);
  return h("span", { class: typeof value === "number" ? "number" : null }, text(value, type, field));
}

/** Where a fact comes from: each document, and the place in it. */
function sources(citations) {
  return h("ul", { class: "plain sources" }, citations.map(({ document, locator, quote }) =>
    h("li", { title: quote }, link(document), locator && h("span", { class: "locator" }, ` ${locator}`))));
}

/** What a claim was held against. */
export function check({ verdict, actual, explanation }) {
  return h("span", {}, h("b", { class: `verdict ${verdict}` }, t(verdict)), actual != null && ` ${t("counted", number(actual))}`,
    h("span", { class: "explanation" }, half(explanation)));
}
