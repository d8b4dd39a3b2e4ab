// The pages of imports: a file is looked at, sent, tried and taken, and users move.
import { describe, expect, it } from "vitest";
import { toBase64, toHex } from "../../src/crypto/bytes";
import { writePskc } from "../../src/otp/pskc/write";
import { csvOf, importsPath, newLine, until, verify } from "../imports/imports";
import { createAdministrator, signedIn } from "../support/administrators";
import { createAuthenticator, createTokenUser, createUser, hotpSettings, newSecret } from "../support/otp-tokens";
import { createReader } from "../support/reader";
import { createWorld, unique } from "../support/world";

async function createSignedIn(role: Parameters<typeof createAdministrator>[1] = "ADMINISTRATOR") {
	const world = await createWorld();
	const { cookie } = await signedIn(world, (await createAdministrator(world, role)).id);
	return { world, cookie, reader: createReader(world, cookie) };
}

const fileOf = (text: string | Uint8Array<ArrayBuffer>, name = "tokens.csv") => new File([text], name);

/** Begins an import by the pages, as far as the page that takes the file. */
async function begun(settings?: Record<string, unknown>) {
	const signed = await createSignedIn();
	const authenticatorId = await createAuthenticator(signed.world, settings);
	await signed.reader.open("/console/imports/new");
	const { path } = await signed.reader.send("begin", { authenticatorId, fromAuthenticatorId: "" });
	const [, id = ""] = /imports\/(\w+)\/file$/.exec(path) ?? [];
	const send = (fields: Record<string, string>, file: File) => signed.reader.sendFile(path, "file", fields, file);
	const look = (fields: Record<string, string>, file: File) =>
		signed.reader.sendFile(`${path}?preview=`, "file", fields, file);
	return { ...signed, authenticatorId, id, path, at: `/console/imports/${id}`, send, look };
}

/** The same, with a file that was sent and checked. */
async function checked(lines: ReturnType<typeof newLine>[], moreNames = "") {
	const all = await begun();
	await all.send({}, fileOf(csvOf(lines, moreNames)));
	await until(all.world, all.id, "CHECKED", "REFUSED");
	return all;
}

const stateOf = async ({ world, id }: Awaited<ReturnType<typeof begun>>) =>
	(await world.call("GET", `${importsPath}/${id}`)).body;

describe("the list of imports", () => {
	it("shows each with its authenticators and its status, and says what it is for while it is empty", async () => {
		const { world, reader, authenticatorId } = await begun();
		const { body } = await world.call("GET", `/api/v1/authenticators/${authenticatorId}`);
		const { html } = await reader.open("/console/imports");
		expect(html).toContain(`Import into ${body.name}`);
		expect(html).toContain("Waits for a file");
	});

	it("lets those look who may only look, and asks them for nothing", async () => {
		const { world, at } = await begun();
		const { cookie } = await signedIn(world, (await createAdministrator(world, "READ_ONLY")).id);
		const reader = createReader(world, cookie);
		expect((await reader.open("/console/imports")).html).not.toContain("/console/imports/new");
		expect((await reader.open(at)).html).not.toMatch(/\/file"|\/cancel"/);
		for (const path of ["/console/imports/new", `${at}/file`, `${at}/start`, `${at}/cancel`]) {
			expect((await reader.open(path)).status, path).toBe(403);
		}
		await reader.open(at);
		expect((await reader.send("pause", {})).status).toBe(403);
	});

	it("isn't for the help desk", async () => {
		const { reader } = await createSignedIn("HELP_DESK");
		expect((await reader.open("/console/imports")).status).toBe(403);
	});

	it("leads to an authenticator where there is none that takes tokens", async () => {
		const { reader } = await begun();
		const { html } = await reader.open("/console/imports/new?authenticator=nobody");
		expect(html).toContain('name="authenticatorId"');
		expect((await reader.send("begin", { authenticatorId: "nobody", fromAuthenticatorId: "" })).html).toContain(
			'aria-invalid="true"',
		);
	});
});

describe("a file", () => {
	it("is shown as it is read, before anything is sent", async () => {
		const job = await begun();
		const line = newLine("ada@example.com");
		const { html } = await job.look({}, fileOf(csvOf([line])));
		expect(html).toContain("CSV · UTF-8 · Comma");
		expect(html).toContain(line.serial);
		expect(html).not.toContain(toHex(line.secret));
		expect(html).toMatch(/name="column-secret"[\s\S]*?value="3" selected/);
		expect((await stateOf(job)).status).toBe("WAITING");
	});

	it("with unknown columns is refused with the columns to choose, and taken once they are chosen", async () => {
		const job = await begun();
		const line = newLine();
		const file = `Shelf,Number,Value\nA,${line.serial},${toHex(line.secret)}\n`;
		const refused = await job.send({}, fileOf(file));
		expect(refused.status).toBe(400);
		expect(refused.html).toContain("Say which column has the secret");
		expect((await stateOf(job)).status).toBe("WAITING");
		const columns = { guess: "", "column-serial": "2", "column-secret": "3" };
		expect((await job.send(columns, fileOf(file))).path).toBe(job.at);
		expect(await until(job.world, job.id, "CHECKED")).toMatchObject({ counts: { ok: 1 } });
	});

	it("keeps what was chosen, and the guess where nothing was", async () => {
		const job = await begun();
		const file = fileOf(`T1,${toHex(newSecret())},TOTP,6,30\n`);
		const fields = { guess: "digits=4&secret=2&serial=1&type=3", delimiter: "," };
		const shape = { "column-serial": "1", "column-secret": "2", "column-type": "3", "column-digits": "4" };
		const { html } = await job.look({ ...fields, ...shape }, file);
		expect(html).toContain("30 s");
		expect(html).toContain('<option value="," selected');
		await job.send({ ...fields, ...shape }, file);
		expect(await until(job.world, job.id, "CHECKED", "REFUSED")).toMatchObject({ status: "REFUSED" });
	});

	it("that is encrypted asks for its password at the field, and never shows it again", async () => {
		const job = await begun(hotpSettings);
		const key = {
			id: "1",
			serial: unique("P"),
			manufacturer: null,
			user: null,
			hash: "SHA-1" as const,
			digits: 8,
			moving: { protocol: "HOTP" as const, counter: 0 },
			secret: newSecret(),
		};
		const password = "合言葉 of the vendor";
		const text = await writePskc({ password }, "Acme", [key]);
		const file = () => fileOf(text, "tokens.pskcxml");
		const asked = await job.send({}, file());
		expect([asked.status, asked.html.includes("Its password is needed")]).toEqual([400, true]);
		const wrong = await job.send({ password: "another one" }, file());
		expect(wrong.status).toBe(400);
		expect(wrong.html).toContain('id="field-password-error"');
		expect(wrong.html).not.toContain("another one");
		expect((await job.send({ key: "not a key" }, file())).html).toContain('id="field-key-error"');
		expect((await job.send({ password }, file())).path).toBe(job.at);
		expect(await until(job.world, job.id, "CHECKED")).toMatchObject({ counts: { ok: 1 } });
	});

	it("opens with a key, in either notation", async () => {
		const job = await begun(hotpSettings);
		const key = crypto.getRandomValues(new Uint8Array(32));
		const file = await writePskc({ key }, "Acme", [
			{
				id: "1",
				serial: unique("P"),
				manufacturer: null,
				user: null,
				hash: "SHA-1",
				digits: 8,
				moving: { protocol: "HOTP", counter: 0 },
				secret: newSecret(),
			},
		]);
		for (const text of [toHex(key), toBase64(key)]) {
			const { html } = await job.look({ key: text }, fileOf(file, "t.xml"));
			expect(html).toContain("HOTP · SHA-1 · 8 digits");
		}
	});

	it("has to be chosen", async () => {
		const job = await begun();
		expect((await job.send({}, new File([], ""))).html).toContain('id="field-file-error"');
		await job.reader.open(job.path);
		const { status, html } = await job.reader.send("file", {});
		expect([status, html.includes('id="field-file-error"')]).toEqual([400, true]);
	});

	it.each([
		["neither PSKC nor CSV", new Uint8Array([0xff, 0xfe, 0x00, 0x80])],
		["empty", ""],
		["XML of something else", "<html></html>"],
		["an endless line", `serial,secret\n${"x".repeat(70_000)}`],
	])("that is %s is refused at its field, and nothing of it stays", async (_, content) => {
		const job = await begun();
		const { status, html } = await job.send({}, fileOf(content));
		expect(status).toBe(400);
		expect(html).toContain('id="field-file-error"');
		expect(await stateOf(job)).toMatchObject({ status: "WAITING", counts: { pending: 0 } });
	});

	it("that is wrong far behind is refused, and another may be sent", async () => {
		const job = await begun();
		const lines = Array.from({ length: 3_000 }, () => newLine());
		const { status, html } = await job.send({}, fileOf(`${csvOf(lines)}\n"never ends`));
		expect([status, html.includes("ends too early")]).toEqual([400, true]);
		expect((await job.send({}, fileOf(csvOf(lines.slice(0, 2))))).path).toBe(job.at);
		await until(job.world, job.id, "CHECKED");
	});

	it("from another site, or with a stale token, is refused", async () => {
		const job = await begun();
		const form = new FormData();
		form.append("_action", "file");
		form.append("file", fileOf(csvOf([newLine()])));
		for (const site of ["same-origin", "cross-site"]) {
			const headers = { cookie: job.cookie, "sec-fetch-site": site };
			const sent = await job.world.call("POST", job.path, undefined, { token: null, headers, rawBody: form });
			expect(sent.status).toBe(403);
		}
		expect((await stateOf(job)).status).toBe("WAITING");
	});
});

describe("an import", () => {
	it("shows what comes of each token, and those that can't be taken alone", async () => {
		const world = await createWorld();
		const user = await createUser(world);
		const [good, bad] = [newLine(user.login), newLine("nobody@example.com")];
		const job = await checked([good, bad]);
		const all = await job.reader.open(job.at);
		expect(all.html).toContain("1 token can be taken");
		expect(all.html).toContain(good.serial);
		const refused = await job.reader.open(`${job.at}?result=REFUSED`);
		expect(refused.html).not.toContain(good.serial);
		expect(refused.html).toContain(bad.serial);
		expect(refused.html).toContain("There is no user with this login or id.");
		for (const { secret } of [good, bad]) expect(all.html).not.toContain(toHex(secret));
	});

	it("tries the first, shows their first verification, and takes the rest after a question", async () => {
		const world = await createWorld();
		const users = await Promise.all([createUser(world), createUser(world), createUser(world)]);
		const lines = users.map(({ login }) => newLine(login));
		const job = await checked(lines);
		await job.reader.open(job.at);
		expect((await job.reader.send("first", { first: "0" })).html).toContain('id="field-first-error"');
		expect((await job.reader.send("first", { first: "many" })).html).toContain('value="many"');
		expect((await job.reader.send("first", { first: "１" })).path).toBe(job.at);
		await until(job.world, job.id, "CANARY");
		expect((await job.reader.open(job.at)).html).toContain("Not yet");
		job.world.clock.now = Date.now();
		expect(await verify(job.world, users[0]!.id, lines[0]!.secret)).toBe(200);
		await job.world.shipLog(users[0]!.id);
		expect((await job.reader.open(job.at)).html).not.toContain("Not yet");
		const question = await job.reader.open(`${job.at}/start`);
		expect(question.html).toContain("Take 2 tokens");
		expect((await job.reader.send("start", {})).path).toBe(job.at);
		expect(await until(job.world, job.id, "DONE")).toMatchObject({ counts: { taken: 3 } });
		expect((await job.reader.open(job.at)).html).toContain("3 tokens were taken.");
	});

	it("tries chosen users, and names the field where one isn't known", async () => {
		const world = await createWorld();
		const users = await Promise.all([createUser(world), createUser(world)]);
		const job = await checked(users.map(({ login }) => newLine(login)));
		await job.reader.open(job.at);
		const refused = await job.reader.send("users", { users: "nobody@example.com" });
		expect(refused.html).toContain('id="field-users-error"');
		expect(refused.html).toContain("nobody@example.com");
		await job.reader.send("users", { users: `\r\n ${users[1]!.login} \r\n` });
		const { canary } = await until(job.world, job.id, "CANARY");
		expect(canary).toMatchObject([{ userId: users[1]!.id, result: "TAKEN" }]);
	});

	it("is stopped, goes on, and is cancelled after a question", async () => {
		const job = await checked([newLine(), newLine()]);
		await job.world.call("POST", `${importsPath}/${job.id}/lifecycle/pause`);
		expect((await job.reader.open(job.at)).html).toContain("Nothing happens until you resume it.");
		expect((await job.reader.send("resume", {})).html).toContain("The import goes on.");
		expect((await stateOf(job)).status).toBe("CHECKED");
		await job.reader.open(`${job.at}/cancel`);
		const { html } = await job.reader.send("cancel", {});
		expect(html).toContain("no secret is kept here");
		expect(html).not.toMatch(/\/file"|\/start"|\/cancel"/);
		expect((await job.reader.send("resume", {})).status).toBe(403);
	});

	it("whose tokens don't fit says what differs, and begins anew with an authenticator that fits", async () => {
		const line = { ...newLine(), more: ",8" };
		const job = await checked([line], ",digits");
		const { html } = await job.reader.open(job.at);
		expect(html).toContain("Nothing fits");
		expect(html).toContain("Which authenticator fits");
		const name = unique("Eight digits");
		const taken = await job.reader.send("fit", { name });
		expect(taken.path).toMatch(/\/console\/imports\/\w+\/file$/);
		expect((await stateOf(job)).status).toBe("CANCELLED");
		await job.reader.sendFile(taken.path, "file", {}, fileOf(csvOf([line], ",digits")));
		const [, id = ""] = /imports\/(\w+)\/file/.exec(taken.path) ?? [];
		const { authenticatorId } = await until(job.world, id, "CHECKED");
		const { body } = await job.world.call("GET", `/api/v1/authenticators/${authenticatorId}`);
		expect(body.name).toBe(name);
		const again = await checked([{ ...newLine(), more: ",8" }], ",digits");
		expect((await again.reader.open(again.at)).html).toContain(`/console/imports/new?authenticator=${authenticatorId}`);
	});

	it("keeps its progress behind a page that is no sign of life", async () => {
		const job = await checked([newLine()]);
		const { html } = await job.reader.open(`${job.at}/progress`);
		expect(html).toContain('id="progress"');
		expect(html).not.toContain("data-progress");
	});

	it("gives its report as CSV and NDJSON, in the reader's language", async () => {
		const job = await checked([newLine("nobody@example.com"), newLine()]);
		const headers = { cookie: job.cookie, "accept-language": "ja" };
		const ask = (format: string) =>
			job.world.call("GET", `${job.at}/export?format=${format}`, undefined, { token: null, headers });
		const csv = await ask("CSV");
		expect(csv.headers.get("content-disposition")).toContain(`token-import-${job.id}.csv`);
		expect(csv.body).toContain("ユーザーはいません");
		expect((await ask("NDJSON")).body.trim().split("\n")).toHaveLength(2);
	});

	it("that nobody has is 404", async () => {
		const { reader } = await createSignedIn();
		for (const step of ["", "/file", "/start", "/cancel", "/progress", "/export"]) {
			expect((await reader.open(`/console/imports/impNobody00000000000${step}`)).status, step).toBe(404);
		}
	});
});

describe("moving the users of an authenticator", () => {
	it("begins on the authenticator's page, shows each user, and moves them after a question", async () => {
		const { world, reader } = await createSignedIn();
		const { user, authenticatorId: from } = await createTokenUser(world);
		const to = await createAuthenticator(world);
		expect((await reader.open(`/console/authenticators/${from}`)).html).toContain(`${from}/move`);
		const asked = await reader.open(`/console/authenticators/${from}/move`);
		expect(asked.html).toContain("1 user is enrolled");
		const { path } = await reader.send("move", { authenticatorId: to });
		const [, id = ""] = /imports\/(\w+)$/.exec(path) ?? [];
		await until(world, id, "CHECKED");
		expect((await reader.open(path)).html).toContain(`/console/users/${user.id}`);
		expect((await reader.open(`${path}/start`)).html).toContain("Move 1 user");
		await reader.send("start", {});
		await until(world, id, "DONE");
		const { body } = await world.call("GET", `/api/v1/users/${user.id}/factors`);
		expect(body).toHaveLength(1);
		expect((await reader.open(`/console/authenticators/${from}`)).html).not.toContain(`${from}/move`);
	});

	it("refuses the same authenticator, and one that isn't there", async () => {
		const { world, reader } = await createSignedIn();
		const from = await createAuthenticator(world);
		await createAuthenticator(world);
		await reader.open(`/console/authenticators/${from}/move`);
		for (const authenticatorId of [from, "nobody"]) {
			expect((await reader.send("move", { authenticatorId })).status).toBe(400);
		}
		expect((await reader.open("/console/authenticators/nobody/move")).status).toBe(404);
	});

	it("takes new secrets from a file as well", async () => {
		const { world, reader } = await createSignedIn();
		const { user, authenticatorId: from } = await createTokenUser(world);
		const to = await createAuthenticator(world);
		await reader.open(`/console/imports/new?from=${from}`);
		const { path } = await reader.send("begin", { authenticatorId: to, fromAuthenticatorId: from });
		const line = newLine(user.login);
		await reader.sendFile(path, "file", {}, fileOf(csvOf([line])));
		const [, id = ""] = /imports\/(\w+)/.exec(path) ?? [];
		await until(world, id, "CHECKED");
		await reader.open(`/console/imports/${id}/start`);
		await reader.send("start", {});
		await until(world, id, "DONE");
		expect(await verify(world, user.id, line.secret)).toBe(200);
	});
});
