// For every operation a request that succeeds: a world with one of everything, its ids and its codes.
import { toHex } from "../../src/crypto/bytes";
import { hotpSync } from "../../src/otp/hotp";
import { stepAt } from "../../src/otp/totp";
import {
	createAuthenticator,
	createTokenUser,
	createUser,
	enrollment,
	hotpSettings,
	newSecret,
	totpSettings,
} from "./tokens";
import { unique, type World } from "./world";

export interface ValidRequest {
	/** Path parameters that differ from the usual ones. */
	params?: Record<string, string>;
	/** Bodies where the document's own sample wouldn't do, or wouldn't say everything that can be said. */
	bodies?: unknown[];
}

export interface ValidRequests {
	/** Path parameters that most operations take. */
	params: Record<string, string>;
	/** By method and path: `POST /api/v1/users`. */
	requests: Record<string, ValidRequest>;
}

export async function createValidRequests(world: World): Promise<ValidRequests> {
	const { call } = world;
	const idOf = async (method: string, path: string, body?: unknown): Promise<string> => {
		const answer = await call(method, path, body);
		if (answer.status !== 200) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`);
		return answer.body.id;
	};

	const { user, authenticatorId, factorId, code } = await createTokenUser(world);
	const groupId = await idOf("POST", "/api/v1/groups", { profile: { name: unique("group") } });
	await call("PUT", `/api/v1/groups/${groupId}/users/${user.id}`);
	const apiTokenId = await idOf("POST", "/api/v1/api-tokens", { name: "spare", role: "READ_ONLY" });

	const staged = await createUser(world);
	await call("DELETE", `/api/v1/users/${staged.id}`);
	const suspended = await createUser(world);
	await call("POST", `/api/v1/users/${suspended.id}/lifecycle/suspend`);
	const newcomer = await createUser(world);

	const withoutSettings = await idOf("POST", "/api/v1/authenticators", { key: "custom_otp", name: unique("bare") });
	const inactive = await createAuthenticator(world);
	await call("POST", `/api/v1/authenticators/${inactive}/lifecycle/deactivate`);

	const secret = newSecret();
	const pending = await createUser(world);
	const pendingPath = `/api/v1/users/${pending.id}/factors`;
	const pendingFactor = await idOf("POST", pendingPath, enrollment(authenticatorId, secret));
	const pendingCode = hotpSync(secret, stepAt(world.clock.now, totpSettings.timeIntervalInSeconds), 6, "SHA-256");
	const app = await call("POST", pendingPath, { factorType: "token:software:totp", provider: "GOOGLE" });
	const qr = new URL(app.body._embedded.activation._links.qrcode.href).pathname.split("/").at(-1)!;

	const profile = {
		login: `${unique("full")}@example.com`,
		firstName: "Ana",
		lastName: "Lima",
		displayName: "Ana L.",
		email: "ana@example.com",
		secondEmail: "ana@example.org",
		mobilePhone: "+1 555 0100",
		primaryPhone: "+1 555 0101",
		locale: "en_US",
	};
	const credentials = { password: { value: "not kept anywhere" } };
	const group = { profile: { name: unique("group"), description: "Who packs the parcels" } };
	const name = unique("Token");
	const settings = { type: "otp", status: "ACTIVE", ...totpSettings };

	return {
		params: { userId: user.id, factorId, authenticatorId, groupId, apiTokenId, file: "style.css" },
		requests: {
			"POST /api/v1/users": { bodies: [{ profile, credentials, groupIds: [groupId] }] },
			"POST /api/v1/users/{userId}": { bodies: [{ profile, credentials }] },
			"PUT /api/v1/users/{userId}": { bodies: [{ profile, credentials }] },
			"POST /api/v1/users/{userId}/lifecycle/activate": { params: { userId: staged.id } },
			"POST /api/v1/users/{userId}/lifecycle/unsuspend": { params: { userId: suspended.id } },
			"POST /api/v1/groups": { bodies: [group] },
			"PUT /api/v1/groups/{groupId}": { bodies: [group] },
			"POST /api/v1/authenticators": {
				bodies: [
					{ key: "custom_otp", name, settings: totpSettings },
					{ key: "custom_otp", name, settings: hotpSettings },
				],
			},
			"PUT /api/v1/authenticators/{authenticatorId}/methods/otp": {
				params: { authenticatorId: withoutSettings },
				bodies: [settings, hotpSettings],
			},
			"DELETE /api/v1/authenticators/{authenticatorId}": { params: { authenticatorId: inactive } },
			"POST /api/v1/authenticators/{authenticatorId}/lifecycle/activate": { params: { authenticatorId: inactive } },
			"POST /api/v1/users/{userId}/factors": {
				params: { userId: newcomer.id },
				bodies: [
					{
						factorType: "token:hotp",
						provider: "CUSTOM",
						factorProfileId: authenticatorId,
						profile: { sharedSecret: toHex(newSecret()) },
					},
					{ factorType: "token:software:totp", provider: "OKTA" },
					{
						factorType: "question",
						provider: "OKTA",
						profile: { question: "disliked_food", answer: "Brussels sprouts" },
					},
				],
			},
			"POST /api/v1/users/{userId}/factors/{factorId}/lifecycle/activate": {
				params: { userId: pending.id, factorId: pendingFactor },
				bodies: [{ passCode: pendingCode }],
			},
			"POST /api/v1/users/{userId}/factors/{factorId}/verify": { bodies: [{ passCode: code() }] },
			"POST /api/v1/users/{userId}/factors/{factorId}/resync": {
				bodies: [{ passCode: code(1), nextPassCode: code(2) }],
			},
			"GET /api/v1/users/{userId}/factors/{factorId}/qr/{token}": {
				params: { userId: pending.id, factorId: app.body.id, token: qr },
			},
		},
	};
}
