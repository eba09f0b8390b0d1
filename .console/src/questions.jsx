/** The questions to start from, each opened in a tab of its own by one click, its variables filled in; and a day for any question. */
import { useGraphiQL, useGraphiQLActions, pick, ToolbarButton } from "@graphiql/react";
import { parse, valueFromASTUntyped } from "graphql";
import { settings, t } from "./strings.js";

const titleOf = (title) => title.split(" · ")[settings.language === "zh" ? 0 : 1] ?? title;

/** The defaults of an operation's variables as JSON, so that they are there to be changed. */
function defaultsOf(query) {
  const [operation] = parse(query).definitions;
  const given = (operation.variableDefinitions ?? []).filter(({ defaultValue }) => defaultValue);
  if (!given.length) return "";
  return JSON.stringify(Object.fromEntries(given.map(({ variable, defaultValue }) => [variable.name.value, valueFromASTUntyped(defaultValue)])), null, 2);
}

function Questions() {
  const { queryEditor, variableEditor } = useGraphiQL(pick("queryEditor", "variableEditor"));
  const { addTab } = useGraphiQLActions();
  const open = ({ query }) => {
    addTab();
    queryEditor?.setValue(query);
    variableEditor?.setValue(defaultsOf(query));
    queryEditor?.focus();
  };
  return (
    <section className="console-questions">
      <h2 className="graphiql-doc-explorer-title">{t("Questions")}</h2>
      <ol>
        {settings.questions.map((question) => (
          <li key={question.title}>
            <button type="button" className="graphiql-un-styled" onClick={() => open(question)}>{titleOf(question.title)}</button>
          </li>
        ))}
      </ol>
    </section>
  );
}

function QuestionsIcon() {
  return (
    <svg viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor" strokeWidth="1.6" aria-hidden="true">
      <path d="M4 5h16v11H9l-5 4z" />
      <path d="M9.5 9a2.5 2.5 0 1 1 3.4 2.3c-.7.3-.9.7-.9 1.2M12 14.4v.2" />
    </svg>
  );
}

export const QUESTIONS_PLUGIN = { title: "Questions", icon: QuestionsIcon, content: Questions };

/** The text with the operation's `@asOf` put in, or taken out where it has one; as it is while it does not parse. */
function withDay(text, operationName) {
  let document;
  try {
    document = parse(text);
  } catch {
    return text;
  }
  const operations = document.definitions.filter(({ kind }) => kind === "OperationDefinition");
  const operation = operations.find(({ name }) => name?.value === operationName) ?? operations[0];
  const present = operation?.directives.find(({ name }) => name.value === "asOf");
  if (!operation) return text;
  if (present) return text.slice(0, present.loc.start) + text.slice(present.loc.end).replace(/^ /, "");
  const at = operation.selectionSet.loc.start;
  const keyword = text[operation.loc.start] === "{" ? "query " : "";
  return `${text.slice(0, at)}${keyword}@asOf(valid: "${new Date().toLocaleDateString("sv")}") ${text.slice(at)}`;
}

export function DayButton() {
  const { queryEditor, operationName } = useGraphiQL(pick("queryEditor", "operationName"));
  const toggle = () => queryEditor?.setValue(withDay(queryEditor.getValue(), operationName));
  return (
    <ToolbarButton onClick={toggle} label={t("As of a day (@asOf)")}>
      <svg className="graphiql-toolbar-icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.8" aria-hidden="true">
        <path d="M4 6h16v14H4zM4 10h16M8 3v5M16 3v5M9 14l2 2 4-4" />
      </svg>
    </ToolbarButton>
  );
}
