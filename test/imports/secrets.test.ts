// Where the secrets of a file may be, and what a chunk costs.
import { env } from "cloudflare:test";
import { afterEach, describe, expect, it, vi } from "vitest";
import { toBase64, utf8 } from "../../src/crypto/bytes";
import { tokenSecretHash } from "../../src/factors/tokens";
import { newId } from "../../src/ids";
import { checkRows } from "../../src/imports/job/check";
import { type OkRow, takeRows } from "../../src/imports/job/take";
import { sealTokenSecret } from "../../src/imports/stock/bulk";
import { Forbidden, listenToConsole, readDatabase, watchObjects } from "../flows/leaks";
import { watch } from "../support/counted-bindings";
import { logArrived } from "../support/log-queue";
import { createAuthenticator, createUser, newSecret, totpSettings } from "../support/otp-tokens";
import { createWorld, unique } from "../support/world";
import { checkedImport, csvOf, importsPath, newLine, sendFile, until, verb } from "./imports";

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

describe("a chunk of 200 tokens", () => {
	it("is checked in three statements and taken in four", async () => {
		let statements = 0;
		const prepare = (sql: unknown) => {
			statements++;
			return env.DB.prepare(String(sql));
		};
		const { ctx } = await createWorld({ bindings: { ...env, DB: watch(env.DB, { prepare }) } as never });
		const world = await createWorld();
		const target = { id: await createAuthenticator(world), name: "Token", settings: totpSettings };
		const users = await Promise.all(Array.from({ length: 5 }, () => createUser(world)));
		const rows = await Promise.all(
			Array.from({ length: 200 }, async (_, index): Promise<OkRow> => {
				const [tokenId, secret] = [newId("otpToken", ctx.now()), newSecret()];
				return {
					row: index + 1,
					result: "PENDING",
					tokenId,
					factorId: newId("customOtpFactor", ctx.now()),
					serial: unique("S"),
					user: users[index]?.login ?? null,
					manufacturer: null,
					settings: {},
					counter: null,
					secretSealed: await sealTokenSecret(ctx, tokenId, secret),
					secretHash: await tokenSecretHash(ctx, secret),
					cause: null,
					userId: null,
					userName: null,
					userLogin: null,
					isCanary: false,
				};
			}),
		);
		statements = 0;
		const checked = await checkRows(ctx, { fromAuthenticatorId: null }, target, rows, () => null);
		expect(statements).toBe(3);
		expect(checked.rows.every(({ result }) => result === "OK")).toBe(true);
		statements = 0;
		const taken = await takeRows(ctx, target, checked.rows as OkRow[]);
		expect(statements).toBe(4);
		expect(taken.size).toBe(200);
	});
});
