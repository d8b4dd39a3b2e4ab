// Compares our codes with those of Debian's oathtool, an implementation nobody here wrote.

import { execFileSync } from "node:child_process";
import { randomBytes, randomInt } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const CASES = 200;
const ALGORITHMS = { sha1: "SHA-1", sha256: "SHA-256", sha512: "SHA-512" };
// The last second of the year 9999: as far as a date is written with four digits.
const LAST_SECOND = 253_402_300_799;

try {
	execFileSync("oathtool", ["--version"], { stdio: "ignore" });
} catch {
	console.log("oathtool is not installed: cross-check skipped");
	process.exit(0);
}

const folder = mkdtempSync(join(tmpdir(), "tessera-oathtool-"));
try {
	const { hotp, hotpSync, importHmacKey, stepAt } = await bundled(folder);
	let differed = 0;
	for (let index = 0; index < CASES; index++) {
		const { secret, digits, algorithm, counter, args } = index % 4 === 0 ? hotpCase() : totpCase(stepAt);
		const theirs = execFileSync("oathtool", [...args, "-d", String(digits), secret.toString("hex")], {
			encoding: "utf8",
		});
		const key = await importHmacKey(secret, algorithm);
		const ours = [await hotp(key, counter, digits), hotpSync(secret, counter, digits, algorithm)];
		if (ours.every((code) => code === theirs.trim())) continue;
		differed++;
		console.error(`oathtool ${args.join(" ")} -d ${digits} ${secret.toString("hex")}: ${theirs.trim()}, ours ${ours}`);
	}
	console.log(`${CASES - differed} agreed, ${differed} differed`);
	process.exitCode = differed === 0 ? 0 : 1;
} finally {
	rmSync(folder, { recursive: true });
}

function hotpCase() {
	// Half of the counters lie below 2^32, half anywhere up to 2^53 - 1.
	const high = randomInt(2) === 0 ? 0 : randomInt(2 ** 21);
	const counter = high * 2 ** 32 + randomInt(2 ** 32);
	return { ...sharedCase(), algorithm: "SHA-1", counter, args: ["--hotp", "-c", String(counter)] };
}

function totpCase(stepAt) {
	const name = Object.keys(ALGORITHMS)[randomInt(3)];
	const stepSeconds = randomInt(1, 601);
	const second = randomInt(2) === 0 ? randomInt(2 ** 31) : randomInt(LAST_SECOND + 1);
	return {
		...sharedCase(),
		algorithm: ALGORITHMS[name],
		counter: stepAt(second * 1000 + randomInt(1000), stepSeconds),
		args: [`--totp=${name}`, "-s", `${stepSeconds}s`, "-N", `@${second}`],
	};
}

function sharedCase() {
	return { secret: randomBytes(randomInt(16, 80)), digits: randomInt(6, 9) };
}

/** Node 20 doesn't read TypeScript, so the pure room is bundled to a file first. */
async function bundled(folder) {
	const source = fileURLToPath(new URL("../src/otp/", import.meta.url));
	const outfile = join(folder, "otp.mjs");
	await build({
		stdin: {
			contents: 'export * from "./hotp"; export * from "./hotp-sync"; export * from "./totp";',
			resolveDir: source,
			loader: "ts",
		},
		bundle: true,
		format: "esm",
		platform: "node",
		outfile,
		logLevel: "warning",
	});
	return import(pathToFileURL(outfile).href);
}
