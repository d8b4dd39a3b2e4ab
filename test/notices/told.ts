// A user of long standing, what happens to the account, and the notices that arrive in the development inbox.
import { env } from "cloudflare:test";
import { ingestEvents, type OwnFacts, ownEvent } from "../../src/log/write";
import { sendUserNotices } from "../../src/notices/send";
import { register } from "../challenges/challenged";
import { inboxOf, newNumber } from "../factors/sent-factor";
import { createUser } from "../support/otp-tokens";
import { unique, type World } from "../support/world";

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;

/** Nothing waits of what other tests did. */
export const forgetNotices = () => env.DB.batch([env.DB.prepare("DELETE FROM user_notices")]);

/** What the cron of a minute does, with the test's clock and network. */
export const tellNow = ({ ctx }: World): Promise<void> => sendUserNotices(ctx);

interface Wanted {
	locale?: string;
	/** false: the profile has no address. */
	hasEmail?: boolean;
	contacts?: Record<string, string>;
}

export async function createOwner(world: World, { locale = "en", hasEmail = true, contacts = {} }: Wanted = {}) {
	const email = `${unique("owner")}@example.com`;
	const { id } = await createUser(world, { locale, email: hasEmail ? email : null });
	await register(world, id, contacts);
	await forgetNotices();
	// What is new isn't told.
	world.clock.now += 2 * minuteMs;
	const path = `/api/v1/users/${id}`;
	const happen = async (eventType: string, facts: Partial<OwnFacts> = {}) => {
		const event = ownEvent(world.ctx, { eventType: "user.account.lock", target: [{ id, type: "User" }], ...facts });
		await ingestEvents(world.ctx.db, [{ ...event, eventType }]);
	};
	return {
		id,
		email,
		path,
		happen,
		/** A change of the profile through the API. */
		change: (profile: Record<string, string | null>) => world.call("POST", path, { profile }),
		addFactor: (factorType = "sms", phoneNumber = newNumber()) =>
			world.call("POST", `${path}/factors?activate=true`, {
				factorType,
				provider: "OKTA",
				profile: factorType === "email" ? { email } : { phoneNumber },
			}),
	};
}

/** Notices to an address, the oldest first: messages without a code. */
export async function noticesTo(world: World, to: string): Promise<{ subject: string | null; text: string }[]> {
	const messages = await inboxOf(world, to);
	return messages
		.filter(({ code }) => code === "")
		.map(({ subject, text }) => ({ subject, text }))
		.reverse();
}

export const countTo = async (world: World, to: string): Promise<number> => (await noticesTo(world, to)).length;
