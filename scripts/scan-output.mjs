// `node scripts/scan-output.mjs <file>`: whether an output, such as that of all tests, holds what nobody may read.
import { readFileSync } from "node:fs";
import { leaksIn } from "./scan-output/patterns.mjs";

const leaks = leaksIn(readFileSync(process.argv[2], "utf8"));
for (const leak of leaks) console.log(leak);
console.log(`the output holds ${leaks.length === 0 ? "nothing" : "something"} that nobody may read`);
process.exitCode = leaks.length === 0 ? 0 : 1;
