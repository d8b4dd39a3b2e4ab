// The rules of the house, as docs/house.md tells them. Each file of scripts/house/ holds the rules about one subject.
// `node scripts/check-house.mjs [folder]` names every breach, and ends with 1 when there is one.
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { checkRules } from "./house/rules.mjs";

const root = resolve(process.argv[2] ?? fileURLToPath(new URL("../", import.meta.url)));
const { count, breaches } = checkRules(root);
for (const breach of breaches) console.error(breach);
console.log(`${count} files, ${breaches.length} breaches of the house rules`);
process.exitCode = breaches.length === 0 ? 0 : 1;
