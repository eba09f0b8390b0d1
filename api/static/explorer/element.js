/** Elements as expressions: `h("a", { href }, "text")`. Text stays text: nothing is ever parsed as HTML. */

const SVG = "http://www.w3.org/2000/svg";

export const h = (name, attributes = {}, ...children) => made(document.createElement(name), attributes, children);
export const s = (name, attributes = {}, ...children) => made(document.createElementNS(SVG, name), attributes, children);

/** For screen readers only. */
export const hidden = (text) => h("span", { class: "hidden" }, text);

/** A picture that is drawn for the width it has: `draw(width)` is called again when that changes. */
export function sized(draw) {
  const picture = h("div");
  let drawn = 0;
  new ResizeObserver(([{ contentRect: { width } }]) => {
    if (!width || Math.abs(width - drawn) < 8) return;
    drawn = width;
    picture.replaceChildren(draw(Math.floor(width)));
  }).observe(picture);
  return picture;
}

function made(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.flat(Infinity).filter((child) => child != null && child !== false));
  return element;
}
