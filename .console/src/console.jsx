/** The GraphiQL console of Wuye: settings from the page, workers beside this file, share links in the fragment. */
import { explorerPlugin } from "@graphiql/plugin-explorer";
import { pick, ToolbarButton, useGraphiQL } from "@graphiql/react";
import { createGraphiQLFetcher } from "@graphiql/toolkit";
import { GraphiQL, HISTORY_PLUGIN } from "graphiql";
import { createRoot } from "react-dom/client";
import "graphiql/style.css";
import "@graphiql/plugin-explorer/style.css";
import "./console.css";
import { Explanation, explainedFetch } from "./explain.jsx";
import { DayButton, QUESTIONS_PLUGIN } from "./questions.jsx";
import { settings, t } from "./strings.js";

const WORKERS = { json: "json.worker.js", graphql: "graphql.worker.js" };

globalThis.MonacoEnvironment = {
  getWorker(_id, label) {
    const url = new URL(WORKERS[label] ?? "editor.worker.js", import.meta.url);
    url.search = new URL(import.meta.url).search; // the bundle's version, so that all files are cached alike
    return new Worker(url, { type: "module" });
  },
};

function createFetcher() {
  const url = new URL(settings.endpoint, location.href).href;
  return createGraphiQLFetcher({
    url,
    subscriptionUrl: url.replace(/^http/, "ws"),
    headers: { accept: "application/graphql-response+json, application/json" },
    enableIncrementalDelivery: false,
    fetch: explainedFetch,
  });
}

function readLink() {
  const link = new URLSearchParams(location.hash.slice(1));
  return link.has("query") ? { query: link.get("query"), variables: link.get("variables") } : undefined;
}

/** The tab that was in front when the page was left; none on a first visit, or where the storage is shut. */
function keptTab() {
  try {
    const { tabs, activeTabIndex } = JSON.parse(localStorage.getItem("graphiql:tabState"));
    return tabs[activeTabIndex];
  } catch {
    return undefined;
  }
}

/**
 * GraphiQL fills the editors from `initial…`, and the tabs of a first visit from `defaultTabs`: the same texts in both. It keeps the
 * texts of the editors and those of the tabs at different moments; a page left between the two would come back with the tab twice.
 */
function firstTexts() {
  const link = readLink();
  const tabs = link ? [link, ...settings.tabs] : settings.tabs;
  const shown = link ?? keptTab() ?? tabs[0];
  return { defaultTabs: tabs, initialQuery: shown?.query ?? "", initialVariables: shown?.variables ?? "" };
}

/** Once the query is edited, the fragment no longer says what is in the editor. */
function forgetLink() {
  if (location.hash) history.replaceState(null, "", location.pathname + location.search);
}

function LinkIcon() {
  return (
    <svg className="graphiql-toolbar-icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.8" aria-hidden="true">
      <path d="M10 14a4.5 4.5 0 0 0 6.4 0l3.2-3.2a4.5 4.5 0 0 0-6.4-6.4L12 5.6" />
      <path d="M14 10a4.5 4.5 0 0 0-6.4 0l-3.2 3.2a4.5 4.5 0 0 0 6.4 6.4l1.2-1.2" />
    </svg>
  );
}

function ShareButton() {
  const { queryEditor, variableEditor } = useGraphiQL(pick("queryEditor", "variableEditor"));
  const share = () => {
    const texts = { query: queryEditor?.getValue(), variables: variableEditor?.getValue() };
    const parts = Object.entries(texts).filter(([, text]) => text?.trim());
    const fragment = `#${parts.map(([name, text]) => `${name}=${encodeURIComponent(text)}`).join("&")}`;
    history.replaceState(null, "", fragment);
    // The copy leaves out `?lang`: whoever opens it has a language of their own. Refused, the address bar still has the link.
    void navigator.clipboard?.writeText(location.origin + location.pathname + fragment).catch(() => {});
  };
  return (
    <ToolbarButton onClick={share} label={t("Copy share link")}>
      <LinkIcon />
    </ToolbarButton>
  );
}

/** An element, not a component: GraphiQL looks for its Logo among its own children. */
function title() {
  const other = settings.language === "zh" ? { lang: "en", label: "English" } : { lang: "zh", label: "中文" };
  return (
    <GraphiQL.Logo>
      <a className="console-home" href={settings.home}>{settings.title}</a>
      <a className="console-language" href={`?lang=${other.lang}`} lang={other.lang}>{other.label}</a>
    </GraphiQL.Logo>
  );
}

function Console() {
  return (
    <GraphiQL
      fetcher={fetcher}
      plugins={[QUESTIONS_PLUGIN, HISTORY_PLUGIN, explorer]}
      {...firstTexts()}
      onEditQuery={forgetLink}
      shouldPersistHeaders={false}
      inputValueDeprecation
      schemaDescription
    >
      {title()}
      <GraphiQL.Toolbar>
        {({ prettify, merge, copy }) => <>{prettify}{merge}{copy}<DayButton /><ShareButton /></>}
      </GraphiQL.Toolbar>
      <GraphiQL.Footer>
        <Explanation />
      </GraphiQL.Footer>
    </GraphiQL>
  );
}

const fetcher = createFetcher();
const explorer = explorerPlugin();
addEventListener("hashchange", () => location.reload()); // a share link opened in the tab that shows the console
createRoot(document.getElementById("graphiql")).render(<Console />);
