// Okta's Node SDK connected to a Tessera, and what tests make with it: users, authenticators, tokens.
import assert from "node:assert/strict";
import okta from "@okta/okta-sdk-nodejs";
import { newToken } from "../../scripts/demo/token.mjs";

const { Client, DefaultRequestExecutor, OktaApiError } = okta;

// The SDK would send even local requests to a proxy.
for (const name of ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"]) delete process.env[name];

const stepSeconds = 60;
/** A custom OTP method as the SDK's models write it: its settings flat, not under `settings`. */
export const otpMethod = {
	type: "otp",
	status: "ACTIVE",
	protocol: "TOTP",
	algorithm: "HMacSHA256",
	encoding: "base32",
	passCodeLength: 6,
	timeIntervalInSeconds: stepSeconds,
	acceptableAdjacentIntervals: 5,
};

/** A client as it comes: it keeps what it read, and waits out rate limits. */
export const defaultClient = ({ baseUrl, apiToken }) => new Client({ orgUrl: baseUrl, token: apiToken });

/** A client without cache and retries, so that every call is one request and every error the server's own. */
export const plainClient = ({ baseUrl, apiToken }) =>
	new Client({
		orgUrl: baseUrl,
		token: apiToken,
		cacheMiddleware: null,
		requestExecutor: new DefaultRequestExecutor({ maxRetries: 0 }),
	});

let names = 0;
/** A name that nothing else in the run has. */
export const unique = (word) => `${word}-${process.pid}-${++names}`;

export function createUser(client, profile = {}) {
	const login = `${unique("user")}@example.com`;
	return client.userApi.createUser({
		body: {
			profile: { firstName: "Ada", lastName: "Lovelace", login, email: login, ...profile },
			credentials: { password: { value: "not kept anywhere" } },
		},
		activate: true,
	});
}

/** An authenticator with its settings, by two calls: the SDK's models know the settings of the method only. */
export async function createAuthenticator(client) {
	const { id: authenticatorId } = await client.authenticatorApi.createAuthenticator({
		authenticator: { key: "custom_otp", name: unique("Key fob") },
		activate: true,
	});
	const otp = { authenticatorId, methodType: "otp" };
	await client.authenticatorApi.replaceAuthenticatorMethod({ ...otp, authenticatorMethodBase: otpMethod });
	return authenticatorId;
}

/** What `enrollFactor` takes for a new token, and the token. */
export function newEnrollment(factorProfileId) {
	const token = newToken({ hash: "sha256", digits: otpMethod.passCodeLength });
	const profile = { sharedSecret: token.secret };
	return { token, body: { factorType: "token:hotp", provider: "CUSTOM", factorProfileId, profile } };
}

/**
 * A user with an active token.
 * @returns `which`: the ids of user and factor · `code(n)`: the code n steps from now · `wrongCode(n)`: one of many
 *   codes that are right at no time near · `verify(passCode)`
 */
export async function createTokenUser(client) {
	const [user, factorProfileId] = await Promise.all([createUser(client), createAuthenticator(client)]);
	const { token, body } = newEnrollment(factorProfileId);
	const factor = await client.userFactorApi.enrollFactor({ userId: user.id, body, activate: true });
	const step = Math.floor(Date.now() / 1000 / stepSeconds);
	const near = new Set(Array.from({ length: 61 }, (_, index) => token.codeAt(step - 30 + index)));
	const codes = Array.from({ length: 100 }, (_, index) => String(index).padStart(otpMethod.passCodeLength, "0"));
	const wrong = codes.filter((code) => !near.has(code));
	const which = { userId: user.id, factorId: factor.id };
	return {
		which,
		factor,
		factorProfileId,
		code: (offset = 0) => token.codeAt(step + offset),
		wrongCode: (index = 0) => wrong[index],
		verify: (passCode) => client.userFactorApi.verifyFactor({ ...which, body: { passCode } }),
	};
}

/** @param offered id of a custom OTP authenticator → its setting */
export const policyOf = ({ groupIds = [], offered = {} }) => ({
	type: "MFA_ENROLL",
	name: unique("Policy"),
	status: "ACTIVE",
	conditions: { people: { groups: { include: groupIds } } },
	settings: {
		type: "AUTHENTICATORS",
		authenticators: [
			{ key: "okta_password", enroll: { self: "REQUIRED" } },
			...Object.entries(offered).map(([id, self]) => ({ key: "custom_otp", id, enroll: { self } })),
		],
	},
});

/** A policy for a new group of these users. */
export async function createPolicy(client, { userIds = [], offered }) {
	const { id: groupId } = await client.groupApi.createGroup({ group: { profile: { name: unique("Group") } } });
	for (const userId of userIds) await client.groupApi.assignUserToGroup({ groupId, userId });
	return client.policyApi.createPolicy({ policy: policyOf({ groupIds: [groupId], offered }), activate: true });
}

/** Waits for the SDK's typed error, and returns it. */
export async function rejectsWith(promise, status, errorCode) {
	const error = await promise.then(
		() => assert.fail(`it succeeded instead of failing with ${errorCode}`),
		(thrown) => thrown,
	);
	assert.ok(error instanceof OktaApiError, String(error));
	assert.deepEqual([error.status, error.errorCode], [status, errorCode], error.message);
	assert.equal(error.errorLink, errorCode);
	assert.match(error.errorId, /^oae/);
	assert.ok(Array.isArray(error.errorCauses));
	return error;
}

/** Everything in a collection, its pages fetched by the SDK. */
export async function all(collection) {
	const items = [];
	await (await collection).each((item) => {
		items.push(item);
	});
	return items;
}

export const idsOf = (items) => items.map(({ id }) => id);
