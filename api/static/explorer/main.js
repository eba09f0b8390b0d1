/** The page: its frame, and the view that its address names. */

import { address, again, asOf, language, path, root } from "./address.js";
import { isSynthetic, onAnswer } from "./ask.js";
import { h } from "./element.js";
import { failure } from "./panel.js";
import { searchBox } from "./search.js";
import { t } from "./words.js";

/** Addresses, their modules, and whether the day chosen governs them. */
const VIEWS = [
  [/^\/$/, "./overview.js", true],
  [/^\/entity\/(.+)$/, "./entity.js", true],
  [/^\/list\/(\w+)$/, "./list.js", true],
  [/^\/paths$/, "./paths.js", true],
  [/^\/barred$/, "./barred.js", false],
  [/^\/flags$/, "./flags.js", false],
];

function top() {
  const item = (to, words) => h("a", { href: address(to), "aria-current": path === to && "page" }, words);
  const other = language === "zh" ? ["en", "English"] : ["zh", "中文"];
  return [
    h("a", { class: "skip", href: "#main" }, t("skip")),
    h("a", { class: "brand", href: address("/") }, h("b", {}, "物业"), " Wuye"),
    searchBox(),
    h("nav", { "aria-label": t("pages") }, item("/", t("overview")), item("/barred", t("barred")), item("/paths", t("paths")), item("/flags", t("flags")),
      h("a", { href: `${root}/graphql?lang=${language}` }, t("console")),
      h("a", { href: again({ lang: other[0] }), lang: other[0] === "zh" ? "zh-CN" : "en", hreflang: other[0] }, other[1])),
  ];
}

/** One control for the whole page; the day is in the address. */
function dayControl() {
  const input = h("input", { type: "date", id: "asOf", value: asOf ?? "" });
  const go = (day) => location.assign(again({ asOf: day }));
  return h("form", { class: "day", onsubmit: (event) => { event.preventDefault(); go(input.value || null); } },
    h("label", { for: "asOf" }, t("asOf")), input, h("button", {}, t("showDay")),
    asOf && h("a", { href: again({ asOf: null }) }, t("allHistory")),
    h("span", { class: "quiet" }, asOf ? t("asOfNote", asOf) : t("allHistoryNote")));
}

function bottom() {
  return [h("p", {}, t("flagNote")), h("p", {}, t("todayNote"))];
}

const banner = h("p", { class: "banner", role: "note", hidden: true }, h("b", {}, t("synthetic")), " ", t("syntheticNote"));
onAnswer((data) => { if (isSynthetic(data)) banner.hidden = false; });

async function show() {
  const main = document.getElementById("main");
  const body = h("div", { class: "view" });
  document.getElementById("top").append(...top());
  document.getElementById("bottom").append(...bottom());
  const [pattern, module, dated] = VIEWS.find(([pattern]) => pattern.test(path)) ?? [];
  main.append(banner, ...(dated ? [dayControl()] : []), body);
  try {
    if (!module) throw new Error(t("noPage"));
    const { view } = await import(module);
    body.append(...[await view(...path.match(pattern).slice(1))].flat());
    const heading = body.querySelector("h1");
    if (heading && path !== "/") document.title = `${heading.firstChild.textContent} · ${document.title}`;
  } catch (error) {
    body.append(failure(error));
  }
  main.removeAttribute("aria-busy");
}

await show();
