/** The first page: what is there, what the letter claims, how it stands by place, year and month; every number opens a list. */

import { address, asOf, consoleAddress, known, listAddress } from "./address.js";
import { ask, questions } from "./ask.js";
import { bars, columns } from "./bars.js";
import { h } from "./element.js";
import { map, sample as mapSample } from "./map.js";
import { failure, later, panel } from "./panel.js";
import { grid, table } from "./table.js";
import { sample as cellSample, treemap } from "./treemap.js";
import { label, number } from "./value.js";
import { half, t, typeNames, word } from "./words.js";

const today = () => new Date().toLocaleDateString("sv"); // 2026-11-23, by the reader's clock
const PRECONDITIONS = ["partyBranchFormedOn", "consultationHeldOn", "conventionSignedOn", "illegalStructuresClearedOn", "residentsContributedOn", "feesCommittedOn"];
const SOURCES = 6;
const MODES = ["PROFESSIONAL", "TRUSTEESHIP", "SELF_MANAGED", "NONE"];
const MOST = 1000; // communities on the map: a page of the API

export async function view() {
  const { about } = await ask("About");
  const then = (asOf || known) && (await ask("Counts"));
  const held = about.types.map(({ type, count }) => ({ type, count: then ? then[type].totalCount : count }));
  const on = asOf ?? today();
  return [
    h("div", { class: "hero" }, h("h1", {}, t("headline")), h("p", {}, t("promise")),
      h("p", { class: "actions" }, h("a", { class: "action", href: address("/barred") }, t("whoIsBarred")), h("a", { class: "action", href: address("/barred", { from: "2019-01-01", to: today() }) }, t("whoWon")))),
    h("div", { class: "halves" },
      later(t("bansInForce"), ["BansOn", { on }], bansOverTime),
      later(t("creditByMonth"), ["CreditByMonth", {}], creditByMonth)),
    panel(t("whatIsThere"), [then ? "Counts" : "About", {}], holdings(held, about.sources)),
    later(t("letterClaims"), ["ClaimList", { first: 50 }], async () => {
      const { list } = await ask("ClaimList", { first: 50 });
      return list.nodes.length ? table(list.nodes, { caption: t("letterClaims") }) : h("p", { class: "quiet" }, t("none"));
    }),
    h("div", { class: "halves" },
      later(t("byCounty"), ["Communities", {}], counties),
      h("div", { class: "view" }, later(t("byMode", on), ["Modes", { on }], () => modes(on)), later(t("byYear"), ["Renovations", {}], renovations))),
    later(t("byStreet", on), ["Streets", { on }], () => streets(on)),
    await located(),
    panel(t("questions"), null, h("ul", { class: "questions" }, questions.map(({ title, document }) =>
      h("li", {}, h("a", { href: consoleAddress(document, {}) }, half(title)))))),
  ];
}

function holdings(types, sources) {
  return [
    h("ul", { class: "tiles" }, types.map(({ type, count }) => h("li", {}, h("a", { href: listAddress(type) }, h("b", {}, number(count)), h("span", {}, typeNames(type)))))),
    h("p", { class: "quiet" }, t("sourcesSaid"), sources.slice(0, SOURCES).map(({ title, issuedOn, facts }, index) =>
      [index > 0 && t("comma"), `${title}${issuedOn ? ` (${issuedOn})` : ""} ${number(facts)}`]),
      sources.length > SOURCES && [" … ", h("a", { href: listAddress("Document") }, t("allSources", sources.length))]),
  ];
}

async function counties() {
  const { communities } = await ask("Communities");
  return bars(communities.groups.filter(({ key }) => key.region).sort((a, b) => b.count - a.count)
    .map(({ count, key }) => ({ name: key.region.name, value: count, href: listAddress("Community", { region: { within: key.region.code } }) })));
}

// ---- places: counties, their streets, and the modes there

const modeName = (mode) => (mode === "NONE" ? t("noMode") : word("ManagementMode", mode));
const ofMode = (mode, on) => ({ contracts: mode === "NONE" ? { none: { inForce: { on } } } : { some: { mode: { eq: mode }, inForce: { on } } } });
const modeLegend = (sample) => h("ul", { class: "legend" }, MODES.map((mode) => h("li", {}, sample(mode), " ", modeName(mode))));

async function streets(on) {
  const answer = await ask("Streets", { on });
  const within = (place, mode) => listAddress("Community", { region: { within: place.code }, ...(mode && ofMode(mode, on)) });
  const elsewhere = answer.all.groups.find(({ key }) => !key.region)?.count ?? 0;
  const parts = answer.all.groups.filter(({ key }) => key.region).map(({ count, key: { region } }) => ({
    name: region.name, value: count, href: within(region), county: region.parent ?? region,
    kinds: MODES.map((mode) => ({ kind: mode, name: modeName(mode), value: answer[mode].groups.find(({ key }) => key.region?.id === region.id)?.count ?? 0, href: within(region, mode) })),
  }));
  const counties = [...Map.groupBy(parts, ({ county }) => county.id).values()].map((found) => ({
    name: found[0].county.name, value: found.reduce((sum, { value }) => sum + value, 0), href: within(found[0].county), parts: found,
  })).sort((a, b) => b.value - a.value);
  if (!counties.length) return h("p", { class: "quiet" }, t("none"));
  const cell = ({ value, href }) => (value ? h("a", { href }, number(value)) : "0");
  return [
    treemap(t("byStreet", on), counties, modeLegend(cellSample)),
    elsewhere > 0 && h("p", { class: "quiet" }, t("noStreet", number(elsewhere))),
    h("details", {}, h("summary", {}, t("asTable")), grid([t("street"), t("county"), t("communities"), ...MODES.map(modeName)],
      counties.flatMap((county) => county.parts.map((street) => [street.name, county.name, cell(street), ...street.kinds.map(cell)])), t("byStreet", on))),
  ].filter(Boolean);
}

/** The map, where some community has coordinates; its many points are asked for when it comes into view. */
async function located() {
  const { totalCount } = (await ask("Located")).communities;
  if (!totalCount) return false;
  const body = h("div", { class: "body map-space" }, h("p", { class: "quiet" }, t("loading")));
  const seen = new IntersectionObserver(([{ isIntersecting }]) => {
    if (!isIntersecting) return;
    seen.disconnect();
    points().then((drawn) => body.replaceChildren(...drawn), (error) => body.replaceChildren(failure(error))).finally(() => body.classList.remove("map-space"));
  }, { rootMargin: "200px" });
  seen.observe(body);
  return panel(t("map"), ["Map", { first: MOST }], body);
}

/** The names of a region and of those above it, from the county down. */
function chain(region) {
  const above = region?.parent ? chain(region.parent) : [];
  return !region || ["PROVINCE", "CITY"].includes(region.level) ? [] : [...above, region.name];
}

async function points() {
  const { totalCount, nodes } = (await ask("Map", { first: MOST })).communities;
  const found = nodes.map(({ id, name, longitude, latitude, managementMode, region }) => ({ id, name, longitude, latitude, mode: managementMode ?? "NONE", places: chain(region) }))
    .sort((a, b) => (b.mode === "NONE") - (a.mode === "NONE")); // what has a contract is drawn above what has none
  return [
    map(t("map"), found, modeLegend(mapSample)),
    h("p", { class: "quiet" }, t("onMap", number(nodes.length), number(totalCount)), " ", h("a", { href: listAddress("Community", { longitude: { isNull: false }, latitude: { isNull: false } }) }, t("asTable"))),
  ];
}

async function modes(on) {
  const { contracts } = await ask("Modes", { on });
  return bars(contracts.groups.map(({ count, key }) => ({ name: word("ManagementMode", key.mode), value: count, href: listAddress("Contract", { mode: { eq: key.mode }, inForce: { on } }) })));
}

async function renovations() {
  const { all, met } = await ask("Renovations");
  const known = Object.fromEntries(PRECONDITIONS.map((name) => [name, { isNull: false }]));
  return bars(all.groups.map(({ count, key: { year } }) => ({ name: String(year), value: count, href: listAddress("Renovation", { year: { eq: year } }),
    part: met.groups.find(({ key }) => key.year === year)?.count ?? 0, partHref: listAddress("Renovation", { year: { eq: year }, ...known }) })), { partName: t("preconditionsMet") });
}

async function creditByMonth() {
  const { creditEvents } = await ask("CreditByMonth");
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
