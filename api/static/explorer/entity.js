/** The page of one entity: what it is, its timeline, and tables of what is related to it, with sources. */

import { address, again, asOf, listAddress } from "./address.js";
import { ask, documents, types } from "./ask.js";
import { h } from "./element.js";
import { flagsAbout } from "./flags.js";
import { neighborhood } from "./neighborhood.js";
import { later, panel, showQuery } from "./panel.js";
import { facts, table } from "./table.js";
import { label, number, tag } from "./value.js";
import { communityTimeline, enterpriseTimeline } from "./timelines.js";
import { own, relationName, t, typeName } from "./words.js";

const TIMELINES = { Enterprise: enterpriseTimeline, Community: communityTimeline };

export async function view(id) {
  const { node } = await ask("Kind", { id });
  if (!node) throw new Error(t("noEntity", id));
  const type = node.__typename;
  const variables = { id };
  const { entity } = await ask(type, variables);
  const heading = [
    h("p", { class: "type" }, typeName(type)),
    h("h1", {}, label(node), " ", tag(node)),
  ];
  if (!entity) return [...heading, h("p", {}, t(asOf ? "notThen" : "notRecorded", asOf), " ", h("a", { href: again({ asOf: null, known: null }) }, t("allHistory")))];
  const lists = own(entity).filter(([, value]) => value?.nodes);
  const connections = new Set(lists.map(([name]) => name));
  const [, ...names] = own(entity).filter(([name, value]) => !connections.has(name) && value?.length !== 0).map(([name]) => name);
  return [
    ...heading,
    type === "Enterprise" && entity.barred && h("p", { class: "warning" }, h("b", {}, t(asOf ? "barredThen" : "barredToday", asOf))),
    panel(t("facts"), [type, variables], facts(entity, names)),
    type in TIMELINES && later(t("timeline"), [`${type}Timeline`, { id }], async () => TIMELINES[type]((await ask(`${type}Timeline`, { id })).entity)),
    neighborhood(id, label(node)),
    ...lists.filter(([, list]) => list.totalCount).map(([name, list]) => related(entity, name, list, variables)),
    none(type, lists),
    h("p", {}, h("a", { href: address("/paths", { from: id }) }, t("pathsFrom"))),
    flagsAbout(id, type, documents),
  ].filter(Boolean);
}

function related(entity, name, { totalCount, nodes }, variables) {
  const type = entity.__typename;
  const title = relationName(type, name);
  const { type: target, inverse, inverseMany } = types[type].members[name];
  const is = { id: { eq: entity.id } };
  const all = inverse && listAddress(target, { [inverse]: inverseMany ? { some: is } : is });
  return h("section", { class: "panel", id: name },
    h("div", { class: "head" }, h("h2", {}, `${title} `, all ? h("a", { class: "count", href: all }, number(totalCount)) : h("span", { class: "count" }, number(totalCount))),
      showQuery(title, type, variables)),
    table(nodes, { of: entity.id, caption: title }),
    totalCount > nodes.length && h("p", { class: "quiet" }, t("firstOf", nodes.length, number(totalCount)), " ", all && h("a", { href: all }, t("allOfThem"))));
}

/** Said in words: an empty table is a fact about the data, not about the world. */
function none(type, lists) {
  const empty = lists.filter(([, list]) => !list.totalCount).map(([name]) => relationName(type, name));
  return empty.length ? h("p", { class: "quiet" }, t(asOf ? "nothingThen" : "nothingKnown", empty.join(t("comma")), asOf)) : false;
}
