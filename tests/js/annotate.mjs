// Prints what GitHub's own toolkit writes for annotations: [[level, message, properties], …] in, workflow commands out.
import { readFileSync } from "node:fs";
import * as core from "@actions/core";

for (const [level, message, properties] of JSON.parse(readFileSync(process.argv[2], "utf-8"))) {
  core[level](message, properties);
}
