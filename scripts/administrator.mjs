// `npm run administrator`: a link that makes the first administrator of a deployment, or brings one back.
import { createHash, randomInt, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { invitationStatements } from "./administrator/statements.mjs";
import { readCredentials } from "./credentials.mjs";
import { startWrangler } from "./start/wrangler.mjs";

const usage = `How to make an administrator of the console:

  npm run administrator -- ada@example.com               the first one of the deployment
  npm run administrator -- ada@example.com --recover     although there are active administrators; they are told
  npm run administrator -- ada@example.com --local       of the server that npm start runs on this machine

It prints a link that works once, for an hour. Only its hash is stored.`;

const validForMs = 60 * 60 * 1000;
/** As in src/administrators/invitation.ts: 138 bits. */
const alphabet = "abcdefghjkmnpqrstuvwxyz23456789";
const codeCharacters = 28;
const base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

const root = fileURLToPath(new URL("../", import.meta.url));

try {
	await invite(readWishes());
} catch (error) {
	console.error(`\n${error.message}\n`);
	process.exitCode = 1;
}

async function invite({ login, isRecovery, isLocal }) {
	const origin = isLocal ? readCredentials().baseUrl : readOrigin();
	const code = randomText(codeCharacters, alphabet);
	const now = Date.now();
	const invitation = {
		id: newId("adm", now),
		login,
		hash: createHash("sha256").update(code).digest("hex"),
		now,
		endsAt: now + validForMs,
		uuid: randomUUID(),
		noticeId: newId("amn", now).slice(0, 16),
		isRecovery,
	};
	const state = join(resolve(process.env.LOCAL_DIR || root), ".wrangler/state");
	const where = isLocal ? ["--local", "--persist-to", state] : ["--remote"];
	const statements = invitationStatements(invitation);
	const wrangler = startWrangler(["d1", "execute", "DB", ...where, "--json", "--command", statements]);
	const exitCode = await wrangler.exited;
	if (exitCode !== 0) throw new Error(`wrangler ended with ${exitCode}:\n${wrangler.output()}`);
	if (JSON.parse(wrangler.output()).at(-1).results.length === 0) {
		throw new Error(
			"Nothing was changed: there is an active administrator, who can invite and reset others in the API.\n" +
				"If nobody can come in any more, say --recover. All administrators will be told.",
		);
	}
	console.log(`\n${login} comes in by this link, once, until ${new Date(invitation.endsAt).toISOString()}:\n`);
	console.log(`  ${origin}/console/invitation?code=${code}\n`);
}

/** The deployment's own address, where its configuration has it. */
function readOrigin() {
	const origin = /^PUBLIC_ORIGIN = "([^"]+)"/m.exec(readFileSync(join(root, "wrangler.toml"), "utf8"))?.[1];
	if (!origin) throw new Error("wrangler.toml has no PUBLIC_ORIGIN.");
	return origin;
}

function randomText(length, characters) {
	return Array.from({ length }, () => characters[randomInt(characters.length)]).join("");
}

/** As src/ids.ts makes ids: prefix, time, chance. */
function newId(prefix, now) {
	let time = "";
	for (let rest = now; time.length < 8; rest = Math.floor(rest / 62)) time = base62[rest % 62] + time;
	return prefix + time + randomText(9, base62);
}

function readWishes() {
	const no = { type: "boolean", default: false };
	let wishes;
	try {
		wishes = parseArgs({ allowPositionals: true, options: { recover: no, local: no } });
	} catch (error) {
		throw new Error(`${error.message}\n\n${usage}`);
	}
	const [login, ...others] = wishes.positionals;
	if (login === undefined || others.length > 0 || !/^[^\s\p{C}]{3,100}$/u.test(login)) throw new Error(usage);
	return { login, isRecovery: wishes.values.recover, isLocal: wishes.values.local };
}
