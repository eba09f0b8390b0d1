/** Search as you type: a combobox whose list is grouped by type; arrows, Enter and Escape work. */

import { entityAddress } from "./address.js";
import { ask } from "./ask.js";
import { h } from "./element.js";
import { label, tag } from "./value.js";
import { t, typeName } from "./words.js";

const WAIT = 120; // ms: a fast typist does not ask at every key

/** `choose`: called with the record chosen; its page is opened unless given. */
export function searchBox({ name = t("search"), choose = (record) => location.assign(entityAddress(record.id)) } = {}) {
  const id = `found-${Math.random().toString(36).slice(2)}`;
  const input = h("input", {
    type: "search", role: "combobox", placeholder: t("searchFor"), "aria-label": name, "aria-autocomplete": "list",
    "aria-expanded": "false", "aria-controls": id, autocomplete: "off", spellcheck: "false",
  });
  const list = h("div", { id, role: "listbox", "aria-label": t("found"), hidden: true });
  const status = h("p", { class: "hidden", role: "status" });
  let options = [];
  let at = -1;
  let asking = new AbortController();
  let timer = 0;

  const close = () => { list.hidden = true; input.setAttribute("aria-expanded", "false"); move(-1); };
  const move = (to) => {
    options[at]?.element.setAttribute("aria-selected", "false");
    at = to;
    options[at]?.element.setAttribute("aria-selected", "true");
    options[at]?.element.scrollIntoView({ block: "nearest" });
    if (at < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", options[at].element.id);
  };

  async function look() {
    asking.abort();
    const text = input.value.trim();
    if (!text) return close();
    asking = new AbortController();
    try {
      const { search } = await ask("Search", { text }, asking.signal);
      fill(search);
    } catch (error) {
      if (error.name !== "AbortError") { options = []; list.replaceChildren(h("p", { class: "quiet" }, error.message)); open(); }
    }
  }

  function open() { list.hidden = false; input.setAttribute("aria-expanded", "true"); }

  function fill({ totalCount, edges }) {
    options = [];
    at = -1;
    input.removeAttribute("aria-activedescendant");
    const groups = Map.groupBy(edges, ({ node }) => node.__typename);
    list.replaceChildren(...[...groups].map(([type, found]) => h("div", { role: "group", "aria-label": typeName(type) },
      h("div", { class: "group", "aria-hidden": "true" }, typeName(type)), found.map(option))));
    if (!edges.length) list.replaceChildren(h("p", { class: "quiet" }, t("nothingFound")));
    status.textContent = t("foundCount", totalCount);
    open();
  }

  function option({ node, highlights }) {
    const words = label(node);
    const index = options.length;
    const element = h("div", { role: "option", id: `${id}-${index}`, "aria-selected": "false", onmousedown: (event) => { event.preventDefault(); pick(index); } },
      h("span", {}, words, " ", tag(node)), highlights.map(plain).filter((one) => !words.includes(one.text)).slice(0, 1).map((one) => h("small", {}, one.marked)));
    options.push({ element, node });
    return element;
  }

  function pick(index) {
    const { node } = options[index];
    close();
    input.value = label(node);
    choose(node);
  }

  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(look, WAIT); });
  input.addEventListener("focus", () => { if (options.length && input.value.trim()) open(); });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return; // a Chinese input method is at work: its Enter and arrows are its own
    const keys = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in keys && options.length) { event.preventDefault(); open(); move((at + keys[event.key] + options.length) % options.length); }
    else if (event.key === "Enter" && options.length && !list.hidden) { event.preventDefault(); pick(Math.max(at, 0)); }
    else if (event.key === "Escape") close();
  });
  return h("div", { class: "search" }, input, list, status);
}

/** «words found» as marks, and the text without them. */
function plain(highlight) {
  const parts = highlight.split(/[«»]/);
  return { text: parts.join(""), marked: parts.map((part, index) => (index % 2 ? h("mark", {}, part) : part)) };
}
