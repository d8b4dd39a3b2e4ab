// Administrators with passkeys, half-way through a sign-in, and what is logged and told about them.
import { getAdministrator } from "../../src/administrators/administrator";
import { addPasskey, beginPasskey } from "../../src/administrators/own-factors";
import { passkeyRequest } from "../../src/administrators/passkeys";
import { givePasskey } from "../../src/administrators/second-step";
import { findVisit, type Visit } from "../../src/administrators/sessions";
import type { Ctx } from "../../src/context";
import { newRequestId } from "../../src/ids";
import type { Session } from "../../src/web/page";
import { createAdministrator, sessionAt, signedIn } from "../support/administrators";
import { type Authenticator, createAuthenticator } from "../support/authenticator";
import { logArrived } from "../support/log-queue";
import type { World } from "../support/world";

/** The context of one request, which finishes its background work before it counts as done. */
export async function inRequest<T>(world: World, run: (ctx: Ctx) => Promise<T>): Promise<T> {
	const background: Promise<unknown>[] = [];
	const ctx = {
		...world.ctx,
		requestId: newRequestId(world.clock.now),
		background: (work: Promise<unknown>) => background.push(work),
	};
	try {
		return await run(ctx);
	} finally {
		await Promise.all(background);
	}
}

export const outcome = (promise: Promise<unknown>): Promise<string> =>
	promise.then(
		() => "taken",
		(error) => error.causes?.[0]?.reason ?? error.code,
	);

async function ownSession(world: World, id: string): Promise<Session> {
	const { session } = await signedIn(world, id);
	const { displayName, role } = await getAdministrator(world.ctx, id);
	const actor = { kind: "administrator", id, name: displayName, role } as const;
	return { ...session, actor, canStay: true };
}

export async function addOne(world: World, session: Session, name = "key"): Promise<Authenticator> {
	const key = await createAuthenticator();
	const passkey = await key.create(await beginPasskey(world.ctx, session));
	await inRequest(world, (ctx) => addPasskey(ctx, session, { name, passkey }));
	return key;
}

export async function visitOf(world: World, id: string): Promise<Visit> {
	const { cookie } = await sessionAt(world, id, "FACTOR");
	const visit = await findVisit(world.ctx, new Request("https://otp.test", { headers: { cookie } }), "FACTOR");
	if (!visit) throw new Error("no visit");
	return visit;
}

/** Somebody with an app and one passkey, half-way through a sign-in. */
export async function halfWay(world: World) {
	const ada = await createAdministrator(world);
	const session = await ownSession(world, ada.id);
	const key = await addOne(world, session);
	const visit = await visitOf(world, ada.id);
	const ask = async (asked = visit) => (await passkeyRequest(world.ctx, ada.id, asked.session.id)) ?? "";
	const give = (answer: string, given = visit) =>
		outcome(inRequest(world, (ctx) => givePasskey(ctx, given, answer, null)));
	return { ada, session, key, visit, ask, give };
}

export async function eventsOf(world: World, id: string) {
	await logArrived();
	const { results } = await world.ctx.env.bindings.DB.prepare(
		`SELECT event_type || coalesce(' ' || (event ->> '$.outcome.reason'), '') AS event FROM log_events
			WHERE event ->> '$.target[0].id' = ? ORDER BY seq`,
	)
		.bind(id)
		.all<{ event: string }>();
	return results.map(({ event }) => event);
}

export async function noticesOf(world: World, id: string) {
	const { results } = await world.ctx.env.bindings.DB.prepare(
		"SELECT kind FROM administrator_notices WHERE administrator_id = ? ORDER BY id",
	)
		.bind(id)
		.all<{ kind: string }>();
	return results.map(({ kind }) => kind);
}
