// What the bench found: ratios, a table, and the files that keep both.
import { writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { medianOf, ratiosOf } from "./ratios.mjs";

/**
 * Prints and writes the results.
 * @param {Map<string, {round: number, perSecond: number, p50: number, p99: number}[]>} samples row → its windows; a row
 *   is a name, or `name@concurrency`
 */
export function report(samples, { rounds, users }) {
	const rows = [...samples].map(([key, results]) => ({
		name: key.split("@")[0],
		concurrency: key.includes("@") ? Number(key.split("@")[1]) : null,
		perSecond: Math.round(medianOf(results.map((result) => result.perSecond))),
		p50: round(medianOf(results.map((result) => result.p50))),
		p99: round(medianOf(results.map((result) => result.p99))),
	}));
	const ratios = Object.fromEntries(Object.entries(ratiosOf(samples)).map(([name, value]) => [name, round(value)]));
	const machine = `${cpus().length} × ${cpus()[0].model}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`;
	const table = [
		"| what | c | per second | p50 ms | p99 ms |",
		"|---|---:|---:|---:|---:|",
		...rows.map(
			(row) => `| ${row.name} | ${row.concurrency ?? "–"} | ${row.perSecond} | ${row.p50 || "–"} | ${row.p99 || "–"} |`,
		),
	].join("\n");
	const ratioLines = Object.entries(ratios)
		.map(([name, value]) => `- ${name}: **${value}**`)
		.join("\n");
	console.log(`${table}\n\n${ratioLines}`);
	writeFileSync(
		new URL("results.json", import.meta.url),
		`${JSON.stringify({ ratios, rows, machine, rounds, users }, null, "\t")}\n`,
	);
	const page = resultsPage({ table, ratioLines, machine, rounds, users });
	writeFileSync(new URL("RESULTS.md", import.meta.url), `${page}\n`);
}

const round = (value) => Math.round(value * 100) / 100;

const resultsPage = ({ table, ratioLines, machine, rounds, users }) => `# Bench results

Written by \`npm run bench\`. The load and the Worker share one machine:
${machine}.

Only the ratios can be compared with other machines. The other figures are true of this machine on that day.

## Ratios

Each is the median of the ratios of ${rounds} rounds. The windows of both rows stand close together in a round, because
this machine is not equally fast in all rounds.

${ratioLines}

## Table

The figures are medians over ${rounds} rounds. In a round, short windows of the rows take turns. There are ${users} warm
users, with HOTP, SHA-256 and 10 counters of look-ahead. A verification computes one HMAC, of the expected
code. Those of its neighbours follow when it doesn't fit, and all others when none of the three fits.

Log events are shipped after the measured window, except in the row "verify, right code, log shipping".

A bare guard is a Durable Object that reads and writes as many rows and bytes as a guard, and judges nothing. Where the
guard was never asked, the bare one makes its tables too, and reads the rows of user and factor from D1. An evicted
object has left memory.

${table}`;
