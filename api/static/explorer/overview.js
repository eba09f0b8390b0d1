/** The first page: what is there, and where to begin. */

import { listAddress } from "./address.js";
import { ask } from "./ask.js";
import { h } from "./element.js";
import { panel } from "./panel.js";
import { number } from "./value.js";
import { t, typeNames } from "./words.js";

export async function view() {
  const { about } = await ask("About");
  return [
    h("h1", {}, t("overview")),
    panel(t("whatIsThere"), ["About", {}], h("ul", { class: "tiles" }, about.types.map(({ type, count }) =>
      h("li", {}, h("a", { href: listAddress(type) }, h("b", {}, number(count)), h("span", {}, typeNames(type))))))),
  ];
}
