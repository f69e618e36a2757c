// Reads the schema.org data of pages with structured-data-testing-tool: Google's presets, and tests of our own.
// On standard input {file: [test, …]}, each a path into the data (JMESPath); prints {version, files: {file: {…}}}.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const { structuredDataTest } = require("structured-data-testing-tool");
const { Google } = require("structured-data-testing-tool/presets");

const names = (tests) => tests.map(({ test, error }) => (error ? `${test}: ${error.message}` : test));

async function judged(file, tests) {
  const options = { presets: [Google], tests: tests.map((test) => ({ test, type: "jsonld" })) };
  const { passed, failed, warnings, schemas } = await structuredDataTest(readFileSync(file, "utf-8"), options).catch(
    (error) => {
      if (!error.res) throw error;
      return error.res;
    },
  );
  return { passed: names(passed), failed: names(failed), warnings: names(warnings), schemas };
}

const asked = JSON.parse(readFileSync(0, "utf-8"));
const files = {};
for (const [file, tests] of Object.entries(asked)) files[file] = await judged(file, tests);
const { version } = require("./node_modules/structured-data-testing-tool/package.json");
process.stdout.write(JSON.stringify({ version, files }));
