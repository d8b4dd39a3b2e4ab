// Imports of tokens through the API: dry run, canary, the rest by alarm, stopping, reports, and the stock.
import { runInDurableObject } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { hotpSync } from "../../src/otp/hotp-sync";
import { createAuthenticator, createTokenUser, createUser, hotpSettings } from "../support/otp-tokens";
import { createWorld, unique } from "../support/world";
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
	verify,
} from "./imports";

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
