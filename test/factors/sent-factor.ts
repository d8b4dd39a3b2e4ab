// Users with factors that codes are sent to, made through the API, and the codes that arrive in the development inbox.
import { createUser } from "../support/otp-tokens";
import type { CallOptions, World } from "../support/world";

export const factorsPath = (userId: string) => `/api/v1/users/${userId}/factors`;

/**
 * Their codes are mostly never entered, and a range of numbers where that happens often is refused its next one. So the
 * suite spreads over many ranges: area codes of the USA.
 */
const areas = [205, 206, 207, 208, 209, 210, 212, 213, 214, 215, 216, 217, 218, 219, 224, 225, 228, 229, 231, 234];

let given = crypto.getRandomValues(new Uint16Array(1))[0]!;

/** Returns a number of the USA that no other test has. Nothing goes out: the exchange 555 is nobody's. */
export function newNumber(): string {
	given += 1;
	const line = Math.floor(given / areas.length) % 10_000;
	return `+1${areas[given % areas.length]}555${String(line).padStart(4, "0")}`;
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
