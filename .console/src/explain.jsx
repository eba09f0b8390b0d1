/** What the last answer cost, under it: the estimate, the time of each stage, and on request Neo4j's plan. */
import { useState, useSyncExternalStore } from "react";
import { t } from "./strings.js";

const HEADER = "X-Wuye-Explain";
const MODES = ["timing", "plan", "profile"];
const STORED = "wuye:explain";
const LONGEST = 160; // characters of what an operator does

let told = null;
const listeners = new Set();

function tell(explanation) {
  told = explanation;
  for (const listener of listeners) listener();
}

function subscribe(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const chosen = () => (MODES.includes(localStorage.getItem(STORED)) ? localStorage.getItem(STORED) : MODES[0]);

/** `fetch` for GraphiQL: asks for the explanation, and takes it out of the answer to be shown beside it. */
export async function explainedFetch(url, init) {
  if (JSON.parse(init.body).operationName === "IntrospectionQuery") return fetch(url, init);
  const asked = await fetch(url, { ...init, headers: { ...init.headers, [HEADER]: chosen() } });
  const body = await asked.json();
  const refused = body.errors?.some(({ message }) => message.toLowerCase().includes(HEADER.toLowerCase()));
  if (refused) { // explanations are for those signed in: the answer is not
    tell(null);
    return fetch(url, init);
  }
  const { explain = null, ...extensions } = body.extensions ?? {};
  tell(explain);
  const plain = { ...body, extensions: Object.keys(extensions).length ? extensions : undefined };
  return new Response(JSON.stringify(plain), { status: asked.status, headers: { "Content-Type": "application/json" } });
}

export function Explanation() {
  const explanation = useSyncExternalStore(subscribe, () => told);
  const [mode, setMode] = useState(chosen);
  const choose = (event) => {
    localStorage.setItem(STORED, event.target.value);
    setMode(event.target.value);
  };
  return (
    <section className="console-explain" aria-label={t("Cost and plan")}>
      <label>
        {t("Explain")}{" "}
        <select value={mode} onChange={choose}>
          {MODES.map((one) => <option key={one} value={one}>{t(one)}</option>)}
        </select>
      </label>
      {explanation ? <Told {...explanation} /> : <span>{t("The cost of an answer is shown here.")}</span>}
    </section>
  );
}

function Told({ cost, stages, cypher, plan, estimatedRows, indexes, dbHits }) {
  const total = Object.values(stages).reduce((sum, took) => sum + took, 0);
  return (
    <>
      <strong>{t("Cost")} {cost.toLocaleString()}</strong>
      <span>{total.toFixed(1)} ms ({Object.entries(stages).filter(([, took]) => took >= 0.05).map(([stage, took]) => `${t(stage)} ${took.toFixed(1)}`).join(" · ")})</span>
      {cypher && (
        <details>
          <summary>{t("Plan")}: {Math.round(estimatedRows).toLocaleString()} {t("rows estimated")}{dbHits != null && `, ${dbHits.toLocaleString()} ${t("database hits")}`}</summary>
          <pre tabIndex={0}>{[...operators(plan), "", ...indexes, "", cypher].join("\n")}</pre>
        </details>
      )}
    </>
  );
}

/** A plan as lines, an operator's sources indented below it. */
function operators({ operator, details, estimatedRows, rows, dbHits, children }, depth = 0) {
  const measured = rows == null ? "" : ` → ${rows} (${dbHits} ${t("database hits")})`;
  const line = `${"  ".repeat(depth)}${operator} ~${Math.round(estimatedRows)}${measured}  ${details.replace(/\s+/g, " ").slice(0, LONGEST)}`;
  return [line, ...children.flatMap((child) => operators(child, depth + 1))];
}
