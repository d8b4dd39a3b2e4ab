// Users with factors that codes are sent to, made through the API, and the codes that arrive in the development inbox.
import { createUser } from "../support/otp-tokens";
import type { CallOptions, World } from "../support/world";

export const factorsPath = (userId: string) => `/api/v1/users/${userId}/factors`;

/** Returns a number of area code 555, which belongs to nobody. */
export function newNumber(): string {
	const [random] = crypto.getRandomValues(new Uint32Array(1));
	return `+1555${2 + (random! % 8)}${String(random!).slice(-6).padStart(6, "0")}`;
}

interface Received {
	code: string;
	text: string;
	channel: string;
	deliveryId: string;
	subject: string | null;
}

/** The messages to a number or address, the newest first. */
export const inboxOf = async (world: World, to: string): Promise<Received[]> =>
	(await world.call("GET", `/dev/inbox.json?to=${encodeURIComponent(to)}`)).body;

export const lastCode = async (world: World, to: string): Promise<string> => (await inboxOf(world, to))[0]!.code;

/** Another code of six digits. */
export const otherThan = (code: string): string => (code === "000000" ? "000001" : "000000");

export type SentType = "sms" | "call" | "email";

/** Creates a user, and a request that enrolls a number or the user's own address. */
export async function createPhoneUser(world: World, factorType: SentType = "sms") {
	const user = await createUser(world);
	const to = factorType === "email" ? user.login : newNumber();
	const profile = factorType === "email" ? { email: to } : { phoneNumber: to };
	const enroll = (query = "", options: CallOptions = {}) =>
		world.call("POST", `${factorsPath(user.id)}${query}`, { factorType, provider: "OKTA", profile }, options);
	return { user, to, enroll };
}

/** Creates a user with an active factor that has sent nothing yet. */
export async function createActiveUser(world: World, factorType: SentType = "sms") {
	const { user, to, enroll } = await createPhoneUser(world, factorType);
	const enrolled = await enroll("?activate=true");
	if (enrolled.status !== 200) throw new Error(JSON.stringify(enrolled.body));
	const path = `${factorsPath(user.id)}/${enrolled.body.id}`;
	return {
		user,
		to,
		factorId: enrolled.body.id as string,
		path,
		challenge: (query = "", options: CallOptions = {}) =>
			world.call("POST", `${path}/verify${query}`, undefined, options),
		verify: (passCode: string) => world.call("POST", `${path}/verify`, { passCode }),
	};
}
