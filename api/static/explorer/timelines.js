/** What stands on the timeline of an enterprise, and of a community. */

import { asOf } from "./address.js";
import { h } from "./element.js";
import { timeline } from "./timeline.js";
import { label, link, period } from "./value.js";
import { t, typeNames, word } from "./words.js";

export function enterpriseTimeline({ sanctions, creditEvents, bids, contracts, winsWhileBarred }) {
  const wins = new Map(winsWhileBarred.map(({ ban, win }) => [win.id, ban.id]));
  const bans = sanctions.nodes.filter((sanction) => sanction.kind === "BID_RESTRICTION").map(sanctionMark);
  const lanes = [
    { title: word("SanctionKind", "BID_RESTRICTION"), marks: bans },
    { title: t("otherSanctions"), marks: sanctions.nodes.filter((sanction) => sanction.kind !== "BID_RESTRICTION").map(sanctionMark) },
    { title: typeNames("CreditEvent"), marks: creditEvents.nodes.map(creditMark) },
    { title: typeNames("Bid"), marks: bids.nodes.map((bid) => bidMark(bid, wins.has(bid.id))) },
    { title: typeNames("Contract"), marks: contracts.nodes.map((contract) => contractMark(contract, contract.community)) },
  ];
  const cut = cutShort({ sanctions, creditEvents, bids, contracts });
  return [
    timeline({ title: t("timeline"), lanes, bans, asOf }),
    wins.size > 0 && winList(winsWhileBarred, sanctions.nodes, bids.nodes),
    cut,
  ].filter(Boolean);
}

export function communityTimeline({ contracts, tenders, renovations, creditEvents }) {
  const lanes = [
    { title: typeNames("Contract"), marks: contracts.nodes.map((contract) => contractMark(contract, contract.enterprise)) },
    { title: typeNames("Tender"), marks: tenders.nodes.filter((tender) => tender.publishedOn ?? tender.awardedOn).map(tenderMark) },
    { title: typeNames("Renovation"), marks: renovations.nodes.map(renovationMark) },
    { title: typeNames("CreditEvent"), marks: creditEvents.nodes.map(creditMark) },
  ];
  return [timeline({ title: t("timeline"), lanes, asOf }), cutShort({ contracts, tenders, renovations, creditEvents })].filter(Boolean);
}

/** The same in words, for whoever does not see the picture. A coincidence in time is a reason to look, never a finding. */
function winList(pairs, sanctions, bids) {
  const banOf = (id) => sanctions.find((sanction) => sanction.id === id);
  const bidOf = (id) => bids.find((bid) => bid.id === id);
  const known = pairs.map(({ ban, win }) => [banOf(ban.id), bidOf(win.id)]).filter(([ban, win]) => ban && win);
  return h("div", { class: "note" }, h("p", {}, h("b", {}, t("winsWhileBarred", known.length)), " ", t("winsNote")),
    h("ul", {}, known.map(([ban, win]) => h("li", {}, link(win.tender), " ", link(win, t("bidOf", win.submittedOn, win.tender.awardedOn ?? "?")), " — ",
      link(ban, t("banOf", period(ban.startsOn, lastDay(ban)), ban.region ? label(ban.region) : t("everywhere")))))));
}

const lastDay = (fact) => fact.liftedOn ?? fact.terminatedOn ?? fact.endsOn;

function sanctionMark(sanction) {
  const to = lastDay(sanction);
  const name = sanction.kind === "BID_RESTRICTION" ? period(sanction.startsOn, to) : word("SanctionKind", sanction.kind);
  return { id: sanction.id, from: sanction.startsOn, to, open: !to, kind: sanction.kind === "BID_RESTRICTION" ? "ban" : "sanction",
    name, label: `${word("SanctionKind", sanction.kind)} ${sanction.permanent ? `${sanction.startsOn} – ${t("permanent")}` : period(sanction.startsOn, to)}` };
}

const creditMark = (event) => ({ id: event.id, from: event.occurredOn, kind: event.polarity === "TRUSTWORTHY" ? "good" : "bad",
  label: `${word("CreditPolarity", event.polarity)} · ${label(event)}` });

const bidMark = (bid, alarm) => ({ id: bid.id, from: bid.submittedOn, to: bid.outcome === "WON" ? bid.tender.awardedOn : null,
  kind: bid.outcome?.toLowerCase() ?? "pending", alarm, label: `${alarm ? `${t("mark_alarm")}: ` : ""}${label(bid)} · ${label(bid.tender)}` });

const contractMark = (contract, party) => ({ id: contract.id, from: contract.startsOn, to: lastDay(contract), open: !lastDay(contract), kind: "contract",
  name: party ? label(party) : word("ManagementMode", contract.mode), label: `${label({ ...contract, endsOn: lastDay(contract), terminatedOn: null })}${party ? ` · ${label(party)}` : ""}` });

const tenderMark = (tender) => ({ id: tender.id, from: tender.publishedOn ?? tender.awardedOn, to: tender.awardedOn ?? tender.publishedOn,
  kind: "tender", name: tender.title, label: `${tender.title} · ${period(tender.publishedOn, tender.awardedOn)}` });

const renovationMark = (renovation) => ({ id: renovation.id, from: `${renovation.year}-01-01`, to: renovation.completedOn ?? `${renovation.year}-12-31`,
  kind: "renovation", name: renovation.name, label: label(renovation) });

function cutShort(connections) {
  const cut = Object.values(connections).some(({ totalCount, nodes }) => totalCount > nodes.length);
  return cut && h("p", { class: "quiet" }, t("timelineCut"));
}
