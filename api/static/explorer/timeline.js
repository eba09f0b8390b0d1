/** A timeline drawn by hand: lanes of marks on one scale of days, bars for periods, shapes for days; read without colour. */

import { entityAddress } from "./address.js";
import { h, s, sized } from "./element.js";
import { t } from "./words.js";

const ROW = 20;
const TITLE = 22;
const AXIS = 22;
const DAY = 86_400_000;
const days = (date) => Date.parse(date) / DAY;
let drawings = 0;

/**
 * `lanes`: [{ title, marks }], a mark is { id, from, to, open, kind, label, alarm }: `to` null is a day, `open` an end unknown.
 * `bans`: periods shaded across all lanes. `asOf`: a line at the day chosen.
 */
export function timeline({ title, lanes, bans = [], asOf }) {
  const shown = lanes.filter((lane) => lane.marks.length);
  const dated = shown.flatMap((lane) => lane.marks);
  if (!dated.length) return h("p", { class: "quiet" }, t("nothingDated"));
  return h("figure", { class: "timeline" }, sized((width) => drawing(title, shown, bans, asOf, width)), h("figcaption", {}, legend(dated, bans, asOf)));
}

function drawing(title, lanes, bans, asOf, width) {
  const scale = scaleOf([...lanes.flatMap((lane) => lane.marks), ...bans], asOf, width);
  const hatch = `hatch-${drawings += 1}`;
  let y = AXIS;
  const rows = lanes.map((lane) => {
    const placed = stacked(lane.marks, scale);
    const found = { ...lane, y, placed, height: TITLE + placed.rows * ROW + 6 };
    y += found.height;
    return found;
  });
  return s("svg", { viewBox: `0 0 ${width} ${y}`, width, height: y, role: "group", "aria-label": title },
    s("defs", {}, s("pattern", { id: hatch, width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
      s("rect", { width: 6, height: 6, class: "hatch-ground" }), s("line", { x1: 0, y1: 0, x2: 0, y2: 6, class: "hatch-line" }))),
    bans.map((ban) => band(ban, scale, y, hatch)),
    years(scale, y, width),
    rows.map((lane, index) => s("g", {}, index > 0 && s("line", { class: "rule", x1: 0, x2: width, y1: lane.y, y2: lane.y }),
      s("text", { x: 2, y: lane.y + 15, class: "lane" }, lane.title),
      lane.placed.marks.map(({ mark, row }) => drawMark(mark, scale, lane.y + TITLE + row * ROW, hatch)))),
    asOf && s("g", { class: "asof" }, s("rect", { class: "after", x: scale(asOf), y: AXIS, width: Math.max(width - scale(asOf), 0), height: y - AXIS }), s("line", { x1: scale(asOf), x2: scale(asOf), y1: AXIS - 4, y2: y }),
      s("text", { x: Math.min(scale(asOf) + 3, width - 66), y: AXIS - 8 }, asOf)));
}

/** Days to pixels, from the first to the last with a margin. */
function scaleOf(marks, asOf, width) {
  const today = marks.some((mark) => mark.open) && new Date().toISOString().slice(0, 10);
  const all = marks.flatMap(({ from, to }) => [from, to]).concat(asOf, today).filter(Boolean).map(days);
  const [first, last] = [Math.min(...all) - 60, Math.max(...all) + 60];
  const scale = (date) => 4 + ((days(date) - first) / (last - first)) * (width - 8);
  return Object.assign(scale, { first, last, end: width - 4 });
}

/** Marks that would overlap stand one under the other, so that overlaps are seen. */
function stacked(marks, scale) {
  const ends = [];
  const placed = [...marks].sort((a, b) => (a.from < b.from ? -1 : 1)).map((mark) => {
    const [left, right] = [scale(mark.from) - 7, mark.open ? scale.end : scale(mark.to ?? mark.from) + 7];
    const free = ends.findIndex((end) => end <= left);
    const row = free < 0 ? ends.length : free;
    ends[row] = right;
    return { mark, row };
  });
  return { marks: placed, rows: ends.length };
}

function band(ban, scale, height, hatch) {
  const [left, right] = [scale(ban.from), ban.open ? scale.end : scale(ban.to)];
  return s("g", { class: "band" }, s("rect", { x: left, y: AXIS, width: Math.max(right - left, 2), height: height - AXIS, fill: `url(#${hatch})` }),
    s("line", { x1: left, x2: left, y1: AXIS, y2: height }), !ban.open && s("line", { x1: right, x2: right, y1: AXIS, y2: height }));
}

function years(scale, height, width) {
  const [first, last] = [scale.first, scale.last].map((day) => new Date(day * DAY).getUTCFullYear());
  const step = Math.ceil((last - first) / (width / 60));
  const found = [];
  for (let year = first + 1; year <= last; year += step) {
    const x = scale(`${year}-01-01`);
    found.push(s("line", { class: "year", x1: x, x2: x, y1: AXIS - 6, y2: height }), s("text", { class: "year", x: x + 3, y: AXIS - 8 }, year));
  }
  return found;
}

function drawMark(mark, scale, y, hatch) {
  const x = scale(mark.from);
  const right = mark.open ? scale.end : scale(mark.to ?? mark.from);
  const middle = y + ROW / 2 - 2;
  const long = right - x;
  const parts = mark.kind in SHAPES
    ? [mark.to && s("line", { class: "span", x1: x, x2: right, y1: middle, y2: middle }), SHAPES[mark.kind](mark.to ? right : x, middle)]
    : [s("rect", { x, y: y + 1, width: Math.max(long, 3), height: ROW - 6, rx: 2, fill: mark.kind === "ban" ? `url(#${hatch})` : null }),
       mark.open && s("path", { class: "open", d: `M${right - 5} ${y + 1} l5 ${(ROW - 6) / 2} l-5 ${(ROW - 6) / 2}` }),
       long > 40 && s("text", { class: "inside", x: x + 5, y: y + 12 }, cut(mark.name ?? "", long - 10))];
  const at = mark.to && mark.kind in SHAPES ? right : x;
  return s("a", { href: entityAddress(mark.id), class: `mark ${mark.kind}${mark.alarm ? " alarm" : ""}`, "aria-label": mark.label },
    s("title", {}, mark.label), parts, mark.alarm && [s("circle", { class: "ring", cx: at, cy: middle, r: 9.5 }), s("text", { class: "shout", x: at + 12, y: middle + 4 }, "!")]);
}

/** Text that fits: Chinese letters take 11 pixels, others 6. */
function cut(text, width) {
  let used = 0;
  const letters = [...text];
  const end = letters.findIndex((letter) => (used += letter > "\u2e80" ? 11 : 6.2) > width);
  return end < 0 ? text : end < 2 ? "" : `${letters.slice(0, end - 1).join("")}…`;
}

const SHAPES = {
  good: (x, y) => s("path", { d: `M${x} ${y - 6} l6 11 h-12 z` }),
  bad: (x, y) => s("path", { d: `M${x} ${y + 6} l6 -11 h-12 z` }),
  won: (x, y) => s("path", { d: `M${x} ${y - 6} l6 6 l-6 6 l-6 -6 z` }),
  lost: (x, y) => s("circle", { cx: x, cy: y, r: 4.5 }),
  pending: (x, y) => s("circle", { class: "stroke", cx: x, cy: y, r: 4.5, "stroke-dasharray": "2 2" }),
  rejected: (x, y) => s("path", { class: "stroke", d: `M${x - 4} ${y - 4} l8 8 m0 -8 l-8 8` }),
  withdrawn: (x, y) => s("path", { class: "stroke", d: `M${x - 5} ${y} h10` }),
};

/** What the shapes mean; only those that occur. */
function legend(marks, bans, asOf) {
  const kinds = [...new Set(marks.map((mark) => mark.kind))];
  const entries = kinds.map((kind) => [sample(kind), t(`mark_${kind}`)]);
  if (bans.length) entries.push([sampleOf("band", s("rect", { x: 1, y: 1, width: 18, height: 14 })), t("mark_band")]);
  if (marks.some((mark) => mark.alarm)) entries.push([sampleOf("mark won alarm", SHAPES.won(8, 8), s("circle", { class: "ring", cx: 8, cy: 8, r: 7.5 }), s("text", { class: "shout", x: 16, y: 12 }, "!")), t("mark_alarm")]);
  if (asOf) entries.push([sampleOf("sample", s("rect", { class: "after", x: 6, y: 1, width: 14, height: 14 }), s("line", { x1: 6, x2: 6, y1: 0, y2: 16 })), t("afterDay")]);
  return h("ul", { class: "legend" }, entries.map(([drawn, words]) => h("li", {}, drawn, " ", words)));
}

const sample = (kind) => sampleOf(`mark ${kind}`, kind in SHAPES ? SHAPES[kind](10, 8) : s("rect", { x: 1, y: 2, width: 18, height: 12, rx: 2 }));
const sampleOf = (names, ...parts) => s("svg", { width: 20, height: 16, viewBox: "0 0 20 16", "aria-hidden": "true" }, s("g", { class: names }, parts));
