// Compiles the style sheet and the script into the folder named on the command line (static/icajo unless told).
import { readFileSync, mkdirSync, copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { compile } from "sass";

const out = process.argv[2] ?? "static/icajo";
const { version } = JSON.parse(readFileSync("node_modules/govuk-frontend/package.json"));
const licence = `/*! govuk-frontend ${version}, MIT licence, Crown copyright (c) 2017 Government Digital Service; rebranded */\n`;
const font = "node_modules/@fontsource/open-sans";

mkdirSync(join(out, "fonts"), { recursive: true });
const { css } = compile("styles/icajo.scss", { style: "compressed", loadPaths: ["node_modules"], quietDeps: true });
writeFileSync(join(out, "icajo.css"), licence + css.replace(/^\uFEFF/, "") + "\n");
buildSync({
  entryPoints: ["styles/icajo.js"], outfile: join(out, "icajo.js"),
  bundle: true, minify: true, format: "esm", target: "es2022", legalComments: "none", banner: { js: licence.trim() },
});
copyFileSync(join(font, "LICENSE"), join(out, "fonts/OFL.txt"));
for (const weight of [400, 700]) {
  const file = `open-sans-latin-${weight}-normal.woff2`;
  copyFileSync(join(font, "files", file), join(out, "fonts", file));
}
