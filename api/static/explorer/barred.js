/** The question the product exists for: who was barred on a day or in a period, why, and who won all the same. */

import { address, asOf, parameter } from "./address.js";
import { ask } from "./ask.js";
import { rowsAsCsv } from "./csv.js";
import { h } from "./element.js";
import { later } from "./panel.js";
import { grid } from "./table.js";
import { label, link, number, period, show, tag } from "./value.js";
import { t } from "./words.js";

const MOST = 1000; // a page of the API; a longer list says so

export async function view() {
  const today = new Date().toLocaleDateString("sv");
  const from = parameter("from") ?? asOf ?? today;
  const variables = { from, to: parameter("to") ?? from, region: parameter("region"), first: MOST };
  const { regions } = await ask("Divisions");
  return [
    h("h1", {}, t("barredTitle")),
    choice(variables, regions.nodes),
    h("p", {}, t("barredNote")),
    later(t("whoWon"), ["BarredWinners", variables], () => winners(variables)),
    later(t("whoIsBarred"), ["Barred", variables], () => banned(variables)),
  ];
}

function choice({ from, to, region }, regions) {
  const day = (id, value, words) => [h("label", { for: id }, words), h("input", { type: "date", id, name: id, value, required: true })];
  return h("form", { class: "day", action: address("/barred").split("?")[0] },
    day("from", from, t("from")), day("to", to, t("to")),
    h("label", { for: "region" }, t("region")),
    h("select", { id: "region", name: "region" }, h("option", { value: "" }, t("everywhere")),
      regions.map((one) => h("option", { value: one.code, selected: one.code === region }, `${one.level === "SUBDISTRICT" ? "　" : ""}${one.name}`))),
    parameter("lang") && h("input", { type: "hidden", name: "lang", value: parameter("lang") }),
    h("button", {}, t("showDay")));
}

async function banned(variables) {
  const { totalCount, edges } = (await ask("Barred", variables)).barredEnterprises;
  const pairs = edges.flatMap(({ node, sanctions }) => sanctions.map((sanction) => [node, sanction]));
  const names = [t("firm"), t("banPeriod"), t("reason"), t("region"), t("documentNumber"), t("sources")];
  const file = pairs.map(([node, ban]) => [label({ name: node.name }), node.uscc, ban.startsOn, last(ban), ban.permanent, ban.event?.summary, ban.region?.name ?? t("everywhere"), ban.documentNumber, sourceText(ban), node.synthetic]);
  return listed(totalCount, edges.length, pairs.map(([node, ban]) => [
    [link(node, node.name), " ", tag(node)], link(ban, ban.permanent ? `${ban.startsOn} – ${t("permanent")}` : period(ban.startsOn, last(ban))), show(ban.event),
    ban.region ? link(ban.region) : t("everywhere"), show(ban.documentNumber), show(ban.sources, "Sanction", "sources"),
  ]), names, ["barred", variables, [t("firm"), "uscc", t("from"), t("to"), t("permanent"), t("reason"), t("region"), t("documentNumber"), t("sources"), t("synthetic")], file]);
}

async function winners(variables) {
  const { totalCount, nodes } = (await ask("BarredWinners", variables)).barredWinners;
  const names = [t("firm"), t("tenderWon"), t("bidAndAward"), t("banPeriod"), t("region"), t("amount")];
  const file = nodes.map(({ enterprise, sanction, bid, tender }) => [enterprise.name, enterprise.uscc, tender.title, tender.community?.name, bid.submittedOn, tender.awardedOn, bid.amount, sanction.startsOn, last(sanction), sanction.documentNumber, sourceText(sanction), enterprise.synthetic]);
  return listed(totalCount, nodes.length, nodes.map(({ enterprise, sanction, bid, tender }) => [
    [link(enterprise, enterprise.name), " ", tag(enterprise)], link(tender, tender.title), link(bid, period(bid.submittedOn, tender.awardedOn)),
    link(sanction, period(sanction.startsOn, last(sanction))), sanction.region ? link(sanction.region) : t("everywhere"), show(bid.amount),
  ]), names, ["barred-winners", variables, [t("firm"), "uscc", t("tenderWon"), t("community"), t("bidOn"), t("awardedOn"), t("amount"), t("from"), t("to"), t("documentNumber"), t("sources"), t("synthetic")], file]);
}

function listed(totalCount, shown, rows, names, [name, { from, to }, header, file]) {
  if (!totalCount) return h("p", { class: "quiet" }, t("nobody"));
  return [
    h("div", { class: "head" }, h("p", {}, t("rows", number(totalCount)), shown < totalCount && ` · ${t("firstOf", shown, number(totalCount))}`),
      h("button", { onclick: () => rowsAsCsv(`${name}-${from}-${to}.csv`, header, file) }, t("csv"))),
    grid(names, rows, name),
  ];
}

const last = (ban) => ban.liftedOn ?? ban.endsOn;
const sourceText = ({ sources }) => sources.map(({ document, locator }) => [document.title, locator].filter(Boolean).join(" ")).join("; ");
