// Reads vCards with ical.js and prints, as JSON, its version and the properties of each file's card: name, parameters,
// type and values (jCard, RFC 7095).
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import ICAL from "ical.js";

const version = createRequire(import.meta.url)("./node_modules/ical.js/package.json").version;
const files = {};
for (const file of process.argv.slice(2)) files[file] = ICAL.parse(readFileSync(file, "utf-8"))[1];
process.stdout.write(JSON.stringify({ version, files }));
