/** All records of a type, or those that a filter leaves: what stands behind a number. */

import { again, parameter } from "./address.js";
import { ask, types } from "./ask.js";
import { h } from "./element.js";
import { inWords } from "./filter.js";
import { showQuery } from "./panel.js";
import { table } from "./table.js";
import { number } from "./value.js";
import { t, typeNames } from "./words.js";

const PAGE = 50;

export async function view(type) {
  if (!(type in types)) throw new Error(t("noPage"));
  const name = `${type}List`;
  const variables = { where: JSON.parse(parameter("where") ?? "null"), first: PAGE, after: parameter("after") };
  const { list } = await ask(name, variables);
  const { hasNextPage, endCursor } = list.pageInfo;
  return [
    h("h1", {}, typeNames(type)),
    h("div", { class: "head" }, h("p", {}, t("rows", number(list.totalCount))), showQuery(typeNames(type), name, variables)),
    variables.where && h("p", { class: "quiet" }, t("filter"), " ", inWords(type, variables.where)),
    list.nodes.length ? table(list.nodes, { caption: typeNames(type) }) : h("p", { class: "quiet" }, t("none")),
    h("p", { class: "pages" }, variables.after && h("a", { href: again({ after: null }) }, t("firstPage")), " ",
      hasNextPage && h("a", { href: again({ after: endCursor }) }, t("nextPage"))),
  ].filter(Boolean);
}
