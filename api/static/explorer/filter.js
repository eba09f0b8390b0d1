/** A filter in words: what a list is limited to, as its reader would say it. */

import { types } from "./ask.js";
import { text } from "./value.js";
import { fieldName, t } from "./words.js";

const SIGNS = { gte: "≥", gt: ">", lte: "≤", lt: "<", ne: "≠" };
const QUANTIFIERS = ["some", "none", "all"];

/** `{ region: { within: "421202" }, year: { eq: 2020 } }` → `区划：421202 及其下级；年份：2020`. */
export const inWords = (type, where) => Object.entries(where).map(([field, test]) => condition(type, field, test)).join(t("semicolon"));

function condition(type, field, test) {
  if (field === "within") return t("within", test);
  if (field === "inForce") return t("inForceOn", test.on ?? JSON.stringify(test));
  const name = fieldName(type, field);
  const target = types[type].members[field]?.type;
  if (!(target in types)) return `${name}${t("colon")}${Object.entries(test).map(([sign, value]) => compared(type, field, sign, value)).join(t("comma"))}`;
  const quantifier = QUANTIFIERS.find((one) => one in test);
  return `${name}${quantifier === "none" ? t("noneOf") : t("colon")}${inWords(target, quantifier ? test[quantifier] : test)}`;
}

function compared(type, field, sign, value) {
  if (sign === "isNull") return t(value ? "unknown" : "isKnown");
  const words = [value].flat().map((one) => (field === "id" ? one : text(one, type, field))).join(t("comma"));
  return sign in SIGNS ? `${SIGNS[sign]} ${words}` : words;
}
