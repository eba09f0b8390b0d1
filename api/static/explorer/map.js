/** A map without tiles: communities where their coordinates put them, a mark for each mode, the names of their places among them. */

import { entityAddress } from "./address.js";
import { h, s, sized } from "./element.js";
import { t } from "./words.js";

const MARKS = {
  PROFESSIONAL: (x, y, r) => s("circle", { cx: x, cy: y, r }),
  TRUSTEESHIP: (x, y, r) => s("rect", { x: x - r, y: y - r, width: 2 * r, height: 2 * r }),
  SELF_MANAGED: (x, y, r) => s("path", { d: `M${x} ${y - r * 1.2} l${r * 1.2} ${r * 2.1} h${-r * 2.4} z` }),
  NONE: (x, y, r) => s("path", { class: "stroke", d: `M${x - r} ${y - r} l${2 * r} ${2 * r} m0 ${-2 * r} l${-2 * r} ${2 * r}` }),
};
const RADIUS = 3.4;
const CLOSEST = 40;
const NARROWER = [2, 8]; // zooms from which the next narrower places are named

/** `points`: [{ id, name, mode, places, longitude, latitude }], `places` being names, the widest first. Zoomed by buttons and the wheel, moved by dragging. */
export function map(title, points, legend) {
  const view = { zoom: 1, x: 0, y: 0 };
  let redraw = () => {};
  const zoom = (by, at = [0.5, 0.5]) => {
    const next = Math.min(Math.max(view.zoom * by, 1), CLOSEST);
    for (const [axis, part] of [["x", at[0]], ["y", at[1]]]) view[axis] = within(view[axis] + part / view.zoom - part / next, next);
    view.zoom = next;
    redraw();
  };
  const picture = sized((width) => {
    const height = Math.round(Math.max(300, Math.min(480, width * 0.75)));
    const svg = s("svg", { width, height, viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": title });
    redraw = () => svg.replaceChildren(...drawing(points, width, height, view));
    redraw();
    handle(svg, width, height, view, zoom, () => redraw());
    return svg;
  });
  return h("figure", { class: "map" },
    h("p", { class: "actions" }, h("button", { onclick: () => zoom(1.6), "aria-label": t("closer") }, "+"), h("button", { onclick: () => zoom(1 / 1.6), "aria-label": t("farther") }, "−")),
    picture, h("figcaption", {}, legend));
}

const within = (start, zoom) => Math.min(Math.max(start, 0), 1 - 1 / zoom);

/** Dragging moves, the wheel with Ctrl zooms (the page scrolls without), a click on a mark opens its page. */
function handle(svg, width, height, view, zoom, redraw) {
  let from = null;
  let moved = false;
  svg.addEventListener("pointerdown", (event) => { from = [event.clientX, event.clientY]; moved = false; });
  svg.addEventListener("pointermove", (event) => {
    if (!from || view.zoom === 1) return;
    const [dx, dy] = [event.clientX - from[0], event.clientY - from[1]];
    if (!moved && Math.hypot(dx, dy) < 4) return;
    if (!moved) svg.setPointerCapture(event.pointerId);
    moved = true;
    from = [event.clientX, event.clientY];
    view.x = within(view.x - dx / width / view.zoom, view.zoom);
    view.y = within(view.y - dy / height / view.zoom, view.zoom);
    redraw();
  });
  svg.addEventListener("pointerup", () => { from = null; });
  svg.addEventListener("click", (event) => { const { id } = event.target.closest("[data-id]")?.dataset ?? {}; if (id && !moved) location.assign(entityAddress(id)); });
  svg.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    zoom(event.deltaY < 0 ? 1.25 : 0.8, [event.offsetX / width, event.offsetY / height]);
  }, { passive: false });
}

function drawing(points, width, height, view) {
  const scale = projection(points, width, height);
  const at = (longitude, latitude) => { const [x, y] = scale(longitude, latitude); return [(x / width - view.x) * view.zoom * width, (y / height - view.y) * view.zoom * height]; };
  const seen = ([x, y]) => x > -20 && x < width + 20 && y > -20 && y < height + 20;
  const marks = points.map((point) => [point, at(point.longitude, point.latitude)]).filter(([, xy]) => seen(xy));
  const level = NARROWER.filter((zoom) => view.zoom >= zoom).length;
  const names = [...Map.groupBy(points, ({ places }) => places.slice(0, level + 1).join("/"))].map(([path, found]) => [path.split("/").at(-1), found]).map(([name, found]) => [name, at(mean(found, "longitude"), mean(found, "latitude")), found.length]);
  return [
    ...marks.map(([point, [x, y]]) => s("g", { class: `dot ${point.mode}`, "data-id": point.id }, s("title", {}, point.name), MARKS[point.mode](x, y, RADIUS))),
    ...apart(names.filter(([, xy]) => seen(xy))).map(([name, [x, y]]) => s("text", { x, y, "text-anchor": "middle" }, name)),
    bar(at, points, width, height),
  ];
}

const mean = (points, name) => points.reduce((sum, point) => sum + point[name], 0) / points.length;

/** The names of the larger places first; one that would lie on another is left out until there is room. */
function apart(names) {
  const kept = [];
  for (const one of names.sort((a, b) => b[2] - a[2])) {
    const free = kept.every(([name, [x, y]]) => Math.abs(x - one[1][0]) > 7 * (name.length + one[0].length) || Math.abs(y - one[1][1]) > 16);
    if (free) kept.push(one);
  }
  return kept;
}

/** Equirectangular around the middle latitude: right enough for a prefecture. */
function projection(points, width, height) {
  const [longitudes, latitudes] = [points.map(({ longitude }) => longitude), points.map(({ latitude }) => latitude)];
  const [west, east, south, north] = [Math.min(...longitudes), Math.max(...longitudes), Math.min(...latitudes), Math.max(...latitudes)];
  const squeeze = Math.cos(((south + north) / 2) * (Math.PI / 180));
  const unit = Math.min((width - 60) / Math.max((east - west) * squeeze, 0.001), (height - 60) / Math.max(north - south, 0.001));
  const [left, top] = [(width - (east - west) * squeeze * unit) / 2, (height - (north - south) * unit) / 2];
  return (longitude, latitude) => [left + (longitude - west) * squeeze * unit, top + (north - latitude) * unit];
}

/** A bar of a round number of kilometres. */
function bar(at, points, width, height) {
  const { longitude, latitude } = points[0];
  const kilometre = Math.abs(at(longitude, latitude + 1 / 111.2)[1] - at(longitude, latitude)[1]);
  const long = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100].findLast((one) => one * kilometre < width / 4) ?? 0.1;
  return s("g", { class: "scale" }, s("path", { d: `M10 ${height - 16} v6 h${long * kilometre} v-6` }), s("text", { x: 14, y: height - 16 }, t("kilometres", long)));
}

/** What the marks mean. */
export const sample = (mode) => s("svg", { width: 16, height: 14, viewBox: "0 0 16 14", "aria-hidden": "true" }, s("g", { class: `dot ${mode}` }, MARKS[mode](8, 7, 4.5)));
