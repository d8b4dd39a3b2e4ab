// The actions of customer care in the console: asked for a reason first, taken once, and refused in words.
import { env } from "cloudflare:test";
import { beforeAll, describe, expect, it } from "vitest";
import { actionsPerHour } from "../../src/care/table";
import { permissions } from "../../src/context";
import { createApplication } from "../applications/applications";
import { type Action, actions, fail } from "../care/actions";
import { createOperator } from "../care/care";
import { createAdministrator, signedIn } from "../support/administrators";
import { createTokenUser, createUser } from "../support/otp-tokens";
import { createReader } from "../support/reader";
import { createWorld, type World } from "../support/world";

const note = { reason: "Lost the phone, called back", ticket: "T-4711" };

let world: World;
beforeAll(async () => {
	world = await createWorld();
});

/** An operator of the console, with every permission unless the test says otherwise. */
async function createHelpDesk(granted: readonly string[] = permissions) {
	const { id } = await createAdministrator(world, "HELP_DESK");
	await world.call("POST", `/api/v1/administrators/${id}`, { permissions: granted });
	const { cookie, session } = await signedIn(world, id);
	const reader = createReader(world, cookie);
	return {
		...reader,
		id,
		session,
		/** Asks for the page of an action, and sends its form. */
		act: async (userId: string, name: string, fields: Record<string, string> = note) => {
			await reader.open(pageOf(userId, name));
			return reader.send(name.split("/").at(-1)!, fields);
		},
	};
}

const pageOf = (userId: string, name = "") => `/console/care/${userId}${name && `/${name}`}`;

async function entriesOf({ eventType }: Pick<Action, "eventType">, userId: string) {
	const { results } = await env.DB.prepare(
		"SELECT event FROM log_events WHERE event_type = ? AND event ->> '$.target[0].id' = ?",
	)
		.bind(eventType, userId)
		.all<{ event: string }>();
	return results.map(({ event }) => JSON.parse(event));
}

const fieldsOf = async ({ name, input }: Action): Promise<Record<string, string>> => ({
	...note,
	...(name === "temporary-allow" ? { minutes: "30" } : {}),
	...((await input?.(world)) as Record<string, string> | undefined),
});

describe.each(actions.map((action) => [action.name, action] as const))("%s", (name, action) => {
	it("is asked before, and taken once, with who, why and for whom in the log and on the page", async () => {
		const [userId, operator] = [await action.prepare(world), await createHelpDesk()];
		const fields = await fieldsOf(action);
		const earlier = await entriesOf(action, userId);
		const { html } = await operator.open(pageOf(userId));
		expect(html).toContain(`href="${pageOf(userId, name)}"`);
		const asked = await operator.open(pageOf(userId, name));
		expect(asked.html).toContain("Ada Lovelace");
		expect(await entriesOf(action, userId)).toEqual(earlier);
		const done = await operator.send(name.split("/").at(-1)!, fields);
		expect([done.status, done.path]).toEqual([200, pageOf(userId)]);
		expect(done.html).toMatch(/role="status">[^<]*Ada Lovelace|id="shown-once"/);
		const entries = (await entriesOf(action, userId)).slice(earlier.length);
		expect(entries).toHaveLength(1);
		expect(entries[0]).toMatchObject({
			actor: { id: operator.id },
			outcome: { result: "SUCCESS" },
			debugContext: { debugData: note },
		});
		expect(done.html).toContain(`Reason: <span translate="no">${note.reason}</span>`);
		expect(done.html).toContain(`Ticket: <span translate="no">${note.ticket}</span>`);
	});

	it("isn't taken without a reason, or with one that is too long, and keeps the rest", async () => {
		const [userId, operator] = [await action.prepare(world), await createHelpDesk()];
		const fields = await fieldsOf(action);
		const earlier = (await entriesOf(action, userId)).length;
		for (const reason of ["", "  ", "\n", "x".repeat(501), "turned \u202e around"]) {
			const refused = await operator.act(userId, name, { ...fields, reason });
			expect(refused.status, reason.slice(0, 20)).toBe(400);
			expect(refused.html).toContain('id="field-reason-error"');
			expect(refused.html).toContain(`value="${note.ticket}"`);
			if (name === "temporary-allow") expect(refused.html).toContain('value="30" selected');
		}
		const long = await operator.act(userId, name, { ...fields, ticket: "x".repeat(101) });
		expect(long.html).toContain('id="field-ticket-error"');
		expect(long.html).toContain(`${note.reason}</textarea>`);
		expect(await entriesOf(action, userId)).toHaveLength(earlier);
	});

	it.runIf(action.permission !== undefined)(
		"says which permission is missing, and isn't taken without it",
		async () => {
			const [userId, operator] = [await action.prepare(world), await createHelpDesk([])];
			const fields = await fieldsOf(action);
			const earlier = (await entriesOf(action, userId)).length;
			const { html } = await operator.open(pageOf(userId));
			expect(html).not.toContain(`href="${pageOf(userId, name)}"`);
			expect(html).toContain("You need the permission");
			const asked = await operator.open(pageOf(userId, name));
			expect(asked.html).toContain("This can&#39;t be done now");
			expect(asked.html).not.toContain('name="reason"');
			expect((await operator.send(name.split("/").at(-1)!, fields)).status).toBe(403);
			expect(await entriesOf(action, userId)).toHaveLength(earlier);
		},
	);
});

describe("an action", () => {
	const name = "reset-phrase";
	const one = actions.find((action) => action.name === name)!;

	it("is refused over the cap in words, and what was typed comes back", async () => {
		const [userId, operator] = [await one.prepare(world), await createHelpDesk()];
		const earlier = (await entriesOf(one, userId)).length;
		await spend(operator.id, actionsPerHour);
		const refused = await operator.act(userId, name, await fieldsOf(one));
		expect(refused.status).toBe(429);
		expect(refused.html).toContain("An operator can act 30 times in an hour. Wait a while.");
		expect(refused.html).toContain(`${note.reason}</textarea>`);
		expect(refused.html).toContain(`value="${note.ticket}"`);
		expect(await entriesOf(one, userId)).toHaveLength(earlier);
	});

	it("of two at once takes place once, and the other one is told", async () => {
		const userId = await one.prepare(world);
		const operators = [await createHelpDesk(), await createHelpDesk()];
		const fields = await fieldsOf(one);
		const earlier = (await entriesOf(one, userId)).length;
		const answers = await Promise.all(operators.map((operator) => operator.act(userId, name, fields)));
		expect(answers.map(({ status }) => status).sort()).toEqual([200, 403]);
		expect(await entriesOf(one, userId)).toHaveLength(earlier + 1);
	});

	it("isn't there for nobody, or for an administrator", async () => {
		const [userId, operator] = [await one.prepare(world), await createHelpDesk()];
		const { body } = await world.call("GET", `/api/v1/users/${userId}`);
		await operator.open(pageOf(userId, name));
		await world.call("POST", "/api/v1/administrators", { login: body.profile.login, role: "READ_ONLY" });
		expect((await operator.send(name.split("/").at(-1)!, await fieldsOf(one))).status).toBe(404);
		expect((await operator.open(pageOf(userId, name))).status).toBe(404);
		expect((await operator.open(pageOf("00u00000000000000000", name))).status).toBe(404);
	});
});

/** The operator has acted so often in this hour. */
const spend = (operatorId: string, times: number) =>
	env.DB.prepare(
		`INSERT INTO care_actions SELECT 'cra' || hex(randomblob(8)), ?1, ?2 FROM json_each('[${Array(times).fill(0)}]')`,
	)
		.bind(operatorId, world.clock.now - 1_000)
		.run();

describe("an action with nothing to do", () => {
	it("says so in place of its button, and in place of its question", async () => {
		const [{ id }, operator] = [await createUser(world), await createHelpDesk()];
		const { html } = await operator.open(pageOf(id));
		const nothing: [string, string][] = [
			["unlock", "No failure counts at the moment."],
			["reset-questions", "No question is answered."],
			["reset-phrase", "There is no phrase."],
			["unregister-devices", "No device is registered."],
		];
		for (const [name, text] of nothing) {
			expect(html, name).not.toContain(`href="${pageOf(id, name)}"`);
			expect(html, name).toContain(text);
			expect((await operator.open(pageOf(id, name))).html, name).toContain(text);
		}
	});

	it("is refused where the page couldn't know, and keeps what was typed", async () => {
		const [{ id }, operator] = [await createUser(world), await createHelpDesk()];
		const refused = await operator.act(id, "reset-otp-profile");
		expect(refused.status).toBe(403);
		expect(refused.html).toContain("There is nothing to do: it is so already.");
		expect(refused.html).toContain(`${note.reason}</textarea>`);
	});
});

describe("a reason", () => {
	it("may be typed in several lines, is one line in the log, and is shown as a text", async () => {
		const [{ id }, operator] = [await createUser(world), await createHelpDesk()];
		await fail(world, id);
		const reason = 'Lost <b>it</b>\r\n"twice"';
		const done = await operator.act(id, "unlock", { reason, ticket: "" });
		expect(done.html).toContain("Lost &lt;b&gt;it&lt;/b&gt; &quot;twice&quot;");
		const [entry] = await entriesOf({ eventType: "user.account.unlock_by_admin" }, id);
		expect(entry.debugContext.debugData.reason).toBe('Lost <b>it</b> "twice"');
		expect(entry.debugContext.debugData.ticket).toBeUndefined();
	});
});

describe("an unlock", () => {
	it("is refused in words after the third of an hour, by whichever operator", async () => {
		const { user, verify, wrongCode } = await createTokenUser(world);
		for (let count = 0; count < 3; count++) {
			await verify(wrongCode());
			expect((await (await createHelpDesk()).act(user.id, "unlock")).status).toBe(200);
		}
		await verify(wrongCode());
		const refused = await (await createHelpDesk()).act(user.id, "unlock");
		expect(refused.status).toBe(429);
		expect(refused.html).toContain("The help desk has unlocked this user too often.");
	});
});

describe("a temporary allow", () => {
	it("lasts as long as was chosen, is cancelled from the same place, and takes no other time", async () => {
		const [{ id }, operator] = [await createUser(world), await createHelpDesk()];
		for (const minutes of ["0", "1441", "many", ""]) {
			const refused = await operator.act(id, "temporary-allow", { ...note, minutes });
			expect([refused.status, refused.html.includes('id="field-minutes-error"')], minutes).toEqual([400, true]);
		}
		const allowed = await operator.act(id, "temporary-allow", { ...note, minutes: "60" });
		expect(allowed.html).toMatch(/Until <time datetime="[^"]+">[^<]*\(<span class="ago">in 1 hour/);
		expect(allowed.html).not.toContain(`href="${pageOf(id, "temporary-allow")}"`);
		const cancelled = await operator.act(id, "temporary-allow/cancel");
		expect(cancelled.html).toContain(`href="${pageOf(id, "temporary-allow")}"`);
		expect(cancelled.html).not.toContain(`href="${pageOf(id, "temporary-allow/cancel")}"`);
	});
});

describe("a code of the help desk", () => {
	it("is shown once, in two groups, and stands nowhere afterwards", async () => {
		const [{ id }, operator] = [await createUser(world), await createHelpDesk()];
		const application = await createApplication(world);
		const given = await operator.act(id, "help-desk-code", { ...note, application: application.id });
		const [, code = ""] = /copy-source" translate="no">(\d{4} \d{4})</.exec(given.html) ?? [];
		expect(code).toMatch(/^\d{4} \d{4}$/);
		expect(given.html).toContain("in 10 minutes");
		const again = (await operator.open(given.path)).html;
		expect(again).not.toMatch(/\d{4} ?\d{4}<\/code>/);
		expect(again).toContain("The person has a code already.");
		expect(again).toContain(`${application.body.name} · `);
		expect(operator.cookies()).not.toContain(code.replace(" ", ""));
	});

	it("asks for a proof of the operator minutes after the last one", async () => {
		const [{ id }, operator] = [await createUser(world), await createHelpDesk()];
		const application = (await createApplication(world)).id;
		await operator.open(pageOf(id, "help-desk-code"));
		await env.DB.prepare("UPDATE administrator_sessions SET proven_at = proven_at - 300001 WHERE id = ?")
			.bind(operator.session.id)
			.run();
		const late = await operator.send("help-desk-code", { ...note, application });
		expect(late.path).toBe(`/console/account/prove?next=${encodeURIComponent(pageOf(id, "help-desk-code"))}`);
		expect((await operator.open(pageOf(id, "help-desk-code"))).path).toContain("/console/account/prove");
		expect((await (await createOperator(world)).look(id)).body.helpDeskCode).toBeNull();
	});

	it("isn't made for a locked person, or for an application that there isn't", async () => {
		const [{ id }, operator] = [await createUser(world), await createHelpDesk()];
		const unknown = await operator.act(id, "help-desk-code", { ...note, application: "0oaNobody00000000000" });
		expect([unknown.status, unknown.html.includes('id="field-application-error"')]).toEqual([400, true]);
		await fail(world, id, 5);
		expect((await operator.open(pageOf(id))).html).toContain("A locked person gets no code.");
		expect((await operator.open(pageOf(id, "help-desk-code"))).html).toContain("A locked person gets no code.");
	});
});
