/** What things are called: the model's own words for types, fields and values, and the words of this page. */

import { language } from "./address.js";
import { enums, types } from "./ask.js";
import { STRINGS } from "./strings.js";

const CHINESE = language === "zh";
const ABBREVIATIONS = { uscc: "Credit code", id: "Id", feePerM2Month: "Fee per m² and month", url: "Address on the web" };
const META = new Set(["__typename", "id", "synthetic"]);

/** A text of the page; `{0}`, `{1}` stand for values. */
export function t(key, ...values) {
  const text = STRINGS[key]?.[CHINESE ? 0 : 1];
  if (text === undefined) throw new Error(`No text is called ${key}.`);
  return text.replace(/\{(\d)\}/g, (_, index) => values[index]);
}

/** The type that a word of the enumeration NodeType means: `CREDIT_EVENT` → `CreditEvent`. */
export const typeOf = (word) => Object.keys(types).find((type) => type.toUpperCase() === word.replaceAll("_", ""));

export const typeName = (type) => (CHINESE ? types[type].zh : sentence(type));
export const typeNames = (type) => (CHINESE ? types[type].zh : sentence(types[type].plural));

/** A field's name, as a column or a fact is headed. */
export function fieldName(type, field) {
  const member = types[type]?.members[field];
  if (CHINESE) return member?.zh ?? STRINGS[field]?.[0] ?? field;
  return ABBREVIATIONS[field] ?? STRINGS[field]?.[1] ?? sentence(field);
}

/** What a field means, in the words of the schema. */
export const fieldNote = (type, field) => types[type]?.members[field]?.note;

/** The name of a to-many relation: of what it leads to, or its own where that would not tell it from another. */
export function relationName(type, field) {
  const { members } = types[type];
  const { type: target, zh } = members[field];
  const others = Object.values(members).filter((member) => member.type === target);
  if (target !== type && others.length === 1) return typeNames(target);
  return CHINESE ? zh : sentence(field);
}

/** The enumeration of a field, undefined when it has none. An alias such as `sanctionKind` names its enumeration itself. */
export function enumOf(type, field) {
  if (!field) return undefined;
  const named = types[type]?.members[field]?.type ?? field[0].toUpperCase() + field.slice(1);
  return named in enums ? named : undefined;
}

export const word = (enumeration, value) => (CHINESE ? enums[enumeration][value] : sentence(value.toLowerCase()));

/** The members of a record that say something. */
export const own = (record) => Object.entries(record).filter(([name]) => !META.has(name));

/** `creditEvents` → `Credit events`. */
export function sentence(name) {
  const spaced = name.replace(/([a-z])([A-Z])/g, "$1 $2").replaceAll("_", " ").toLowerCase();
  return spaced[0].toUpperCase() + spaced.slice(1);
}

/**
 * The half of a bilingual text that the reader reads: of `中文 · English`, of sentences `中文。English.` in turn, or of `名称 Name`. A text
 * that is not in both languages is shown whole.
 */
export function half(both) {
  const titled = both.split(" · ");
  if (titled.length === 2) return titled[CHINESE ? 0 : 1];
  const sentences = both.replaceAll("不详 (unknown)", CHINESE ? "不详" : "unknown").match(/.+?(?:。|\.(?=\s|$|[\u4e00-\u9fff])|$)/gsu) ?? [];
  if (sentences.some((one) => one.endsWith("。")) && sentences.some((one) => !one.endsWith("。"))) {
    return sentences.filter((one) => one.endsWith("。") === CHINESE).map((one) => one.trim()).join(CHINESE ? "" : " ");
  }
  const [, chinese, english] = /^(.*?[\u2e80-\u9fff\uff00-\uffef)」]) ([A-Za-z].*)$/su.exec(both) ?? [];
  return (CHINESE ? chinese : english) ?? both;
}
