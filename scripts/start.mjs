// `npm start`: a whole Tessera on this machine, with local secrets, a migrated local D1 and workerd.
// It needs Node and npm only.
import { chmodSync, existsSync, mkdirSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { ensureAdministrator } from "./start/administrator.mjs";
import { lockFolder } from "./start/lock.mjs";
import { whenParentEnds } from "./start/parent.mjs";
import { ensureLocalSecrets, writePrivately } from "./start/secrets.mjs";
import { startDev } from "./start/wrangler.mjs";

const defaultPort = 8787;
/** Where we listen. People come by the name, because passkeys need one. */
const host = "127.0.0.1";
const name = "localhost";
const readyWithinMs = 60_000;
const askEveryMs = 100;

const root = fileURLToPath(new URL("../", import.meta.url));
// Local data lie in the checkout, unless somebody wants a second set of them elsewhere.
const folder = resolve(process.env.LOCAL_DIR || root);
const places = {
	vars: join(folder, ".dev.vars"),
	state: join(folder, ".wrangler/state"),
	credentials: join(folder, ".dev/credentials.json"),
};

/** The wrangler that runs at the moment; null between two. */
let wrangler = null;
let isRunning = false;
let isStopping = false;

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => stop(0));
// npm ends without telling its scripts when it is killed; started in any other way, we may outlive a shell on purpose.
if (process.env.npm_lifecycle_event) whenParentEnds(() => stop(0));

try {
	await start();
} catch (error) {
	if (!isStopping) console.error(`\nTessera ${isRunning ? "stopped" : "did not start"}. ${error.message}\n`);
	await stop(1);
}

async function start() {
	requireInstalled();
	const port = readPort("PORT") ?? defaultPort;
	const inspectorPort = readPort("INSPECTOR");
	const baseUrl = `http://${name}:${port}`;
	await lockFolder(folder, baseUrl);
	await requireFree(port);
	const apiToken = ensureLocalSecrets(places);
	closeFolders();

	wrangler = startDev({ host, port, publicOrigin: baseUrl, inspectorPort, ...places });
	await untilHealthy(baseUrl);
	wrangler.show();
	const administrator = await ensureAdministrator(baseUrl, apiToken);
	const credentials = { baseUrl, apiToken, consoleUrl: `${baseUrl}/console`, administrator };
	writePrivately(places.credentials, `${JSON.stringify(credentials, null, "\t")}\n`);
	welcome(credentials);
	isRunning = true;

	throw new Error(`wrangler ended by itself (${await wrangler.exited}).`);
}

/** Ends wrangler and everything it started, then this process. */
async function stop(exitCode) {
	if (isStopping) return;
	isStopping = true;
	await wrangler?.stop();
	process.exit(exitCode);
}

function requireInstalled() {
	const [major, minor] = process.versions.node.split(".").map(Number);
	if (major < 20 || (major === 20 && minor < 19)) {
		throw new Error(`It needs Node 20.19 or later; this is ${process.versions.node}.`);
	}
	if (!existsSync(join(root, "node_modules/wrangler"))) throw new Error("Its packages are missing. Run: npm ci");
}

/** The port that the environment names; null when it names none. */
function readPort(name) {
	const text = process.env[name];
	if (!text) return null;
	const port = Number(text);
	if (/^\d+$/.test(text) && port >= 1 && port <= 65_535) return port;
	throw new Error(`${name} must be a whole number from 1 to 65535, not "${text}".`);
}

/** Earlier starts may have left folders that everybody may enter. */
function closeFolders() {
	for (const place of [places.state, dirname(places.credentials)]) {
		mkdirSync(place, { recursive: true });
		chmodSync(place, 0o700);
	}
}

/** Under every address that the name may lead to: a browser asks at ::1 first. */
async function requireFree(port) {
	for (const address of [host, "::1"]) {
		await new Promise((resolve, reject) => {
			const probe = createServer();
			probe.once("error", (error) => {
				// Not every machine has the newer addresses.
				if (["EADDRNOTAVAIL", "EAFNOSUPPORT"].includes(error.code) && address !== host) return resolve();
				const why = error.code === "EADDRINUSE" ? "is taken by another program" : `can't be used (${error.code})`;
				reject(new Error(`Port ${port} ${why}. Choose another one, for example: PORT=${port + 1} npm start`));
			});
			probe.listen(port, address, () => probe.close(resolve));
		});
	}
}

async function untilHealthy(baseUrl) {
	let ended = null;
	wrangler.exited.then((code) => {
		ended = code;
	});
	let last = "no answer";
	for (const until = Date.now() + readyWithinMs; Date.now() < until; await sleep(askEveryMs)) {
		if (ended !== null) throw new Error(`wrangler ended with ${ended}:\n${wrangler.output()}`);
		try {
			const answer = await fetch(`${baseUrl}/health`, { signal: AbortSignal.timeout(2_000) });
			if (answer.ok) return;
			last = `${answer.status} ${await answer.text()}`;
		} catch {
			// Nobody listens yet.
		}
	}
	throw new Error(`${baseUrl}/health was not well after ${readyWithinMs / 1000} s: ${last}\n${wrangler.output()}`);
}

function welcome({ baseUrl, consoleUrl, administrator: { login, oneTimePassword } }) {
	console.log(`
Tessera runs on ${baseUrl}

  Open the console   ${consoleUrl}
                     as ${login}, ${oneTimePassword ? `with the one-time password ${oneTimePassword}` : "with the password that you chose"}
  Read the API       ${baseUrl}/docs
  See it work        npm run demo
  Sign somebody in   npm run example, and npm run example -- hosted
  Ask it something   TOKEN=$(node -p 'JSON.parse(require("fs").readFileSync("${places.credentials}")).apiToken')
                     curl -H "Authorization: SSWS $TOKEN" ${baseUrl}/api/v1/users
                     curl -H "Authorization: SSWS $TOKEN" "${baseUrl}/api/v1/logs?limit=10"

  Your token is in ${places.credentials}; the data are in ${places.state}.
  Ctrl-C stops it. The next start finds the data and the token again.
`);
}
