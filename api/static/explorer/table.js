/** Records as a table: one row each, its columns as the document asks for them, the first a link to the record. */

import { h } from "./element.js";
import { label, link, show, tag, unknown } from "./value.js";
import { fieldName, fieldNote, own, t } from "./words.js";

/** `of`: the record whose page this is; a column that only repeats it is left out, as is one that nothing is known of. */
export function table(rows, { of = null, caption } = {}) {
  const type = rows[0].__typename;
  const [first, ...columns] = own(rows[0]).map(([name]) => name).filter((name, index) => index === 0 || rows.some((row) => says(row[name], of)));
  return h("div", { class: "wide", tabindex: "0", role: "region", "aria-label": caption },
    h("table", {},
      h("thead", {}, h("tr", {}, [first, ...columns].map((name) => h("th", { scope: "col", title: fieldNote(type, name) }, fieldName(type, name))))),
      h("tbody", {}, rows.map((row) => h("tr", { class: row.inForce === true ? "now" : null },
        h("th", { scope: "row" }, link(row, row[first] == null ? label(row) : label({ __typename: type, [first]: row[first] })), " ", tag(row)),
        columns.map((name) => h("td", { class: typeof row[name] === "number" ? "number" : null }, show(row[name], type, name))))))));
}

function says(value, of) {
  if (value == null || value.length === 0) return false;
  return [value].flat().some((item) => item.id === undefined || item.id !== of);
}

/** Names and values in two columns. */
export function facts(record, names) {
  const type = record.__typename;
  return h("dl", { class: "facts" }, names.map((name) => h("div", {},
    h("dt", { title: fieldNote(type, name) }, fieldName(type, name)),
    h("dd", {}, record[name] == null || record[name].length === 0 ? [unknown(), " ", h("span", { class: "unknown" }, t("unknown"))] : show(record[name], type, name)))));
}

/** Rows of cells that are ready. */
export const grid = (names, rows, caption) => h("div", { class: "wide", tabindex: "0", role: "region", "aria-label": caption },
  h("table", {}, h("thead", {}, h("tr", {}, names.map((name) => h("th", { scope: "col" }, name)))),
    h("tbody", {}, rows.map(([first, ...cells]) => h("tr", {}, h("th", { scope: "row" }, first), cells.map((cell) => h("td", {}, cell)))))));
