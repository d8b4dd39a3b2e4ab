// Users of a drill, enrolled through the API like real ones, and their verifications.
import { randomBytes } from "node:crypto";
import { authenticatorOf, newToken, nextCode } from "../../bench/filled.mjs";
import { inParallel } from "../../bench/load.mjs";

/**
 * Enrolls users with an HOTP token each. Nobody has asked their guards.
 * @param profileOf number → more of the user's profile than a login
 * @returns their tokens
 */
export async function enrollUsers(client, { count, name = "Drill", profileOf = () => ({}) }) {
	const { id: factorProfileId } = await client.need("POST", "/api/v1/authenticators", authenticatorOf(name));
	const tokens = Array.from({ length: count });
	await inParallel(8, count, async (index) => {
		const profile = { login: `drill-${index}@example.com`, ...profileOf(index) };
		const user = await client.need("POST", "/api/v1/users", { profile });
		const secret = randomBytes(20);
		const factor = await client.need("POST", `/api/v1/users/${user.id}/factors?activate=true`, {
			factorType: "token:hotp",
			provider: "CUSTOM",
			factorProfileId,
			profile: { sharedSecret: secret.toString("hex") },
		});
		tokens[index] = newToken(user.id, factor.id, secret);
	});
	return tokens;
}

/** Verifies the user's next code. Returns the answer, and the id that the server gave the request. */
export async function verify(client, token, { passCode = nextCode(token), headers } = {}) {
	const answer = await client.ask("POST", token.path, { passCode }, headers);
	return { ...answer, requestId: answer.headers["x-okta-request-id"] };
}
