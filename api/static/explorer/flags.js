/** Flags: the rules with what they find, the flags of one rule, and those of one entity. A reason to look, never a finding. */

import { address, again, kept, parameter } from "./address.js";
import { ask } from "./ask.js";
import { h } from "./element.js";
import { later, panel, showQuery } from "./panel.js";
import { grid } from "./table.js";
import { link, number, tag } from "./value.js";
import { half, t, typeName, typeOf } from "./words.js";

const PAGE = 20;
const AT_ONCE = 2; // rules counted at a time: a rule that nobody asked before takes the server a while

export async function view() {
  const { rules } = await ask("Rules");
  const period = { from: parameter("from"), to: parameter("to") };
  const rule = rules.find(({ id }) => id === parameter("rule"));
  return [
    h("h1", {}, rule ? half(rule.name) : t("flags")),
    h("p", { class: "note" }, t("flagNote")),
    choice(period),
    ...(rule ? ofRule(rule, period) : [overview(rules, period)]),
  ];
}

/** The acts looked at: those of a period. */
function choice({ from, to }) {
  const day = (id, value, words) => [h("label", { for: id }, words), h("input", { type: "date", id, name: id, value })];
  return h("form", { class: "day", action: address("/flags").split("?")[0] }, h("span", {}, t("actsOf")), day("from", from, t("from")), day("to", to, t("to")), kept("asOf", "known", "lang", "rule"), h("button", {}, t("showDay")));
}

// ---- the rules

function overview(rules, period) {
  const counts = new Map(rules.map(({ id }) => [id, h("span", { class: "number" }, "…")]));
  void count(rules.map(({ id }) => id), counts, period);
  return panel(t("byRule"), ["Rules", {}], grid([t("rule"), t("cases"), t("definition"), t("basis")], rules.map((rule) => [
    [h("a", { href: again({ rule: rule.id, after: null }) }, half(rule.name)), proposed(rule)],
    counts.get(rule.id), h("span", { class: "explanation" }, half(rule.text)), h("span", { class: "explanation" }, half(rule.basis)),
  ]), t("byRule")));
}

/** Fills in how much each rule finds, a few at a time. */
async function count(ids, counts, period) {
  const waiting = [...ids];
  const worker = async () => {
    for (let rule = waiting.shift(); rule; rule = waiting.shift()) {
      const told = await ask("FlagCount", { rule, ...period }).then(({ flags }) => h("a", { href: again({ rule, after: null }) }, number(flags.totalCount)), (error) => error.message);
      counts.get(rule).replaceChildren(told);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

const proposed = (rule) => rule.proposed && [" ", h("small", { class: "tag" }, t("proposed"))];

// ---- one rule

function ofRule(rule, period) {
  const variables = { rule: rule.id, ...period, first: PAGE, after: parameter("after") };
  return [
    panel(t("definition"), null, h("p", {}, half(rule.text)), h("dl", { class: "facts" },
      term(t("basis"), [half(rule.basis), proposed(rule)]), term(t("type"), typeName(typeOf(rule.subject))),
      rule.parameters.map(({ name, value, text }) => term(half(text), [number(value), " ", h("code", {}, name)]))),
      h("p", {}, h("a", { href: again({ rule: null, after: null }) }, t("allRules")))),
    later(t("cases"), ["Flags", variables], () => listed(variables)),
  ];
}

async function listed(variables) {
  const { totalCount, nodes, pageInfo } = (await ask("Flags", variables)).flags;
  return [
    h("p", {}, t("rows", number(totalCount))),
    flagList(nodes, true),
    h("p", { class: "pages" }, variables.after && h("a", { href: again({ after: null }) }, t("firstPage")), pageInfo.hasNextPage && h("a", { href: again({ after: pageInfo.endCursor }) }, t("nextPage"))),
  ];
}

// ---- one entity

/** The flags about an entity, as their subject or as another party; null where no rule is about its type. */
export function flagsAbout(id, type, documents) {
  const name = `${type}Flags`;
  if (!(name in documents)) return null;
  const variables = { id, first: PAGE };
  return later(t("flags"), [name, variables], async () => {
    const { totalCount, nodes } = (await ask(name, variables)).entity?.flags ?? { totalCount: 0, nodes: [] };
    if (!totalCount) return h("p", { class: "quiet" }, t("noFlags"));
    return [h("p", { class: "quiet" }, t("flagNote")), flagList(nodes, false, id), totalCount > nodes.length && h("p", { class: "quiet" }, t("firstOf", nodes.length, number(totalCount)))].filter(Boolean);
  });
}

function flagList(flags, withSubject, of) {
  return h("ul", { class: "plain flags" }, flags.map(({ on, rule, subject, explanation, inputs, missing, clearsWhen, contributions, confidence }) => h("li", { class: "panel" },
    h("div", { class: "head" }, h("h3", {}, half(rule.name)), on && h("time", {}, on)),
    (withSubject || subject.id !== of) && h("p", {}, typeName(subject.__typename), " ", link(subject), " ", tag(subject)),
    h("p", {}, half(explanation)),
    h("dl", { class: "facts" },
      part(t("indicators"), contributions.map(({ indicator, value, threshold, met }) => h("li", {}, half(indicator), " ", h("b", {}, value == null ? t("unknown") : half(value)), " ", h("span", { class: "quiet" }, t(met === null ? "notKnown" : met ? "meets" : "misses", half(threshold)))))),
      part(t("restsOn"), inputs.map((record) => h("li", {}, typeName(record.__typename), " ", link(record)))),
      part(t("missing"), missing.map((text) => h("li", {}, half(text)))),
      part(t("clearsWhen"), clearsWhen.map((text) => h("li", {}, half(text)))),
      term(t("confidence"), t("confidenceIs", number(confidence)))))));
}

const term = (name, value) => h("div", {}, h("dt", {}, name), h("dd", {}, value));
const part = (name, items) => items.length > 0 && term(name, h("ul", { class: "plain" }, items));
