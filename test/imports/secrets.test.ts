// Where the secrets of a file may be.
import { runInDurableObject } from "cloudflare:test";
import { afterEach, expect, it, vi } from "vitest";
import { toBase64, utf8 } from "../../src/crypto/bytes";
import { writePskc } from "../../src/otp/pskc/write";
import { Forbidden, listenToConsole, readDatabase, watchObjects } from "../flows/leaks";
import { logArrived } from "../support/log-queue";
import { createAuthenticator, createUser, hotpSettings } from "../support/otp-tokens";
import { createWorld } from "../support/world";
import { beginImport, checkedImport, csvOf, importsPath, newLine, objectOf, sendFile, until, verb } from "./imports";

afterEach(() => {
	vi.restoreAllMocks();
});

it("no secret of a file and no password of a file gets into a log, an answer, a table or an object", async () => {
	const printed = listenToConsole();
	const readObjects = await watchObjects();
	const world = await createWorld();
	const authenticatorId = await createAuthenticator(world);
	const user = await createUser(world);
	const lines = [newLine(user.login), newLine(), newLine("nobody"), newLine()];
	const password = "a password nobody keeps";
	const secrets = new Forbidden();
	for (const { secret } of lines) secrets.addBytes("secret", secret);
	secrets.add("password", password, toBase64(utf8(password)).replaceAll("=", ""));
	const answers: Record<string, string> = {};
	const note = async (name: string, answer: Promise<{ body: unknown }>) => {
		answers[name] = JSON.stringify((await answer).body);
	};

	const headers = { "x-file-password": toBase64(utf8(password)) };
	const { id, view } = await checkedImport(world, { authenticatorId }, csvOf(lines), { headers });
	answers.view = JSON.stringify(view);
	await note("again", sendFile(world, id, `${csvOf(lines)}\n"`, { headers }));
	await note("sent", sendFile(world, id, csvOf(lines), { headers }));
	await until(world, id, "CHECKED");
	await note("canary", verb(world, id, "start", { canary: { first: 1 } }));
	await until(world, id, "CANARY");
	// Of a token that is taken, not even the sealed secret is left, while others wait.
	const sealed = await runInDurableObject(objectOf(id), (_, { storage }) => [
		...storage.sql.exec("SELECT result, count(secretSealed) AS sealed FROM rows GROUP BY result ORDER BY result"),
	]);
	expect(sealed).toEqual([
		{ result: "OK", sealed: 2 },
		{ result: "REFUSED", sealed: 1 },
		{ result: "TAKEN", sealed: 0 },
	]);
	await note("start", verb(world, id, "start"));
	await until(world, id, "DONE");
	for (const path of ["", "/rows", "/report", "/report?format=NDJSON"]) {
		await note(path, world.call("GET", `${importsPath}/${id}${path}`));
	}
	await note("tokens", world.call("GET", "/api/v1/otp-tokens"));
	const { body: found } = await world.call("GET", `/api/v1/otp-tokens?serial=${lines[1]!.serial}`);
	await note("assigned", world.call("POST", `/api/v1/otp-tokens/${found[0].id}/assign`, { user: "nobody" }));
	await logArrived();
	await note("log", world.call("GET", "/api/v1/logs?limit=1000"));

	expect(secrets.foundIn({ ...answers, ...printed(), ...(await readDatabase()), ...(await readObjects()) })).toEqual(
		[],
	);
	const objects = Object.entries(await readObjects()).filter(([place]) => place.startsWith("import "));
	const ours = objects.map(([, text]) => text).filter((text) => text.includes(lines[0]!.serial));
	expect(ours).toHaveLength(1);
	// Not even sealed, once the import has ended.
	expect(ours[0]).not.toMatch(/"v1\.test\./);
});

it("no secret and no password of an encrypted file gets anywhere, and an export has secrets in its file alone", async () => {
	const printed = listenToConsole();
	const readObjects = await watchObjects();
	const world = await createWorld();
	const authenticatorId = await createAuthenticator(world, hotpSettings);
	const lines = [newLine(), newLine()];
	const [password, wrong] = ["the password of this file", "another password, wrong"];
	const secrets = new Forbidden();
	for (const { secret } of lines) secrets.addBytes("secret", secret);
	for (const text of [password, wrong]) secrets.add("password", text, toBase64(utf8(text)).replaceAll("=", ""));
	const keys = lines.map(({ serial, secret }) => ({
		id: serial,
		serial,
		manufacturer: null,
		user: null,
		hash: "SHA-1" as const,
		digits: 8,
		moving: { protocol: "HOTP" as const, counter: 0 },
		secret,
	}));
	const file = await writePskc({ password }, "Vendor", keys);
	const headersOf = (text: string) => ({ headers: { "x-file-password": toBase64(utf8(text)) } });
	const id = await beginImport(world, { authenticatorId });
	const answers: Record<string, string> = {};
	for (const [name, text, given] of [
		["wrong", file, wrong],
		["cut", file.slice(0, -20), password],
		["damaged", file.replace(/<ValueMAC>..../, "<ValueMAC>AAAA"), password],
		["sent", file, password],
	] as const) {
		const { status, body } = await sendFile(world, id, text, headersOf(given));
		expect(status).toBe(name === "sent" ? 200 : 400);
		answers[name] = JSON.stringify(body);
	}
	await until(world, id, "CHECKED");
	await verb(world, id, "start");
	answers.done = JSON.stringify(await until(world, id, "DONE"));
	expect(answers.done).toContain('"taken":2');
	const exported = await world.call("POST", "/api/v1/token-exports", { authenticatorId, password });
	expect(exported.body.match(/<KeyPackage>/g)).toHaveLength(2);
	answers.exported = exported.body;
	await logArrived();
	answers.log = JSON.stringify((await world.call("GET", "/api/v1/logs?limit=1000")).body);
	expect(secrets.foundIn({ ...answers, ...printed(), ...(await readDatabase()), ...(await readObjects()) })).toEqual(
		[],
	);
});
