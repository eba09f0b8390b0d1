/** How two entities are connected: the shortest ways, each step with the fact that makes it. */

import { address, parameter } from "./address.js";
import { ask } from "./ask.js";
import { h } from "./element.js";
import { later } from "./panel.js";
import { searchBox } from "./search.js";
import { label, link, period, show, tag } from "./value.js";
import { t, typeName } from "./words.js";

const LONGEST = 6;

export async function view() {
  const ends = { from: parameter("from"), to: parameter("to") };
  const named = await Promise.all([ends.from, ends.to].map(async (id) => id && (await ask("Kind", { id })).node));
  const variables = { ...ends, maxLength: LONGEST };
  return [
    h("h1", {}, t("paths")),
    h("div", { class: "halves" }, ["from", "to"].map((end, index) => h("section", { class: "panel" }, h("h2", {}, t(end === "from" ? "oneEnd" : "otherEnd")),
      named[index] ? h("p", {}, typeName(named[index].__typename), " ", link(named[index]), " ", tag(named[index])) : h("p", { class: "quiet" }, t("chooseEnd")),
      searchBox({ name: t(end === "from" ? "oneEnd" : "otherEnd"), choose: (record) => location.assign(address("/paths", { ...ends, [end]: record.id })) })))),
    named[0] && named[1] && later(t("shortest"), ["Paths", variables], async () => ways((await ask("Paths", variables)).paths)),
  ].filter(Boolean);
}

function ways(paths) {
  if (!paths.length) return h("p", { class: "quiet" }, t("noPath", LONGEST));
  return h("ol", { class: "ways" }, paths.map(({ length, nodes, steps, validDuring }) => h("li", {},
    h("p", {}, t("steps", length), validDuring ? ` · ${t("allAtOnce")} ${period(validDuring.from, validDuring.to)}` : ` · ${t("notAtOnce")}`),
    h("ol", { class: "way" }, nodes.map((node, index) => h("li", {}, h("span", { class: "quiet" }, typeName(node.__typename)), " ", link(node, label(node)), " ", tag(node),
      stepOn(steps[index], node)))))));
}

/** How the way goes on from a node. A fact that is the node itself was said with the step that led to it. */
const stepOn = (step, node) => step?.fact && step.fact.id !== node.id
  && h("div", { class: "step" }, typeName(step.fact.__typename), " ", link(step.fact), " ", show(step.sources, null, "sources"));
