/** The question the product exists for: who was barred on a day or in a period, why, and who won all the same. */

import { address, asOf, kept, parameter } from "./address.js";
import { ask } from "./ask.js";
import { h } from "./element.js";
import { later } from "./panel.js";
import { saveRows } from "./sheet.js";
import { grid } from "./table.js";
import { label, link, number, period, show, tag } from "./value.js";
import { fieldName, t } from "./words.js";

const MOST = 1000; // a page of the API; a longer list says so

export async function view() {
  const today = new Date().toLocaleDateString("sv");
  const from = parameter("from") ?? asOf ?? today;
  const variables = { from, to: parameter("to") ?? from, region: parameter("region"), first: MOST };
  const { regions } = await ask("Divisions");
  return [
    h("h1", {}, t("barredTitle")),
    choice(variables, regions.nodes),
    h("p", {}, h("b", {}, period(from, variables.to), " · ", regions.nodes.find(({ code }) => code === variables.region)?.name ?? t("everywhere")), " ", t("barredNote")),
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
    kept("lang", "known", "asOf"),
    h("button", {}, t("showDay")));
}

// ---- who was barred, and why

async function banned(variables) {
  const { totalCount, edges } = (await ask("Barred", variables)).barredEnterprises;
  const rows = edges.flatMap(({ node, sanctions }) => sanctions.map((ban) => [
    [link(node, node.name), " ", tag(node)], link(ban, ban.permanent ? `${ban.startsOn} – ${t("permanent")}` : period(ban.startsOn, last(ban))), show(ban.event),
    ban.region ? link(ban.region) : t("everywhere"), show(ban.documentNumber), show(ban.sources, "Sanction", "sources"),
  ]));
  const file = async () => [
    [t("firm"), fieldName("Enterprise", "uscc"), t("from"), t("to"), t("permanent"), t("reason"), t("region"), t("documentNumber"), t("sources"), t("synthetic")],
    ...(await whole("Barred", variables, "barredEnterprises", "edges")).flatMap(({ node, sanctions }) => sanctions.map((ban) =>
      [node.name, node.uscc, ban.startsOn, last(ban), ban.permanent, ban.event?.summary, ban.region?.name ?? t("everywhere"), ban.documentNumber, sourceText(ban), node.synthetic])),
  ];
  return listed(totalCount, edges.length, rows, [t("firm"), t("banPeriod"), t("reason"), t("region"), t("documentNumber"), t("sources")], `barred-${variables.from}-${variables.to}`, t("whoIsBarred"), file);
}

// ---- who won all the same

async function winners(variables) {
  const { totalCount, nodes } = (await ask("BarredWinners", variables)).barredWinners;
  const rows = nodes.map(({ enterprise, sanction, bid, tender }) => [
    [link(enterprise, enterprise.name), " ", tag(enterprise)], link(tender, tender.title), link(bid, period(bid.submittedOn, tender.awardedOn)),
    link(sanction, period(sanction.startsOn, last(sanction))), sanction.region ? link(sanction.region) : t("everywhere"), show(bid.amount),
  ]);
  const file = async () => [
    [t("firm"), fieldName("Enterprise", "uscc"), t("tenderWon"), t("community"), t("bidOn"), t("awardedOn"), t("amount"), t("from"), t("to"), t("documentNumber"), t("sources"), t("synthetic")],
    ...(await whole("BarredWinners", variables, "barredWinners", "nodes")).map(({ enterprise, sanction, bid, tender }) =>
      [enterprise.name, enterprise.uscc, tender.title, tender.community?.name, bid.submittedOn, tender.awardedOn, bid.amount && Number(bid.amount), sanction.startsOn, last(sanction), sanction.documentNumber, sourceText(sanction), enterprise.synthetic]),
  ];
  return listed(totalCount, nodes.length, rows, [t("firm"), t("tenderWon"), t("bidAndAward"), t("banPeriod"), t("region"), t("amount")], `barred-winners-${variables.from}-${variables.to}`, t("whoWon"), file);
}

// ---- both

/** All pages of a list: a file has all rows, whatever the table shows. */
async function whole(document, variables, field, rows) {
  const found = [];
  for (let after = null, more = true; more;) {
    const page = (await ask(document, { ...variables, after }))[field];
    found.push(...page[rows]);
    [after, more] = [page.pageInfo.endCursor, page.pageInfo.hasNextPage];
  }
  return found;
}

function listed(totalCount, shown, rows, names, fileName, caption, file) {
  if (!totalCount) return h("p", { class: "quiet" }, t("nobody"));
  const button = (form) => h("button", { onclick: async () => saveRows(fileName, form, await file()) }, t(form));
  return [
    h("div", { class: "head" }, h("p", {}, t("rows", number(totalCount)), shown < totalCount && ` · ${t("firstOf", shown, number(totalCount))}`),
      h("p", { class: "actions" }, button("csv"), button("xlsx"))),
    grid(names, rows, caption),
  ];
}

const last = (ban) => ban.liftedOn ?? ban.endsOn;
const sourceText = ({ sources }) => sources.map(({ document, locator }) => [document.title, locator].filter(Boolean).join(" ")).join("; ");
