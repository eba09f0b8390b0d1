/** Draws nodes and edges: d3-force places what is new, cytoscape draws it, and what stood stays where it was. */

const SHAPES = {
  Enterprise: "round-rectangle", Person: "ellipse", Community: "hexagon", Tender: "diamond", Bid: "diamond", Sanction: "octagon",
  CreditEvent: "triangle", Contract: "rectangle", Document: "tag", Region: "pentagon",
};
/** Corners of the shapes for SVG, in parts of their radius; a shape without corners is round. */
const CORNERS = {
  "round-rectangle": [[-1, -0.8], [1, -0.8], [1, 0.8], [-1, 0.8]], rectangle: [[-1, -1], [1, -1], [1, 1], [-1, 1]], diamond: [[0, -1.2], [1.2, 0], [0, 1.2], [-1.2, 0]],
  triangle: [[0, -1.1], [1.1, 1], [-1.1, 1]], tag: [[-1, -1], [0.5, -1], [1.2, 0], [0.5, 1], [-1, 1]], pentagon: ring(5), hexagon: ring(6), octagon: ring(8),
};
const MARKED = new Set(["Sanction", "CreditEvent"]);
const TICKS = 300; // run at once: the picture is there, and does not swim
const LETTERS = 16;
const LARGEST = 1.3; // zoom that a picture of few nodes is shown at

/** The corners of a regular polygon, one of them on top. */
function ring(count) {
  return Array.from({ length: count }, (_, index) => [Math.sin((index * 2 * Math.PI) / count), -Math.cos((index * 2 * Math.PI) / count)]);
}

/** The outline of a type's shape as the `d` of a path. */
export function outline(type, x, y, radius) {
  const corners = CORNERS[SHAPES[type]];
  if (!corners) return `M${x - radius} ${y} a${radius} ${radius} 0 1 0 ${2 * radius} 0 a${radius} ${radius} 0 1 0 ${-2 * radius} 0 z`;
  return `M${corners.map(([right, down]) => `${(x + right * radius).toFixed(1)} ${(y + down * radius).toFixed(1)}`).join(" L")} z`;
}

/** `update(nodes, edges, from)` draws; new nodes start beside `from`, and the whole is brought into view; without `from` nothing moves. `onOpen(id)` is called by a click on a node. */
export async function picture(canvas, centre, onOpen) {
  const force = await import("./vendor/graph.js");
  // cytoscape would insert a style element, which the policy refuses; it does not where this id exists, and the rule is in explorer.css.
  if (!document.getElementById("__________cytoscape_stylesheet")) canvas.before(Object.assign(document.createElement("span"), { id: "__________cytoscape_stylesheet", hidden: true }));
  // While it moves it is drawn from one texture: 2,000 nodes then zoom at more than 30 frames a second without a graphics card.
  const cy = force.cytoscape({ container: canvas, style: style(), minZoom: 0.1, maxZoom: 3, boxSelectionEnabled: false, textureOnViewport: true });
  cy.on("tap", "node", (event) => onOpen(event.target.id()));
  const places = new Map([[centre, { x: 0, y: 0 }]]);

  function update(nodes, edges, from) {
    if (from) place(force, nodes, edges, places, from);
    cy.batch(() => {
      cy.elements().remove();
      cy.add(nodes.map((node) => ({ data: { ...node, short: short(node.name), shape: SHAPES[node.type] ?? "ellipse" },
        classes: `${node.id === centre ? "centre " : ""}${node.expanded ? "expanded " : ""}${MARKED.has(node.type) ? "marked" : ""}`, position: { ...places.get(node.id) } })));
      cy.add(edges.map(({ from, to, type }) => ({ data: { source: from, target: to, type } })));
    });
    if (from) { cy.fit(undefined, 30); if (cy.zoom() > LARGEST) { cy.zoom(LARGEST); cy.center(); } }
  }

  const placed = () => ({
    nodes: cy.nodes().map((node) => ({ ...node.position(), name: node.data("short"), type: node.data("type") })),
    edges: cy.edges().map((edge) => ({ from: edge.source().position(), to: edge.target().position() })),
  });
  return { update, placed, png: () => cy.png({ output: "blob-promise", full: true, scale: 2, bg: getComputedStyle(canvas.closest(".panel")).backgroundColor }) };
}

function place(force, nodes, edges, places, from) {
  const start = places.get(from) ?? { x: 0, y: 0 };
  const far = Math.hypot(start.x, start.y) || 1;
  const out = { x: (start.x / far) * 150, y: (start.y / far) * 150 }; // what is new stands on the outer side of what was expanded
  const bodies = nodes.map(({ id }, index) => {
    const known = places.get(id);
    return known ? { id, ...known, fx: known.x, fy: known.y } : { id, x: start.x + out.x + 40 * Math.cos(index), y: start.y + out.y + 40 * Math.sin(index) };
  });
  force.forceSimulation(bodies)
    .force("link", force.forceLink(edges.map(({ from, to }) => ({ source: from, target: to }))).id((body) => body.id).distance(80))
    .force("charge", force.forceManyBody().strength(-300)).force("collide", force.forceCollide(48))
    .force("x", force.forceX().strength(places.size > 1 ? 0 : 0.05)).force("y", force.forceY().strength(places.size > 1 ? 0 : 0.08)).stop().tick(TICKS);
  for (const { id, x, y } of bodies) places.set(id, { x, y });
}

const short = (name) => ([...name].length > LETTERS ? `${[...name].slice(0, LETTERS - 1).join("")}…` : name);

function style() {
  const of = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const colour = (name) => of(name).match(/light-dark\((.+?),\s*(.+?)\)/)?.[dark ? 2 : 1] ?? of(name);
  const [ink, paper, accent, ban, quiet] = ["--ink", "--paper", "--accent", "--ban", "--quiet"].map(colour);
  return [
    { selector: "node", style: { shape: "data(shape)", label: "data(short)", width: 22, height: 22, "background-color": paper, "border-width": 2, "border-color": accent,
      color: ink, "font-size": 11, "text-valign": "bottom", "text-margin-y": 3, "text-wrap": "wrap", "text-max-width": 92, "text-overflow-wrap": "anywhere",
      "text-background-color": paper, "text-background-opacity": 0.85, "min-zoomed-font-size": 7 } },
    { selector: ".marked", style: { "border-color": ban, "border-style": "dashed" } },
    { selector: ".expanded", style: { "background-color": accent } },
    { selector: ".centre", style: { width: 34, height: 34, "font-weight": "bold" } },
    { selector: "edge", style: { width: 1.2, "line-color": quiet, "target-arrow-color": quiet, "target-arrow-shape": "triangle", "arrow-scale": 0.7, "curve-style": "bezier" } },
  ];
}

/** The picture as SVG: what stands where, in lines, shapes and text. */
export function drawing({ nodes, edges }) {
  const xs = nodes.map(({ x }) => x);
  const ys = nodes.map(({ y }) => y);
  const [left, top] = [Math.min(...xs) - 80, Math.min(...ys) - 40];
  const [width, height] = [Math.max(...xs) - left + 80, Math.max(...ys) - top + 50];
  const text = (words) => words.replace(/[&<>]/g, (letter) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[letter]);
  const round = Math.round;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${round(left)} ${round(top)} ${round(width)} ${round(height)}" font-family="sans-serif" font-size="11" text-anchor="middle">
${edges.map(({ from, to }) => `<line x1="${round(from.x)}" y1="${round(from.y)}" x2="${round(to.x)}" y2="${round(to.y)}" stroke="#777"/>`).join("\n")}
${nodes.map(({ x, y, name, type }) => `<path d="${outline(type, round(x), round(y), 10)}" fill="#fff" stroke="${MARKED.has(type) ? "#a3261d" : "#0b5a86"}" stroke-width="2"/><text x="${round(x)}" y="${round(y) + 24}">${text(name)}</text>`).join("\n")}
</svg>`;
}
