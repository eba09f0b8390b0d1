/** Builds api/static/console from the packages in package-lock.json: `npm ci && npm run build`. */
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { runInNewContext } from "node:vm";
import { gzipSync } from "node:zlib";

const here = dirname(fileURLToPath(import.meta.url));
const target = resolve(here, "../api/static/console");
const zh = JSON.parse(readFileSync(join(here, "zh.json"), "utf8"));
const [runtimeTexts] = Object.keys(zh);
const missed = [];

/** Places where the text is not a plain literal, or is also an identity: [file, what stands there, what to put]. */
const PATCHES = [
  ["graphiql/dist/ui/sidebar.js", "${plugin_0.title}`;", "${__t(plugin_0.title)}`;"],
  ["@graphiql/plugin-doc-explorer/dist/components/section.js", "t1,\n      title\n", "t1,\n      __t(title)\n"],
  [
    "@graphiql/plugin-doc-explorer/dist/context.js",
    "'.graphiql-sidebar button[aria-label=\"Show Documentation Explorer\"]'",
    "`.graphiql-sidebar button[aria-label=\"${__t`${__t(\"Show\")} ${__t(\"Documentation Explorer\")}`}\"]`",
  ],
  ["monaco-editor/esm/vs/nls.js", "    return _format(message, args);\n", "    return _format(__t(message), args);\n"],
  ["monaco-editor/esm/vs/nls.js", "        message = originalMessage;\n", "        message = __t(originalMessage);\n"],
];

function quoted(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/** `Copy (${key})` → __t`Copy (${key})`, when the table has "Copy ({})". */
function tagTemplate(source, key) {
  return source.replace(/`[^`]*`/g, (text) =>
    text.slice(1, -1).replace(/\$\{[^{}]*\}/g, "{}") === key ? `__t${text}` : text,
  );
}

/** "Copy" → __t("Copy"); the same as the key of an object literal → [__t("Copy")]. */
function callLiteral(source, key) {
  return source.replace(new RegExp(`(["'])${quoted(key)}\\1(\\s*:\\s)?`, "g"), (_, quote, colon = "", offset) => {
    const call = `__t(${quote}${key}${quote})`;
    const isKey = colon && "{,".includes(source.slice(0, offset).trimEnd().at(-1));
    return (isKey ? `[${call}]` : call) + colon;
  });
}

function translate(name, source) {
  let result = source;
  const replaceOne = (key, change) => {
    const changed = change(result);
    if (changed === result) missed.push(`${name}: ${key}`);
    result = changed;
  };
  for (const [file, from, to] of PATCHES) if (file === name) replaceOne(from.trim(), (text) => text.replace(from, () => to));
  for (const key of Object.keys(zh[name] ?? {})) replaceOne(key, (text) => (key.includes("{}") ? tagTemplate : callLiteral)(text, key));
  const strings = JSON.stringify(join(here, "src/strings.js"));
  const isModule = /^(import|export)\b/m.test(source);
  return (isModule ? `import { t as __t } from ${strings};\n` : `var __t = require(${strings}).t;\n`) + result;
}

/** Monaco's own Chinese, of the same release: its messages are numbered, and the development build has both. */
function monacoTable() {
  const folder = join(here, "node_modules/monaco-editor/dev/vs");
  const scope = { define: (_, make) => make() };
  runInNewContext(readFileSync(join(folder, "nls.messages.zh-cn.js"), "utf8"), scope);
  const chinese = scope._VSCODE_NLS_MESSAGES;
  const source = readFileSync(join(folder, "editor/editor.main.js"), "utf8");
  const calls = [...source.matchAll(/localize2?\)?\((\d+), ("(?:[^"\\]|\\.)*")/g)].map(([, index, english]) => `[${index}, ${english}]`);
  const table = {};
  for (const [index, english] of runInNewContext(`[${calls.join(",\n")}]`)) {
    const shown = english.length <= 80 && !english.startsWith("Icon "); // longer ones describe settings, which no one sees here
    if (shown && chinese[index] && chinese[index] !== english) table[english] = chinese[index];
  }
  return table;
}

function textTable() {
  const table = {};
  for (const [key, value] of Object.values(zh).flatMap(Object.entries)) {
    if ((table[key] ?? value) !== value) throw new Error(`two translations of ${key}`);
    table[key] = value;
  }
  return { ...monacoTable(), ...table };
}

const chinese = {
  name: "chinese",
  setup(setup) {
    const wanted = new Set([...Object.keys(zh), ...PATCHES.map(([file]) => file)]);
    wanted.delete(runtimeTexts);
    const seen = new Set();
    setup.onResolve({ filter: /^wuye:zh$/ }, ({ path }) => ({ path, namespace: "wuye" }));
    setup.onLoad({ filter: /.*/, namespace: "wuye" }, () => ({ contents: JSON.stringify(textTable()), loader: "json" }));
    setup.onLoad({ filter: /node_modules.*\.js$/ }, ({ path }) => {
      const name = path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
      if (!wanted.has(name)) return undefined;
      seen.add(name);
      return { contents: translate(name, readFileSync(path, "utf8")), loader: "js" };
    });
    setup.onEnd(() => {
      missed.push(...[...wanted].filter((name) => !seen.has(name)));
    });
  },
};

/** Roboto and Fira Code have no Chinese glyphs, and codicon comes as a file from monaco-editor itself. */
const withoutFonts = {
  name: "without-fonts",
  setup(setup) {
    setup.onLoad({ filter: /\.css$/ }, ({ path }) => ({
      contents: readFileSync(path, "utf8").replace(/@font-face\s*\{[^{}]*url\(\s*["']?data:[^{}]*\}/g, ""),
      loader: "css",
    }));
  },
};

const common = {
  absWorkingDir: here,
  bundle: true,
  minify: true,
  metafile: true,
  charset: "utf8",
  format: "esm",
  target: "es2022",
  jsx: "automatic",
  legalComments: "linked",
  define: { "process.env.NODE_ENV": '"production"' },
  loader: { ".ttf": "file", ".woff2": "file", ".svg": "dataurl" },
  outdir: target,
  logLevel: "warning",
};

function packageFolder(input) {
  const found = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input);
  return found && join(here, found[1]);
}

function readPackage(folder) {
  const { name, version, license, licenses, author, repository } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|notice|copying|third-?party)/i.test(file)).sort();
  const text = files.map((file) => readFileSync(join(folder, file), "utf8").trim()).join("\n\n");
  const terms = license ?? licenses?.map((one) => one.type).join(" OR ") ?? (text.startsWith("MIT") ? "MIT" : "see its text");
  const by = typeof author === "string" ? author : (author?.name ?? repository?.url ?? repository ?? "its authors");
  return { name, version, license: terms, text: text || `${terms}, by ${by}. Its package carries no licence text; the standard one is above or below.` };
}

function bundledPackages(metafiles) {
  const inputs = metafiles.flatMap((file) => Object.values(file.outputs).flatMap((output) => Object.keys(output.inputs)));
  const folders = new Set(inputs.map(packageFolder).filter(Boolean));
  const packages = new Map([...folders].map(readPackage).map((one) => [`${one.name} ${one.version}`, one]));
  return [...packages.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

/** Each licence text once, under the names of the packages that carry it. */
function licenceTexts(packages) {
  const byText = groupByText(packages);
  const heading = (group) => group.map((one) => `${one.name} ${one.version} (${one.license})`).join("\n");
  return [...byText].map(([text, group]) => `${heading(group)}\n\n${text}\n`).join(`\n${"=".repeat(80)}\n\n`);
}

function groupByText(packages) {
  const groups = new Map();
  for (const one of packages) groups.set(one.text, [...(groups.get(one.text) ?? []), one]);
  return groups;
}

function hash(algorithm, file) {
  return createHash(algorithm).update(readFileSync(join(target, file)));
}

function version(files) {
  return createHash("sha256").update(files.map((file) => hash("sha256", file).digest("hex")).join("")).digest("hex").slice(0, 12);
}

function fileRow(file) {
  const bytes = readFileSync(join(target, file));
  return `| ${file} | ${bytes.length} | ${gzipSync(bytes, { level: 9 }).length} | \`${hash("sha512", file).digest("hex")}\` |`;
}

function vendorPage(files, packages) {
  return `# The console: what these files are

GraphiQL 5.4.0 with its history, documentation and explorer plugins and the Monaco editor, bundled with esbuild from the packages
below; their licence texts are in LICENSES.txt. The build leaves out the embedded fonts and routes the texts of the
interface through a Chinese table; nothing else is changed. Not one file is edited by hand.

The icon font \`codicon-*.ttf\` is Codicons, by Microsoft Corporation, of github.com/microsoft/vscode-codicons, under
Creative Commons Attribution 4.0 (creativecommons.org/licenses/by/4.0); it comes unchanged in monaco-editor.

To rebuild, with Node 20 or newer, in the repository (\`.console/\` holds the entry, the build script, the texts and the lock):

    cd .console && npm ci && npm run build

The same lock gives the same bytes. To upgrade, change .console/package.json, run \`npm install\`, then the command above; it
fails when a text to translate is no longer found, and its message names it.

## Files

| File | Bytes | gzip -9 | sha512 |
|---|---|---|---|
${files.map(fileRow).join("\n")}

## Packages inside

| Name | Version | Licence |
|---|---|---|
${packages.map((one) => `| ${one.name} | ${one.version} | ${one.license} |`).join("\n")}
`;
}

async function bundle() {
  const page = await build({
    ...common,
    entryPoints: { graphiql: "src/console.jsx" },
    plugins: [chinese, withoutFonts],
  });
  const workers = await build({
    ...common,
    entryPoints: [
      "monaco-editor/esm/vs/editor/editor.worker.js",
      "monaco-editor/esm/vs/language/json/json.worker.js",
      "monaco-graphql/esm/graphql.worker.js",
    ],
    entryNames: "[name]",
  });
  return [page.metafile, workers.metafile];
}

function write(file, text) {
  writeFileSync(join(target, file), text);
}

if (!existsSync(join(here, "node_modules"))) throw new Error("run npm ci first");
rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
const metafiles = await bundle();
if (missed.length) throw new Error(`texts of zh.json or patches that matched nothing:\n${missed.join("\n")}`);
const packages = bundledPackages(metafiles);
const template = readFileSync(join(here, "src/index.html"), "utf8");
const version12 = version(readdirSync(target).sort());
write("LICENSES.txt", licenceTexts(packages));
write("index.html", template.replaceAll("%VERSION%", version12));
write("VENDOR.md", vendorPage(readdirSync(target).sort(), packages));
