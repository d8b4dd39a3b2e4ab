// What `npm run administrator` writes into D1, on a real D1, and that the link then works.
import { env } from "cloudflare:test";
import { beforeEach, describe, expect, it } from "vitest";
import { invitationStatements } from "../../scripts/administrator/statements.mjs";
import { acceptInvitation } from "../../src/administrators/invitation";
import { sha256 } from "../../src/crypto/digest";
import { LogEventView } from "../../src/log/schema";
import { createAdministrator } from "../support/administrators";
import { createWorld, unique, type World } from "../support/world";

const code = () => unique("code").replaceAll("-", "").padEnd(28, "a");

async function invite(world: World, login: string, isRecovery = false) {
	const link = code();
	const now = world.clock.now;
	const hash = await sha256(link);
	const invitation = {
		id: `adm${link.slice(0, 17)}`,
		login,
		hash,
		now,
		endsAt: now + 3_600_000,
		uuid: crypto.randomUUID(),
		noticeId: unique("amn"),
		isRecovery,
	};
	const answers = await env.DB.batch(
		invitationStatements(invitation)
			.split(";\n")
			.map((one) => env.DB.prepare(one)),
	);
	return { link, isInvited: answers.at(-1)?.results.length === 1, uuid: invitation.uuid };
}

const statusOf = (login: string) =>
	env.DB.prepare("SELECT status FROM administrators WHERE login = ?").bind(login).first();

beforeEach(async () => {
	await env.DB.prepare("DELETE FROM administrators").run();
});

describe("the first administrator", () => {
	it("comes in by a link that works once, for an hour, and is a log entry", async () => {
		const world = await createWorld();
		const login = `o'${unique("hara")}@example.com`;
		const { link, isInvited, uuid } = await invite(world, login);
		expect(isInvited).toBe(true);
		await acceptInvitation(world.ctx, link);
		world.clock.now += 3_600_000;
		await expect(acceptInvitation(world.ctx, link)).rejects.toThrow();
		const row = await env.DB.prepare("SELECT event FROM log_events WHERE uuid = ?")
			.bind(uuid)
			.first<{ event: string }>();
		const event = LogEventView.parse(JSON.parse(row!.event));
		expect(event.target[0]).toMatchObject({ type: "User", alternateId: login, id: expect.stringMatching(/^adm/) });
		expect(JSON.stringify(event)).not.toContain(link);
	});

	it("gets a new link while nobody has come in yet", async () => {
		const world = await createWorld();
		const login = unique("ada");
		const first = await invite(world, login);
		const second = await invite(world, login.toUpperCase());
		expect(second.isInvited).toBe(true);
		await expect(acceptInvitation(world.ctx, first.link)).rejects.toThrow();
		await acceptInvitation(world.ctx, second.link);
	});
});

describe("where an active administrator is", () => {
	it("nobody is invited, and nothing is changed", async () => {
		const world = await createWorld();
		const ada = await createAdministrator(world);
		const eve = unique("eve");
		for (const login of [eve, ada.login]) {
			const { isInvited, uuid } = await invite(world, login);
			expect(isInvited).toBe(false);
			expect(await env.DB.prepare("SELECT 1 FROM log_events WHERE uuid = ?").bind(uuid).first()).toBeNull();
		}
		expect(await statusOf(eve)).toBeNull();
		expect(await statusOf(ada.login)).toEqual({ status: "ACTIVE" });
		expect((await env.DB.prepare("SELECT 1 FROM administrator_notices").all()).results).toEqual([]);
	});

	it("a recovery invites, and tells all active administrators", async () => {
		const world = await createWorld();
		const [ada, bob] = [await createAdministrator(world), await createAdministrator(world, "READ_ONLY")];
		expect((await invite(world, unique("eve"), true)).isInvited).toBe(true);
		const { results } = await env.DB.prepare("SELECT administrator_id AS id FROM administrator_notices").all();
		expect(results.map(({ id }) => id)).toEqual(expect.arrayContaining([ada.id, bob.id]));
	});

	it("a recovery of somebody forgets the password, the app and the sessions", async () => {
		const world = await createWorld();
		const ada = await createAdministrator(world, "READ_ONLY");
		expect((await invite(world, ada.login, true)).isInvited).toBe(true);
		expect(await statusOf(ada.login)).toEqual({ status: "INVITED" });
		const { results } = await env.DB.prepare("SELECT 1 FROM administrator_credentials WHERE administrator_id = ?")
			.bind(ada.id)
			.all();
		expect(results).toEqual([]);
	});
});
