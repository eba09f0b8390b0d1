/** What stands around an entity, as a picture that grows by a click, with a table under it that does the same. */

import { ask } from "./ask.js";
import { h, s } from "./element.js";
import { showQuery } from "./panel.js";
import { drawing, outline, picture } from "./picture.js";
import { grid } from "./table.js";
import { save } from "./sheet.js";
import { label, link, number, tag } from "./value.js";
import { t, typeName } from "./words.js";

const EACH = 60; // nodes that one step asks for
const MOST = 300; // nodes drawn at all: more are not read by anybody

/** The panel, closed: its libraries are fetched when it is opened. */
export function neighborhood(id, name) {
  const body = h("div", {});
  const open = h("button", { onclick: () => { open.remove(); show(id, name, body).catch((error) => body.replaceChildren(h("p", { class: "failure", role: "alert" }, error.message))); } }, t("openPicture"));
  return h("section", { class: "panel", id: "neighborhood" },
    h("div", { class: "head" }, h("h2", {}, t("neighborhood")), showQuery(t("neighborhood"), "Neighborhood", { id, limit: EACH })), open, body);
}

async function show(id, name, body) {
  const found = { nodes: new Map(), edges: new Map(), expanded: new Set(), hidden: new Set(), left: 0 };
  const canvas = h("div", { class: "canvas", role: "img", "aria-label": t("pictureOf", name) });
  const said = h("p", { class: "quiet", role: "status" }, t("loading"));
  const types = h("fieldset", { class: "types" });
  const [first, last] = ["from", "to"].map((end) => h("input", { type: "date", id: `picture-${end}`, onchange: () => update() }));
  const period = h("p", { class: "day" }, t("factsOf"), h("label", { for: first.id }, t("from")), first, h("label", { for: last.id }, t("to")), last);
  const list = h("div", {});
  body.replaceChildren(types, period, canvas, said,
    h("p", { class: "actions" }, h("button", { onclick: () => drawn.png().then((blob) => save(`${name}.png`, blob)) }, t("png")),
      h("button", { onclick: () => save(`${name}.svg`, new Blob([drawing(drawn.placed())], { type: "image/svg+xml" })) }, t("svg"))), list);
  const drawn = await picture(canvas, id, expand);

  async function expand(from) {
    if (found.expanded.has(from)) return;
    const { nodes, edges, truncated, total } = (await ask("Neighborhood", { id: from, limit: EACH })).neighborhood;
    found.expanded.add(from);
    found.left += truncated ? total - nodes.length : 0;
    for (const node of nodes) if (found.nodes.size < MOST) found.nodes.set(node.id, node);
    for (const edge of edges) if (found.nodes.has(edge.from) && found.nodes.has(edge.to)) found.edges.set(`${edge.from} ${edge.type} ${edge.to}`, edge);
    update(from);
  }

  /** What is shown: of the types wanted, in the period, and still connected through what the period leaves. */
  function update(from) {
    const kept = connected(id, [...found.nodes.values()].filter((node) => node.id === id || within(node, first.value, last.value)), [...found.edges.values()]);
    const shown = kept.filter((node) => node.id === id || !found.hidden.has(node.__typename));
    const ids = new Set(shown.map((node) => node.id));
    drawn.update(shown.map((node) => ({ id: node.id, type: node.__typename, name: label(node), expanded: found.expanded.has(node.id) })),
      [...found.edges.values()].filter((edge) => ids.has(edge.from) && ids.has(edge.to)), from);
    said.textContent = t("drawn", number(shown.length), number(found.nodes.size + found.left)) + (found.nodes.size >= MOST ? ` ${t("noMore", MOST)}` : "");
    if (from) types.replaceChildren(h("legend", {}, t("types")), ...[...new Set([...found.nodes.values()].map((node) => node.__typename))].map((type) => h("label", {},
      h("input", { type: "checkbox", checked: !found.hidden.has(type), onchange: (event) => { found.hidden[event.target.checked ? "delete" : "add"](type); update(); } }), " ", shape(type), " ", typeName(type))));
    list.replaceChildren(grid([t("type"), t("name"), t("around")], shown.map((node) => [typeName(node.__typename), [link(node), " ", tag(node)],
      found.expanded.has(node.id) ? t("expanded") : h("button", { onclick: () => expand(node.id) }, t("expand"))]), t("neighborhood")));
  }

  await expand(id);
}

const shape = (type) => s("svg", { class: "shape", width: 14, height: 14, viewBox: "0 0 14 14", "aria-hidden": "true" }, s("path", { d: outline(type, 7, 7, 5) }));

/** Does a record's time meet the period? What has no day, or none that is known, is never left out. */
function within(node, from, to) {
  const day = node.submittedOn ?? node.occurredOn ?? node.filedOn ?? (node.year && `${node.year}-07-01`);
  const since = node.startsOn ?? node.since;
  const [begins, ends] = [since ?? day, node.endsOn ?? node.until ?? (since ? null : day)];
  return !(from && ends && ends < from) && !(to && begins && begins > to);
}

/** The nodes that can still be reached from the centre. */
function connected(centre, nodes, edges) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const reached = new Set([centre]);
  for (const id of reached) {
    for (const { from, to } of edges) {
      const other = from === id ? to : to === id ? from : null;
      if (byId.has(other)) reached.add(other); // a set is walked to what is added while it is
    }
  }
  return nodes.filter(({ id }) => reached.has(id));
}
