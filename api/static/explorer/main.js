/** The page: its frame, and the view that its address names. */

import { address, again, asOf, known, language, path, root } from "./address.js";
import { isSynthetic, onAnswer } from "./ask.js";
import { h } from "./element.js";
import { sign, signedIn } from "./key.js";
import { failure } from "./panel.js";
import { searchBox } from "./search.js";
import { t } from "./words.js";

/** Addresses, their modules, and whether the day chosen governs them; the page of the barred has days of its own. */
const VIEWS = [
  [/^\/$/, "./overview.js", true],
  [/^\/entity\/(.+)$/, "./entity.js", true],
  [/^\/list\/(\w+)$/, "./list.js", true],
  [/^\/paths$/, "./paths.js", true],
  [/^\/barred$/, "./barred.js", false],
  [/^\/flags$/, "./flags.js", true],
];

function top() {
  const item = (to, words) => h("a", { href: address(to), "aria-current": path === to && "page" }, words);
  const other = language === "zh" ? ["en", "English"] : ["zh", "中文"];
  return [
    h("a", { class: "skip", href: "#main" }, t("skip")),
    h("a", { class: "brand", href: address("/") }, h("b", {}, "物业"), " Wuye"),
    searchBox(),
    h("nav", { "aria-label": t("pages") }, item("/", t("overview")), item("/barred", t("barred")), item("/paths", t("paths")), item("/flags", t("flags")),
      h("a", { href: `${root}/q/?lang=${language}` }, t("ready")),
      h("a", { href: `${root}/graphql?lang=${language}` }, t("console")),
      h("a", { href: again({ lang: other[0] }), lang: other[0] === "zh" ? "zh-CN" : "en", hreflang: other[0] }, other[1])),
  ];
}

/** One control for the whole page: the day it tells of, and, folded away until wanted, the instant it was recorded by. */
function momentControl(dated) {
  const day = h("input", { type: "date", id: "asOf", value: asOf ?? "" });
  const instant = h("input", { type: "datetime-local", id: "known", step: 1, value: known?.replace("Z", "") ?? "" });
  const chosen = () => ({ asOf: dated ? day.value || null : asOf, known: instant.value && `${instant.value.padEnd(19, ":00")}Z`, after: null });
  return h("form", { class: "day", onsubmit: (event) => { event.preventDefault(); location.assign(again(chosen())); } },
    dated && [h("label", { for: "asOf" }, t("asOf")), day, h("button", {}, t("showDay"))],
    h("details", { open: known !== null }, h("summary", {}, t("record")), h("span", { class: "row" }, h("label", { for: "known" }, t("knownAt")), instant, h("button", {}, t("showRecord")))),
    (known || (dated && asOf)) && h("a", { href: again({ asOf: dated ? null : asOf, known: null, after: null }) }, t("allHistory")),
    h("span", { class: "quiet" }, dated && t(asOf ? "asOfNote" : "allHistoryNote", asOf), known && [" ", t("knownNote", shown(known))]));
}

const shown = (instant) => `${instant.replace("T", " ").replace("Z", "")} UTC`;

function bottom() {
  return [h("p", {}, t("flagNote")), h("p", {}, t("todayNote")), keyControl()];
}

/** Signing in, and out again. */
function keyControl() {
  if (signedIn) return h("p", {}, t("signedIn"), " ", h("button", { type: "button", onclick: () => sign() }, t("signOut")));
  const given = h("input", { type: "password", id: "key", autocomplete: "off", required: true, pattern: "[\\x21-\\x7e]+", title: t("keyForm") });
  return h("details", {}, h("summary", {}, t("signIn")),
    h("form", { class: "row", onsubmit: (event) => { event.preventDefault(); sign(given.value); } },
      h("label", { for: "key" }, t("key")), given, h("button", {}, t("signIn")), h("span", {}, t("keyNote"))));
}

const banner = h("p", { class: "banner", role: "note", hidden: true }, h("b", {}, t("synthetic")), " ", t("syntheticNote"));
onAnswer((data) => { if (isSynthetic(data)) banner.hidden = false; });

async function show() {
  const main = document.getElementById("main");
  const body = h("div", { class: "view" });
  document.getElementById("top").append(...top());
  document.getElementById("bottom").append(...bottom());
  const [pattern, module, dated] = VIEWS.find(([pattern]) => pattern.test(path)) ?? [];
  main.append(banner, ...(module ? [momentControl(dated)] : []), body);
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
