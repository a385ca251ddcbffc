// Bundles the page into static/: files named by their content's hash, the page itself, and the notices of all that went in.
import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const output = join(here, "static");
const permissive = new Set(["MIT", "ISC", "0BSD", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "Unlicense", "CC0-1.0"]);

const withoutFonts = {
  name: "without-fonts",
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => ({
      contents: (await readFile(path, "utf8")).replace(/@font-face\s*\{[^}]*\}/g, ""),
      loader: "css",
    }));
  },
};

function packageFolder(input) {
  const parts = input.split("/");
  const at = parts.lastIndexOf("node_modules");
  if (at < 0) return null;
  return parts.slice(0, at + (parts[at + 1].startsWith("@") ? 3 : 2)).join("/");
}

async function notice(folder) {
  const { name, version, license } = JSON.parse(await readFile(join(here, folder, "package.json"), "utf8"));
  if (!permissive.has(license)) throw new Error(`${name} ${version} is under ${license}, which is not permissive: leave it out`);
  const files = (await readdir(join(here, folder))).filter((file) => /^(licen[cs]e|notice|copying)/i.test(file)).sort();
  const texts = await Promise.all(files.map((file) => readFile(join(here, folder, file), "utf8")));
  return `${name} ${version}\nSPDX-License-Identifier: ${license}\n\n${texts.map((text) => text.trim()).join("\n\n")}\n`;
}

async function hashed(name, extension) {
  const content = await readFile(join(here, "source", `${name}.${extension}`));
  const file = `${name}-${createHash("sha256").update(content).digest("hex").slice(0, 8).toUpperCase()}.${extension}`;
  await writeFile(join(output, "assets", file), content);
  return file;
}

await rm(output, { recursive: true, force: true });
await mkdir(join(output, "assets"), { recursive: true });
const { metafile } = await build({
  absWorkingDir: here,
  entryPoints: ["source/graphiql.jsx"],
  outdir: join(output, "assets"),
  entryNames: "[name]-[hash]",
  chunkNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  bundle: true,
  splitting: true,
  format: "esm",
  target: "es2022",
  jsx: "automatic",
  minify: true,
  legalComments: "none",
  metafile: true,
  define: { "process.env.NODE_ENV": '"production"' },
  plugins: [withoutFonts],
  logLevel: "warning",
});

const [entry, { cssBundle }] = Object.entries(metafile.outputs).find(([, made]) => made.entryPoint === "source/graphiql.jsx");
const page = (await readFile(join(here, "source", "index.html"), "utf8"))
  .replace("{script}", `graphql/assets/${basename(entry)}`)
  .replace("{style}", `graphql/assets/${basename(cssBundle)}`)
  .replace("{icon}", `graphql/assets/${await hashed("icon", "svg")}`);
await writeFile(join(output, "index.html"), page);

const folders = [...new Set(Object.keys(metafile.inputs).map(packageFolder).filter(Boolean))].sort();
const notices = await Promise.all(folders.map(notice));
await writeFile(join(output, "NOTICES.txt"), notices.join(`\n${"-".repeat(80)}\n\n`));
console.log(`${relative(here, output)}: ${Object.keys(metafile.outputs).length} files from ${folders.length} packages`);
