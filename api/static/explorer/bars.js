/** Counts as bars: across for names, upright for time. Every number is a link to what it counts. */

import { h, s } from "./element.js";
import { number } from "./value.js";
import { t } from "./words.js";

/** `entries`: [{ name, value, part, href, partHref }]; `part` is drawn darker inside the bar, and named by `partName`. */
export function bars(entries, { partName } = {}) {
  const most = Math.max(...entries.map(({ value }) => value), 1);
  const share = (value) => `${((value / most) * 100).toFixed(2)}%`;
  return h("ul", { class: "bars" }, entries.map(({ name, value, part, href, partHref }) => h("li", {},
    h("span", { class: "name" }, name),
    s("svg", { "aria-hidden": "true", height: 14, width: "100%" }, s("rect", { class: "bar", width: share(value), height: 14 }),
      part != null && s("rect", { class: "part", width: share(part), y: 8, height: 6 })),
    h("span", { class: "value" }, h("a", { href }, number(value)), part != null && [" · ", partName, " ", h("a", { href: partHref }, number(part))]))));
}

/** `entries`: [{ name, value, other, href }] in the order of time; `other` is drawn downwards, hatched by its outline. */
export function columns(title, entries, { height = 130, otherName, valueName } = {}) {
  const up = Math.max(...entries.map(({ value }) => value), 1);
  const down = Math.max(...entries.map(({ other }) => other ?? 0), 0);
  const unit = (height - 24) / (up + down);
  const wide = 1000 / entries.length;
  const zero = 6 + up * unit;
  const drawing = s("svg", { class: "columns", viewBox: `0 0 1000 ${height}`, preserveAspectRatio: "none", height, width: "100%", role: "group", "aria-label": title },
    entries.map(({ name, value, other, href }, index) => s("a", { href, "aria-label": said(name, value, other, valueName, otherName) },
      s("title", {}, said(name, value, other, valueName, otherName)),
      s("rect", { class: "hit", x: index * wide, y: 0, width: wide, height }),
      s("rect", { class: "bar", x: index * wide + wide * 0.1, y: zero - value * unit, width: wide * 0.8, height: value * unit }),
      other ? s("rect", { class: "other", x: index * wide + wide * 0.1, y: zero, width: wide * 0.8, height: other * unit }) : false)),
    s("line", { class: "rule", x1: 0, x2: 1000, y1: zero, y2: zero }));
  return h("figure", {}, drawing,
    h("div", { class: "ends" }, h("span", {}, entries[0].name), h("span", {}, entries.at(-1).name)),
    otherName && h("p", { class: "quiet" }, t("upDown", valueName, otherName)),
    h("details", {}, h("summary", {}, t("asTable")), h("table", { class: "short" },
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, t("time")), h("th", { scope: "col" }, valueName ?? title), otherName && h("th", { scope: "col" }, otherName))),
      h("tbody", {}, entries.map(({ name, value, other, href }) => h("tr", {}, h("th", { scope: "row" }, h("a", { href }, name)),
        h("td", {}, number(value)), otherName && h("td", {}, number(other ?? 0))))))));
}

const said = (name, value, other, valueName, otherName) =>
  `${name}: ${valueName ?? ""} ${number(value)}${otherName ? `, ${otherName} ${number(other ?? 0)}` : ""}`;
