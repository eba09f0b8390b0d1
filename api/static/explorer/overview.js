/** The first page: what is there, what the letter claims, how it stands by place, year and month; every number opens a list. */

import { address, asOf, consoleAddress, listAddress } from "./address.js";
import { ask, questions } from "./ask.js";
import { bars, columns } from "./bars.js";
import { h } from "./element.js";
import { later, panel } from "./panel.js";
import { table } from "./table.js";
import { label, number } from "./value.js";
import { sentenceOf, t, typeNames, word } from "./words.js";

const today = () => new Date().toLocaleDateString("sv"); // 2026-11-23, by the reader's clock
const PRECONDITIONS = ["partyBranchFormedOn", "consultationHeldOn", "conventionSignedOn", "illegalStructuresClearedOn", "residentsContributedOn", "feesCommittedOn"];
const SOURCES = 6;

export async function view() {
  const { about } = await ask("About");
  const on = asOf ?? today();
  return [
    h("div", { class: "hero" }, h("h1", {}, t("headline")), h("p", {}, t("promise")),
      h("p", { class: "actions" }, h("a", { class: "action", href: address("/barred") }, t("whoIsBarred")), h("a", { class: "action", href: address("/barred", { from: "2019-01-01", to: today() }) }, t("whoWon")))),
    h("div", { class: "halves" },
      later(t("bansInForce"), ["BansOn", { on }], bansOverTime),
      later(t("creditByMonth"), ["CreditByMonth", { asOf }], creditByMonth)),
    panel(t("whatIsThere"), ["About", {}], holdings(about)),
    later(t("letterClaims"), ["ClaimList", { first: 50, asOf }], async () => {
      const { list } = await ask("ClaimList", { first: 50, asOf });
      return list.nodes.length ? table(list.nodes, { caption: t("letterClaims") }) : h("p", { class: "quiet" }, t("none"));
    }),
    h("div", { class: "halves" },
      later(t("byCounty"), ["Communities", { asOf }], async () => places("Communities")),
      later(t("byMode", on), ["Modes", { on }], async () => modes(on)),
      later(t("byYear"), ["Renovations", { asOf }], renovations),
      later(t("byStreet"), ["Streets", { asOf }], async () => h("div", { class: "tall", tabindex: "0", role: "region", "aria-label": t("byStreet") }, await places("Streets")))),
    panel(t("questions"), null, h("ul", { class: "questions" }, questions.map(({ title, document }) =>
      h("li", {}, h("a", { href: consoleAddress(document, {}) }, sentenceOf(title)))))),
  ];
}

function holdings({ types, sources }) {
  return [
    h("ul", { class: "tiles" }, types.map(({ type, count }) => h("li", {}, h("a", { href: listAddress(type) }, h("b", {}, number(count)), h("span", {}, typeNames(type)))))),
    h("p", { class: "quiet" }, t("sourcesSaid"), sources.slice(0, SOURCES).map(({ title, issuedOn, facts }, index) =>
      [index > 0 && t("comma"), `${title}${issuedOn ? ` (${issuedOn})` : ""} ${number(facts)}`]),
      sources.length > SOURCES && [" … ", h("a", { href: listAddress("Document") }, t("allSources", sources.length))]),
  ];
}

async function places(name) {
  const { communities } = await ask(name, { asOf });
  return bars(communities.groups.filter(({ key }) => key.region).sort((a, b) => b.count - a.count)
    .map(({ count, key }) => ({ name: label({ name: key.region.name }), value: count, href: listAddress("Community", { region: { within: key.region.code } }) })));
}

async function modes(on) {
  const { contracts } = await ask("Modes", { on });
  return bars(contracts.groups.map(({ count, key }) => ({ name: word("ManagementMode", key.mode), value: count, href: listAddress("Contract", { mode: { eq: key.mode }, inForce: { on } }) })));
}

async function renovations() {
  const { all, met } = await ask("Renovations", { asOf });
  const known = Object.fromEntries(PRECONDITIONS.map((name) => [name, { isNull: false }]));
  return bars(all.groups.map(({ count, key: { year } }) => ({ name: String(year), value: count, href: listAddress("Renovation", { year: { eq: year } }),
    part: met.groups.find(({ key }) => key.year === year)?.count ?? 0, partHref: listAddress("Renovation", { year: { eq: year }, ...known }) })), { partName: t("preconditionsMet") });
}

async function creditByMonth() {
  const { creditEvents } = await ask("CreditByMonth", { asOf });
  if (!creditEvents.groups.length) return h("p", { class: "quiet" }, t("none"));
  const named = creditEvents.groups.map(({ key }) => key.occurredOn).sort();
  const months = monthsBetween(named[0], named.at(-1));
  const count = (month, polarity) => creditEvents.groups.find(({ key }) => key.occurredOn === month && key.polarity === polarity)?.count ?? 0;
  return columns(t("creditByMonth"), months.map((month, index) => ({ name: month, value: count(month, "DISHONEST"), other: count(month, "TRUSTWORTHY"),
    href: listAddress("CreditEvent", { occurredOn: { gte: `${month}-01`, lt: `${months[index + 1] ?? following(month)}-01` } }) })),
  { valueName: word("CreditPolarity", "DISHONEST"), otherName: word("CreditPolarity", "TRUSTWORTHY") });
}

/** On the first day of each quarter, as the server counts them. */
async function bansOverTime() {
  const { aggregate, totalCount } = (await ask("BanPeriod")).sanctions;
  if (!totalCount) return h("p", { class: "quiet" }, t("none"));
  const last = [aggregate.endsOn.max, aggregate.startsOn.max].filter(Boolean).sort().at(-1);
  const quarters = monthsBetween(aggregate.startsOn.min.slice(0, 7), following(last.slice(0, 7))).filter((month) => /-(01|04|07|10)$/.test(month)).map((month) => `${month}-01`);
  const counts = await Promise.all(quarters.map((on) => ask("BansOn", { on })));
  return columns(t("bansInForce"), quarters.map((on, index) => ({ name: on, value: counts[index].barredEnterprises.totalCount, href: address("/barred", { from: on, to: on }) })));
}

const following = (month) => new Date(Date.UTC(+month.slice(0, 4), +month.slice(5), 1)).toISOString().slice(0, 7);

function monthsBetween(first, last) {
  const found = [];
  for (let month = first; month <= last; month = following(month)) found.push(month);
  return found;
}
