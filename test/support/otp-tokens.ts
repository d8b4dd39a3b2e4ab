// A user with an OTP token, made through the API, and the codes that the token shows.

import { toHex } from "../../src/crypto/bytes";
import type { HashAlgorithm } from "../../src/otp/hotp";
import { hotpSync } from "../../src/otp/hotp-sync";
import { stepAt } from "../../src/otp/totp";
import { unique, type World } from "./world";

export const totpSettings = {
	protocol: "TOTP",
	algorithm: "HMacSHA256",
	encoding: "hexadecimal",
	passCodeLength: 6,
	timeIntervalInSeconds: 60,
	acceptableAdjacentIntervals: 5,
} as const;

export const hotpSettings = {
	protocol: "HOTP",
	algorithm: "HMacSHA1",
	encoding: "hexadecimal",
	passCodeLength: 8,
	lookAhead: 10,
} as const;

type Settings = typeof totpSettings | typeof hotpSettings | Record<string, unknown>;

const hashes: Record<string, HashAlgorithm> = { HMacSHA1: "SHA-1", HMacSHA256: "SHA-256", HMacSHA512: "SHA-512" };

export const newSecret = () => crypto.getRandomValues(new Uint8Array(32));

export async function createUser(
	world: World,
	profile: Record<string, unknown> = {},
): Promise<{ id: string; login: string }> {
	const login = `${unique("user")}@example.com`;
	const answer = await world.call("POST", "/api/v1/users", {
		profile: { firstName: "Ada", lastName: "Lovelace", login, email: login, ...profile },
		credentials: { password: { value: "not kept here" } },
	});
	if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
	return { id: answer.body.id, login };
}

export async function createAuthenticator(world: World, settings: Settings = totpSettings): Promise<string> {
	const answer = await world.call("POST", "/api/v1/authenticators", {
		key: "custom_otp",
		name: unique("Token"),
		settings,
	});
	if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
	return answer.body.id;
}

export const enrollment = (authenticatorId: string, secret: Uint8Array, profile: Record<string, unknown> = {}) => ({
	factorType: "token:hotp",
	provider: "CUSTOM",
	factorProfileId: authenticatorId,
	profile: { sharedSecret: toHex(secret), ...profile },
});

/** Creates a user with an active token. `code(n)` is TOTP's code n steps from now, or HOTP's code of counter n. */
export async function createTokenUser(world: World, settings: Settings = totpSettings) {
	const user = await createUser(world);
	const authenticatorId = await createAuthenticator(world, settings);
	const secret = newSecret();
	const answer = await world.call(
		"POST",
		`/api/v1/users/${user.id}/factors?activate=true`,
		enrollment(authenticatorId, secret),
	);
	if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
	const { algorithm, passCodeLength, timeIntervalInSeconds } = settings as typeof totpSettings;
	const code = (offset = 0) => {
		const base = timeIntervalInSeconds === undefined ? 0 : stepAt(world.clock.now, timeIntervalInSeconds);
		return hotpSync(secret, base + offset, passCodeLength, hashes[algorithm]!);
	};
	const path = `/api/v1/users/${user.id}/factors/${answer.body.id}`;
	const verify = (passCode: unknown, token?: string) => world.call("POST", `${path}/verify`, { passCode }, { token });
	/** Returns a code that is wrong at every step or counter near now. */
	const wrongCode = () => {
		const near = new Set(
			Array.from({ length: 61 }, (_, index) => code(Math.max(index - 30, timeIntervalInSeconds ? -30 : 0))),
		);
		for (let guess = 0; ; guess++) {
			const text = String(guess).padStart(passCodeLength, "0");
			if (!near.has(text)) return text;
		}
	};
	return { user, authenticatorId, factorId: answer.body.id as string, path, secret, code, wrongCode, verify };
}
