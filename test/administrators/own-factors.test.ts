import { describe, expect, it } from "vitest";
import { beginNewApp, finishNewApp } from "../../src/administrators/own-account";
import { removeApp, removePasskey } from "../../src/administrators/own-factors";
import { listPasskeys } from "../../src/administrators/passkeys";
import { keepRecoveryCodes, makeRecoveryCodes } from "../../src/administrators/recovery-codes";
import { finishFirstApp, finishFirstPasskey, giveCode } from "../../src/administrators/second-step";
import { codeOf } from "../support/administrators";
import { createWorld, type World } from "../support/world";
import { addOne, eventsOf, halfWay, inRequest, noticesOf, outcome, visitOf } from "./half-way";

describe("removing a way to sign in", () => {
	const keepCodes = async (world: World, id: string) => {
		await makeRecoveryCodes(world.ctx, id);
		await keepRecoveryCodes(world.ctx, id);
	};

	it("leaves two ways at least: of app, passkey and recovery codes, one can go", async () => {
		const world = await createWorld();
		const { ada, session } = await halfWay(world);
		const remove = () => outcome(inRequest(world, (ctx) => removeApp(ctx, session)));
		expect(await remove()).toBe("last-ways-in");
		expect(await noticesOf(world, ada.id)).not.toContain("APP_REMOVED");
		const code = await ada.code();
		await keepCodes(world, ada.id);
		expect(await remove()).toBe("taken");
		expect(await noticesOf(world, ada.id)).toContain("APP_REMOVED");
		expect(await eventsOf(world, ada.id)).toContain("user.mfa.factor.deactivate");
		expect(await outcome(giveCode(world.ctx, await visitOf(world, ada.id), code, null))).not.toBe("taken");
		const [last] = await listPasskeys(world.ctx, ada.id);
		expect(await outcome(removePasskey(world.ctx, session, last!.row.id))).toBe("last-ways-in");
	});

	it("counts two passkeys as two ways, and recovery codes alone as none", async () => {
		const world = await createWorld();
		const { ada, session } = await halfWay(world);
		await addOne(world, session);
		await removeApp(world.ctx, session);
		const [first, second] = await listPasskeys(world.ctx, ada.id);
		expect(await outcome(removePasskey(world.ctx, session, first!.row.id))).toBe("last-ways-in");
		await keepCodes(world, ada.id);
		const outcomes = await Promise.all(
			[first, second].map((one) => outcome(removePasskey(world.ctx, session, one!.row.id))),
		);
		expect(outcomes.sort()).toEqual(["last-ways-in", "taken"]);
	});

	it("ends all other sessions, but none when it is refused", async () => {
		const world = await createWorld();
		const { ada, session, visit } = await halfWay(world);
		const [passkey] = await listPasskeys(world.ctx, ada.id);
		const sessionsLeft = async () => {
			const { results } = await world.ctx.env.bindings.DB.prepare(
				"SELECT id FROM administrator_sessions WHERE administrator_id = ?",
			)
				.bind(ada.id)
				.all<{ id: string }>();
			return results.map(({ id }) => id);
		};
		await outcome(removePasskey(world.ctx, session, passkey!.row.id));
		expect(await sessionsLeft()).toContain(visit.session.id);
		await keepCodes(world, ada.id);
		await removePasskey(world.ctx, session, passkey!.row.id);
		expect(await sessionsLeft()).toEqual([session.id]);
	});

	it("needs a proof, and reaches no credential of somebody else", async () => {
		const world = await createWorld();
		const [ada, bob] = [await halfWay(world), await halfWay(world)];
		const [theirs] = await listPasskeys(world.ctx, bob.ada.id);
		expect(await outcome(removePasskey(world.ctx, ada.session, theirs!.row.id))).toBe("E0000007");
		world.clock.now += 5 * 60_000;
		const [own] = await listPasskeys(world.ctx, ada.ada.id);
		expect(await outcome(removePasskey(world.ctx, ada.session, own!.row.id))).toBe("E0000006");
		expect(await outcome(removeApp(world.ctx, ada.session))).toBe("E0000006");
	});

	it("lets a person set up an app again, which opens nothing before it has shown a code", async () => {
		const world = await createWorld();
		const { ada, session } = await halfWay(world);
		await keepCodes(world, ada.id);
		await removeApp(world.ctx, session);
		await beginNewApp(world.ctx, session);
		const code = await codeOf(world, ada.id, "PENDING_ACTIVATION");
		// Whoever has the password alone can't finish what the person has begun.
		const visit = await visitOf(world, ada.id);
		expect(await outcome(finishFirstApp(world.ctx, visit, code, null))).toBe("sign-in-over");
		const passkey = "{}";
		expect(await outcome(finishFirstPasskey(world.ctx, visit, { name: "key", passkey }, null))).toBe("sign-in-over");
		await inRequest(world, (ctx) => finishNewApp(ctx, session, code));
		const give = async (shown: string) => {
			const again = await visitOf(world, ada.id);
			return outcome(inRequest(world, (ctx) => giveCode(ctx, again, shown, null)));
		};
		expect(await give(code)).toBe("code-used");
		world.clock.now += 30_000;
		expect(await give(await ada.code())).toBe("taken");
	});
});
