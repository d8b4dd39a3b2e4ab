// Imports of tokens through the API: dry run, canary, the rest by alarm, stopping, reports, and the stock.
import { env, runInDurableObject } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { toBase64, toHex } from "../../src/crypto/bytes";
import { hotpSync } from "../../src/otp/hotp-sync";
import { stepAt } from "../../src/otp/totp";
import {
	createAuthenticator,
	createTokenUser,
	createUser,
	enrollment,
	hotpSettings,
	newSecret,
} from "../support/otp-tokens";
import { createWorld, unique, type World } from "../support/world";
import {
	beginImport,
	checkedImport,
	csvOf,
	importsPath,
	newLine,
	objectOf,
	resultsOf,
	sendFile,
	until,
	verb,
} from "./imports";

const codeOf = (world: World, secret: Uint8Array) => hotpSync(secret, stepAt(world.clock.now, 60), 6, "SHA-256");

async function verify(world: World, userId: string, secret: Uint8Array) {
	const { body } = await world.call("GET", `/api/v1/users/${userId}/factors`);
	const path = `/api/v1/users/${userId}/factors/${body[0].id}/verify`;
	return (await world.call("POST", path, { passCode: codeOf(world, secret) })).status;
}

describe("an import of a file", () => {
	it("says of each token what would come of it, and changes nothing", async () => {
		const world = await createWorld();
		const { user: enrolled, secret: taken, authenticatorId } = await createTokenUser(world);
		const [ada, gone] = [await createUser(world), await createUser(world)];
		await world.call("DELETE", `/api/v1/users/${gone.id}`);
		const [first, second] = [newLine(ada.login), newLine()];
		const lines = [
			first,
			second,
			{ ...newLine(), serial: second.serial },
			{ ...newLine(), secret: second.secret },
			newLine(ada.id),
			newLine("nobody@example.com"),
			newLine(gone.login),
			newLine(enrolled.login),
			{ ...newLine(), secret: taken },
			{ ...newLine(), serial: "" },
			{ ...newLine(), secret: new Uint8Array(15) },
			{ ...newLine(), more: ",SHA256,8" },
			{ ...newLine(), more: ",MD5,6" },
		];
		const { id, view } = await checkedImport(
			world,
			{ authenticatorId },
			csvOf(lines, ",hash,digits").replaceAll(/([0-9a-f]{30,})$/gm, "$1,,"),
		);
		expect(await resultsOf(world, id)).toEqual([
			"OK",
			"OK",
			"token-given-twice",
			"token-given-twice",
			"token-given-twice",
			"token-user-unknown",
			"token-user-deactivated",
			"factor-set-up",
			"secret-taken",
			"token-owner",
			"secret-size",
			"token-differs",
			"token-algorithm",
		]);
		expect(view).toMatchObject({
			status: "CHECKED",
			counts: { pending: 0, ok: 2, refused: 11, taken: 0, failed: 0 },
			differences: [{ setting: "passCodeLength", expected: "6", found: "8", tokens: 1 }],
			fitting: { method: "POST", path: "/api/v1/authenticators", body: { settings: { passCodeLength: 8 } } },
		});
		expect((await world.call("GET", `/api/v1/users/${ada.id}/factors`)).body).toEqual([]);
		expect((await world.call("GET", `/api/v1/otp-tokens?serial=${second.serial}`)).body).toEqual([]);
	});

	it("takes a canary first, shows its first verification, and then the rest", async () => {
		const world = await createWorld();
		const authenticatorId = await createAuthenticator(world);
		const users = await Promise.all(Array.from({ length: 5 }, () => createUser(world)));
		const lines = users.map(({ login }) => newLine(login));
		const { id } = await checkedImport(world, { authenticatorId }, csvOf(lines));

		await verb(world, id, "start", { canary: { users: [users[3]!.login] } });
		const canary = await until(world, id, "CANARY");
		expect(canary.counts).toMatchObject({ ok: 4, taken: 1 });
		expect(canary.canary).toMatchObject([{ row: 4, result: "TAKEN", verified: null }]);
		world.clock.now = Date.now();
		expect(await verify(world, users[3]!.id, lines[3]!.secret)).toBe(200);
		await world.shipLog(users[3]!.id);
		const { body } = await world.call("GET", `${importsPath}/${id}`);
		expect(body.canary).toMatchObject([{ row: 4, verified: new Date(world.clock.now).toISOString() }]);

		await verb(world, id, "start", { canary: { first: 2 } });
		expect((await until(world, id, "CANARY")).counts).toMatchObject({ ok: 2, taken: 3 });
		await verb(world, id, "start");
		expect((await until(world, id, "DONE")).counts).toEqual({ pending: 0, ok: 0, refused: 0, taken: 5, failed: 0 });
		for (const [index, { id: userId }] of users.entries()) {
			if (index !== 3) expect(await verify(world, userId, lines[index]!.secret)).toBe(200);
		}
		const log = await world.call(
			"GET",
			`/api/v1/logs?limit=1000&filter=${encodeURIComponent('eventType eq "user.mfa.factor.activate"')}`,
		);
		const logins = log.body.map((event: { target: { alternateId: string }[] }) => event.target[0]!.alternateId);
		const own = logins.filter((login: string) => users.some((user) => user.login === login));
		expect(own.toSorted()).toEqual(users.map(({ login }) => login).toSorted());
	});

	it("keeps tokens without a user for later, and gives each to one user", async () => {
		const world = await createWorld();
		const authenticatorId = await createAuthenticator(world);
		const lines = [newLine(), newLine()];
		const { id } = await checkedImport(world, { authenticatorId }, csvOf(lines));
		await verb(world, id, "start");
		await until(world, id, "DONE");
		const [ada, bob] = [await createUser(world), await createUser(world)];
		const { body: found } = await world.call("GET", `/api/v1/otp-tokens?serial=${lines[0]!.serial}`);
		expect(found).toMatchObject([{ serial: lines[0]!.serial, status: "UNASSIGNED", userId: null }]);
		const path = `/api/v1/otp-tokens/${found[0].id}`;

		const both = await Promise.all(
			[ada, bob].map(({ login }) => world.call("POST", `${path}/assign`, { user: login })),
		);
		expect(both.map(({ status }) => status).toSorted()).toEqual([200, 403]);
		const winner = both[0]!.status === 200 ? ada : bob;
		expect((await world.call("GET", path)).body).toMatchObject({ status: "ASSIGNED", userId: winner.id });
		expect(await verify(world, winner.id, lines[0]!.secret)).toBe(200);

		expect((await world.call("DELETE", path)).status).toBe(403);
		expect((await world.call("POST", `${path}/unassign`)).body).toMatchObject({ status: "UNASSIGNED", factorId: null });
		expect((await world.call("POST", `${path}/assign`, { user: winner.id })).status).toBe(200);
		// The code was used before the token was handed in.
		expect(await verify(world, winner.id, lines[0]!.secret)).toBe(403);

		expect((await world.call("POST", `${path}/lifecycle/deactivate`)).body.status).toBe("DISABLED");
		expect((await world.call("GET", `/api/v1/users/${winner.id}/factors`)).body).toEqual([]);
		expect((await world.call("POST", `${path}/assign`, { user: ada.id })).status).toBe(403);
		expect((await world.call("POST", `${path}/lifecycle/activate`)).body.status).toBe("UNASSIGNED");
		expect((await world.call("DELETE", path)).status).toBe(204);
	});

	it("can be paused, resumed and cancelled, and cancelling erases what was not taken", async () => {
		const world = await createWorld();
		const authenticatorId = await createAuthenticator(world);
		const { id } = await checkedImport(world, { authenticatorId }, csvOf(Array.from({ length: 3 }, () => newLine())));
		expect((await verb(world, id, "pause")).body.status).toBe("PAUSED");
		expect((await verb(world, id, "start")).status).toBe(403);
		expect((await verb(world, id, "resume")).body.status).toBe("CHECKED");
		expect((await verb(world, id, "resume")).body.errorCauses[0].errorSummary).toBe(
			"The import is CHECKED; this needs PAUSED.",
		);
		await verb(world, id, "start", { canary: { first: 1 } });
		await until(world, id, "CANARY");
		expect((await verb(world, id, "cancel")).body.status).toBe("CANCELLED");
		expect((await verb(world, id, "start")).status).toBe(403);
		expect(await resultsOf(world, id)).toEqual(["TAKEN", "OK", "OK"]);
		const sealed = await runInDurableObject(objectOf(id), (_, { storage }) =>
			Number([...storage.sql.exec("SELECT count(secretSealed) AS sealed FROM rows")][0]!.sealed),
		);
		expect(sealed).toBe(0);
	});

	it("is refused when no token fits, with the call that makes a fitting authenticator", async () => {
		const world = await createWorld();
		const authenticatorId = await createAuthenticator(world);
		const line = { ...newLine(), more: ",HOTP,8,7" };
		const { id, view } = await checkedImport(world, { authenticatorId }, csvOf([line], ",type,digits,counter"));
		expect(view).toMatchObject({ status: "REFUSED", problem: { reason: "import-unfit" } });
		expect((await verb(world, id, "start")).status).toBe(403);
		const { method, path, body } = view.fitting;
		const made = await world.call(method, path, { ...body, name: unique("Fitting") });
		const again = await checkedImport(world, { authenticatorId: made.body.id }, csvOf([line], ",type,digits,counter"));
		expect(again.view).toMatchObject({ status: "CHECKED", counts: { ok: 1 }, differences: [], fitting: null });
	});

	it("takes the counter of an HOTP token from the file", async () => {
		const world = await createWorld();
		const authenticatorId = await createAuthenticator(world, hotpSettings);
		const user = await createUser(world);
		const line = { ...newLine(user.login), more: ",7" };
		const { id } = await checkedImport(world, { authenticatorId }, csvOf([line], ",counter"));
		await verb(world, id, "start");
		await until(world, id, "DONE");
		const { body } = await world.call("GET", `/api/v1/users/${user.id}/factors`);
		const path = `/api/v1/users/${user.id}/factors/${body[0].id}/verify`;
		const tryCounter = async (counter: number) =>
			(await world.call("POST", path, { passCode: hotpSync(line.secret, counter, 8, "SHA-1") })).status;
		expect([await tryCounter(6), await tryCounter(7), await tryCounter(7), await tryCounter(8)]).toEqual([
			403, 200, 403, 200,
		]);
	});

	it("writes a report for spreadsheets without formulas, and one for programs", async () => {
		const world = await createWorld();
		const authenticatorId = await createAuthenticator(world);
		const line = { ...newLine("＝cmd()"), serial: "=1+1" };
		const { id } = await checkedImport(world, { authenticatorId }, csvOf([line]));
		const csv = await world.call("GET", `${importsPath}/${id}/report`);
		expect(csv.headers.get("content-disposition")).toBe(`attachment; filename="token-import-${id}.csv"`);
		expect(csv.body.replace("\ufeff", "").split("\r\n")).toEqual([
			"row,serial,user,userId,factorId,result,reason,text",
			'1,"\'=1+1","\'＝cmd()",,,REFUSED,token-user-unknown,There is no user with this login or id.',
			"",
		]);
		const ndjson = await world.call("GET", `${importsPath}/${id}/report?format=NDJSON`);
		expect(JSON.parse(ndjson.body)).toMatchObject({ row: 1, serial: "=1+1", result: "REFUSED" });
	});

	it("goes on with another file after one that can't be read", async () => {
		const world = await createWorld();
		const id = await beginImport(world, { authenticatorId: await createAuthenticator(world) });
		for (const [file, reason] of [
			["", "import-file-empty"],
			['serial,secret\n1,abc\n2,"', "import-file-broken-off"],
			["<!DOCTYPE a><KeyContainer/>", "pskc-declaration"],
			["a".repeat(200_000), "import-record-size"],
		]) {
			expect((await sendFile(world, id, file!)).status).toBe(400);
			expect((await world.call("GET", `${importsPath}/${id}`)).body).toMatchObject({
				status: "WAITING",
				counts: { pending: 0 },
				problem: { reason },
			});
		}
		expect((await sendFile(world, id, csvOf([newLine()]))).status).toBe(200);
		await until(world, id, "CHECKED");
		expect((await sendFile(world, id, csvOf([newLine(), newLine()]))).status).toBe(200);
		expect((await until(world, id, "CHECKED")).counts.ok).toBe(2);
	});

	it("refuses more than 90 MiB, whether it was announced or not", async () => {
		const world = await createWorld();
		const id = await beginImport(world, { authenticatorId: await createAuthenticator(world) });
		const announced = await sendFile(world, id, "x", { headers: { "content-length": String(91 * 1024 * 1024) } });
		expect(announced.status).toBe(413);
		const piece = new TextEncoder().encode("\n".repeat(1024 * 1024));
		let pieces = 0;
		const endless = new ReadableStream({
			pull(controller) {
				pieces++;
				controller.enqueue(piece);
			},
		});
		expect((await sendFile(world, id, endless)).status).toBe(413);
		expect(pieces).toBeLessThan(100);
	});
});

describe("a race", () => {
	it("of two imports with the same tokens takes each token once", async () => {
		const world = await createWorld();
		const authenticatorId = await createAuthenticator(world);
		const users = await Promise.all(Array.from({ length: 6 }, () => createUser(world)));
		const lines = [...users.map(({ login }) => newLine(login)), newLine(), newLine()];
		const jobs = await Promise.all([1, 2].map(() => checkedImport(world, { authenticatorId }, csvOf(lines))));
		await Promise.all(jobs.map(({ id }) => verb(world, id, "start")));
		const done = await Promise.all(jobs.map(({ id }) => until(world, id, "DONE")));
		expect(done.reduce((sum, { counts }) => sum + counts.taken, 0)).toBe(lines.length);
		expect(done.reduce((sum, { counts }) => sum + counts.failed, 0)).toBe(lines.length);
		for (const [index, { id }] of users.entries()) expect(await verify(world, id, lines[index]!.secret)).toBe(200);
		const { body: stock } = await world.call("GET", `/api/v1/otp-tokens?authenticatorId=${authenticatorId}`);
		expect(stock.filter(({ status }: { status: string }) => status === "UNASSIGNED")).toHaveLength(2);
		expect(stock).toHaveLength(lines.length);
	});

	it("against single enrolments of the same users gives each user one token", async () => {
		const world = await createWorld();
		const authenticatorId = await createAuthenticator(world);
		const users = await Promise.all(Array.from({ length: 6 }, () => createUser(world)));
		const lines = users.map(({ login }) => newLine(login));
		const { id } = await checkedImport(world, { authenticatorId }, csvOf(lines));
		const [singles, done] = await Promise.all([
			Promise.all(
				users.map((user) =>
					world.call(
						"POST",
						`/api/v1/users/${user.id}/factors?activate=true`,
						enrollment(authenticatorId, newSecret()),
					),
				),
			),
			verb(world, id, "start").then(() => until(world, id, "DONE")),
		]);
		const byHand = singles.filter(({ status }) => status === 200).length;
		expect(done.counts).toMatchObject({ taken: users.length - byHand, failed: byHand });
		for (const user of users)
			expect((await world.call("GET", `/api/v1/users/${user.id}/factors`)).body).toHaveLength(1);
		const reasons = await resultsOf(world, id);
		expect(reasons.filter((reason) => reason === "factor-set-up")).toHaveLength(byHand);
		// A token that could not be taken is in no stock either.
		expect((await world.call("GET", `/api/v1/otp-tokens?authenticatorId=${authenticatorId}`)).body).toHaveLength(
			users.length - byHand,
		);
	});

	it("with itself: a chunk that is made again counts once", async () => {
		const world = await createWorld();
		const authenticatorId = await createAuthenticator(world);
		const user = await createUser(world);
		const lines = [newLine(user.login), newLine()];
		const { id } = await checkedImport(world, { authenticatorId }, csvOf(lines));
		const before = await runInDurableObject(objectOf(id), (_, { storage }) => ({
			rows: [...storage.sql.exec("SELECT row, result, secretSealed, value FROM rows")],
			state: String([...storage.sql.exec("SELECT value FROM state")][0]!.value),
		}));
		await verb(world, id, "start");
		await until(world, id, "DONE");
		// As if the object had been killed after D1 had the chunk, and before its own rows had it.
		await runInDurableObject(objectOf(id), (_, { storage }) => {
			for (const { row, result, secretSealed, value } of before.rows) {
				storage.sql.exec(
					"UPDATE rows SET result = ?, secretSealed = ?, value = ? WHERE row = ?",
					result,
					secretSealed,
					value,
					row,
				);
			}
			storage.sql.exec("UPDATE state SET value = ?", before.state);
		});
		await runInDurableObject(objectOf(id), (_, state) => state.abort("killed")).catch(() => {});
		await verb(world, id, "start");
		expect((await until(world, id, "DONE")).counts).toMatchObject({ taken: 2, failed: 0 });
		const { results } = await env.DB.prepare(
			"SELECT count(*) AS count FROM log_events WHERE event_type = 'user.mfa.factor.activate' AND event LIKE ?",
		)
			.bind(`%${user.login}%`)
			.all();
		expect(results).toEqual([{ count: 1 }]);
	});
});

describe("an encrypted PSKC file", () => {
	const salt = crypto.getRandomValues(new Uint8Array(8));
	const password = "合言葉 correct horse";

	async function encryptedFile(secret: Uint8Array) {
		const { deriveKey, encryptCbc, macOf } = await import("../../src/otp/pskc/cipher");
		const key = await deriveKey(new TextEncoder().encode(password) as Uint8Array<ArrayBuffer>, {
			salt,
			rounds: 1000,
			hash: "SHA-1",
			bytes: 16,
		});
		const value = await encryptCbc(key, secret);
		const mac = await macOf(key, "SHA-1", value);
		return `<KeyContainer Version="1.0" xmlns="urn:ietf:params:xml:ns:keyprov:pskc"><EncryptionKey><DerivedKey><KeyDerivationMethod
			Algorithm="http://www.rsasecurity.com/rsalabs/pkcs/schemas/pkcs-5v2-0#pbkdf2"><PBKDF2-params><Salt><Specified>${toBase64(salt)}</Specified></Salt>
			<IterationCount>1000</IterationCount><KeyLength>16</KeyLength></PBKDF2-params></KeyDerivationMethod></DerivedKey></EncryptionKey>
			<MACMethod Algorithm="http://www.w3.org/2000/09/xmldsig#hmac-sha1"/><KeyPackage><DeviceInfo><SerialNo>${unique("P")}</SerialNo></DeviceInfo>
			<Key Id="1" Algorithm="urn:ietf:params:xml:ns:keyprov:pskc:hotp"><AlgorithmParameters><ResponseFormat Length="8" Encoding="DECIMAL"/></AlgorithmParameters>
			<Data><Secret><EncryptedValue><EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/><CipherData><CipherValue>${toBase64(value)}</CipherValue></CipherData></EncryptedValue>
			<ValueMAC>${toBase64(mac)}</ValueMAC></Secret></Data></Key></KeyPackage></KeyContainer>`;
	}

	const passwordOf = (text: string) => ({ headers: { "x-file-password": toBase64(new TextEncoder().encode(text)) } });

	it("opens with its password, which nothing keeps", async () => {
		const world = await createWorld();
		const authenticatorId = await createAuthenticator(world, hotpSettings);
		const secret = newSecret();
		const { id, view } = await checkedImport(
			world,
			{ authenticatorId },
			await encryptedFile(secret),
			passwordOf(password),
		);
		expect(view.counts).toMatchObject({ ok: 1, refused: 0 });
		const kept = await runInDurableObject(objectOf(id), (_, { storage }) =>
			JSON.stringify([...storage.sql.exec("SELECT * FROM rows"), ...storage.sql.exec("SELECT * FROM state")]),
		);
		for (const text of [password, toHex(secret), toBase64(secret), passwordOf(password).headers["x-file-password"]]) {
			expect(kept).not.toContain(text);
		}
	});

	it("is refused alike with a wrong password and with a damaged MAC", async () => {
		const world = await createWorld();
		const id = await beginImport(world, { authenticatorId: await createAuthenticator(world, hotpSettings) });
		const file = await encryptedFile(newSecret());
		const wrong = await sendFile(world, id, file, passwordOf("another"));
		const damaged = await sendFile(world, id, file.replace(/<ValueMAC>..../, "<ValueMAC>AAAA"), passwordOf(password));
		expect(wrong.status).toBe(400);
		const { errorId: _, ...said } = wrong.body;
		expect(damaged.body).toMatchObject(said);
		expect(said.errorCauses).toEqual([{ errorSummary: "file: The password or key is wrong, or the file is damaged." }]);
		expect((await sendFile(world, id, file)).body.errorCauses).toEqual([
			{ errorSummary: "file: The file is encrypted. Give its password." },
		]);
		expect((await sendFile(world, id, file, { headers: { "x-file-password": "***" } })).status).toBe(400);
	});
});
