// Reads files with n3 (Turtle, N-Triples, N-Quads) and jsonld (JSON-LD) and prints, as JSON, the parsers' versions and
// the statements of each file: subject, predicate, value, datatype, language. Blank nodes begin with "_:".
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { extname } from "node:path";
import jsonld from "jsonld";
import { Parser } from "n3";

const FORMATS = { ".ttl": "text/turtle", ".nt": "application/n-triples", ".nq": "application/n-quads" };

const name = (term) => (term.termType === "BlankNode" ? `_:${term.value.replace(/^_:/, "")}` : term.value);
const statement = ({ subject, predicate, object }) =>
  object.termType === "Literal"
    ? [name(subject), name(predicate), object.value, object.datatype.value, object.language ?? ""]
    : [name(subject), name(predicate), name(object), "", ""];

async function statements(file) {
  const text = readFileSync(file, "utf-8");
  const suffix = extname(file);
  const quads = suffix === ".jsonld" ? await jsonld.toRDF(JSON.parse(text)) : new Parser({ format: FORMATS[suffix] }).parse(text);
  return quads.map(statement);
}

const version = (module) => createRequire(import.meta.url)(`./node_modules/${module}/package.json`).version;
const files = {};
for (const file of process.argv.slice(2)) files[file] = await statements(file);
process.stdout.write(JSON.stringify({ versions: { n3: version("n3"), jsonld: version("jsonld") }, files }));
