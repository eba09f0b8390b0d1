/** Builds api/static/explorer/vendor from the packages in package-lock.json: `npm ci && npm run build`. */
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const here = dirname(fileURLToPath(import.meta.url));
const target = resolve(here, "../api/static/explorer/vendor");

function readPackage(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(here, folder, "package.json"), "utf8"));
  const file = readdirSync(join(here, folder)).find((entry) => /^licen[cs]e/i.test(entry));
  if (!file) throw new Error(`${name} carries no licence text`);
  return { name, version, license, text: readFileSync(join(here, folder, file), "utf8").trim() };
}

function fileRow(file) {
  const bytes = readFileSync(join(target, file));
  return `| ${file} | ${bytes.length} | ${gzipSync(bytes, { level: 9 }).length} | \`${createHash("sha512").update(bytes).digest("hex")}\` |`;
}

rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
const { metafile } = await build({
  absWorkingDir: here, entryPoints: ["graph.js"], outdir: target, bundle: true, minify: true, format: "esm", target: "es2022",
  charset: "utf8", legalComments: "none", metafile: true, logLevel: "warning",
});
const folders = new Set(Object.keys(metafile.inputs).map((path) => path.match(/^node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0]).filter(Boolean));
const packages = [...folders].sort().map(readPackage);
writeFileSync(join(target, "LICENSES.txt"), packages.map((one) => `${one.name} ${one.version} (${one.license})\n\n${one.text}\n`).join(`\n${"=".repeat(80)}\n\n`));
writeFileSync(join(target, "VENDOR.md"), `# What draws the picture of a graph: what these files are

Bundled with esbuild from the packages below; their licence texts are in LICENSES.txt. Not one file is edited by hand. To rebuild, with
Node 20 or newer, in the repository (\`.explorer/\` holds the entry, the build script and the lock):

    cd .explorer && npm ci && npm run build

The same lock gives the same bytes.

## Files

| File | Bytes | gzip -9 | sha512 |
|---|---|---|---|
${["LICENSES.txt", "graph.js"].map(fileRow).join("\n")}

## Packages inside

| Name | Version | Licence |
|---|---|---|
${packages.map((one) => `| ${one.name} | ${one.version} | ${one.license} |`).join("\n")}
`);
