/** Flags: by rule on their own page, and of one entity on its page. A reason to look, never a finding. */

import { again, parameter } from "./address.js";
import { ask } from "./ask.js";
import { h } from "./element.js";
import { later } from "./panel.js";
import { link, number, tag } from "./value.js";
import { sentenceOf, t, typeName } from "./words.js";

const PAGE = 50;

export function view() {
  const variables = { first: PAGE, after: parameter("after") };
  return [h("h1", {}, t("flags")), h("p", { class: "warning" }, t("flagNote")), later(t("byRule"), ["Flags", variables], () => listed(variables))];
}

async function listed(variables) {
  const { totalCount, nodes, pageInfo } = (await ask("Flags", variables)).flags;
  return [
    h("p", {}, t("rows", number(totalCount))),
    flagList(nodes, true),
    h("p", { class: "pages" }, pageInfo.hasNextPage && h("a", { href: again({ after: pageInfo.endCursor }) }, t("nextPage"))),
  ];
}

export function flagList(flags, withSubject) {
  return h("ul", { class: "plain flags" }, flags.map(({ on, rule, subject, explanation, inputs, missing, clearsWhen }) => h("li", { class: "panel" },
    h("div", { class: "head" }, h("h3", {}, sentenceOf(rule.name)), on && h("time", {}, on)),
    withSubject && h("p", {}, typeName(subject.__typename), " ", link(subject), " ", tag(subject)),
    h("p", {}, explanation),
    h("dl", { class: "facts" },
      part(t("restsOn"), inputs.map((record) => h("li", {}, typeName(record.__typename), " ", link(record)))),
      part(t("missing"), missing.map((text) => h("li", {}, text))),
      part(t("clearsWhen"), clearsWhen.map((text) => h("li", {}, text)))))));
}

const part = (name, items) => items.length > 0 && h("div", {}, h("dt", {}, name), h("dd", {}, h("ul", { class: "plain" }, items)));
