/** A treemap of three levels: places, their parts, and kinds told apart by pattern as well as colour. Areas are counts. */

import { h, s, sized } from "./element.js";
import { number } from "./value.js";

const HEAD = 19;
const LETTER = 12;
const FILLS = { TRUSTEESHIP: "url(#kind-lines)", NONE: "url(#kind-dots)" };

/** `places`: [{ name, value, href, parts: [{ name, value, href, kinds: [{ kind, name, value, href }] }] }]. */
export function treemap(title, places, legend) {
  return h("figure", { class: "treemap" }, sized((width) => drawing(title, places, width)), h("figcaption", {}, legend));
}

function drawing(title, places, width) {
  const height = Math.round(Math.max(340, Math.min(460, width * 0.9)));
  return s("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "group", "aria-label": title }, patterns(),
    squarified(places, { x: 0, y: 0, width, height }).map(({ item, box }) => place(item, inset(box, 1.5))));
}

function place(item, box) {
  const inner = { x: box.x, y: box.y + HEAD, width: box.width, height: box.height - HEAD };
  return s("g", { class: "place" }, frame(item, box), written(`${item.name} ${number(item.value)}`, box, "county"),
    inner.height > 4 && squarified(item.parts, inner).map(({ item: part, box: found }) => s("g", {},
      squarified(part.kinds, inset(found, 1)).map(({ item: kind, box: cell }) => s("a", { href: kind.href, tabindex: -1 },
        s("title", {}, `${part.name} · ${kind.name} ${number(kind.value)}`), s("rect", { class: `cell ${kind.kind}`, fill: FILLS[kind.kind], ...cell }))),
      linked(part.href, written(`${part.name} ${number(part.value)}`, found, "street")))));
}

const linked = (href, text) => text && s("a", { href, tabindex: -1 }, text);
const frame = (item, box) => s("a", { href: item.href, tabindex: -1 }, s("title", {}, `${item.name} ${number(item.value)}`), s("rect", { class: "frame", ...box }));

/** Text where it fits: Chinese letters are about as wide as they are high, others half. */
function written(text, box, name) {
  const wide = [...text].reduce((sum, letter) => sum + (letter > "\u2e80" ? LETTER : LETTER * 0.58), 0);
  return wide < box.width - 6 && box.height > 15 && s("text", { class: name, x: box.x + 4, y: box.y + 14 }, text);
}

const inset = ({ x, y, width, height }, by) => ({ x: x + by, y: y + by, width: Math.max(width - 2 * by, 0), height: Math.max(height - 2 * by, 0) });

/** Squarified (Bruls, Huizing, van Wijk 2000): rows of rectangles along the shorter side, none longer than it need be. */
export function squarified(items, box) {
  const left = items.filter(({ value }) => value > 0).sort((a, b) => b.value - a.value);
  const scale = (box.width * box.height) / left.reduce((sum, { value }) => sum + value, 0);
  const placed = [];
  let { x, y, width, height } = box;
  while (left.length) {
    const side = Math.min(width, height);
    let row = [left.shift()];
    while (left.length && worst([...row, left[0]], side, scale) <= worst(row, side, scale)) row.push(left.shift());
    const thick = (row.reduce((sum, { value }) => sum + value, 0) * scale) / side;
    let at = 0;
    for (const item of row) {
      const long = (item.value * scale) / thick;
      placed.push({ item, box: width < height ? { x: x + at, y, width: long, height: thick } : { x, y: y + at, width: thick, height: long } });
      at += long;
    }
    if (width < height) [y, height] = [y + thick, height - thick];
    else [x, width] = [x + thick, width - thick];
  }
  return placed;
}

/** The most oblong of a row's rectangles, as the longer side over the shorter. */
function worst(row, side, scale) {
  const areas = row.map(({ value }) => value * scale);
  const sum = areas.reduce((total, area) => total + area, 0);
  return Math.max((side ** 2 * Math.max(...areas)) / sum ** 2, sum ** 2 / (side ** 2 * Math.min(...areas)));
}

/** Patterns of the kinds; the ground is the paper, so that a print without colour tells them apart. */
const patterns = () => s("defs", {},
  s("pattern", { id: "kind-lines", width: 5, height: 5, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" }, s("rect", { class: "ground", width: 5, height: 5 }), s("line", { class: "ink", x1: 0, y1: 0, x2: 0, y2: 5 })),
  s("pattern", { id: "kind-dots", width: 6, height: 6, patternUnits: "userSpaceOnUse" }, s("rect", { class: "ground", width: 6, height: 6 }), s("circle", { class: "ink", cx: 3, cy: 3, r: 1.1 })));

/** What a kind looks like. */
export const sample = (kind) => s("svg", { width: 20, height: 14, viewBox: "0 0 20 14", "aria-hidden": "true" }, s("rect", { class: `cell ${kind}`, fill: FILLS[kind], x: 0.5, y: 0.5, width: 19, height: 13 }));
