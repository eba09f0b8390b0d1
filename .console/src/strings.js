/** The page's settings, and the Chinese of a text of the console when the page is Chinese. */
import table from "wuye:zh";

export const settings = JSON.parse(document.getElementById("console-config").textContent);

const texts = new Map(settings.language === "zh" ? Object.entries(table) : []);

/** As a function: the text in the page's language. As a template tag: the same, with `{}` for each value. */
export function t(text, ...values) {
  if (typeof text === "string") return texts.get(text) ?? text;
  const key = text.join("{}");
  const parts = (texts.get(key) ?? key).split("{}");
  return parts.map((part, index) => (index ? String(values[index - 1]) : "") + part).join("");
}
