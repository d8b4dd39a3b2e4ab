// What an application needs at Tessera before it hands users over: a row of its own, a token, a way to send codes.
import { registerAddress } from "./person.mjs";

/** One who asks the API, and stops at the first refusal. */
export const asker =
	({ baseUrl, apiToken }) =>
	async (method, path, body, headers = {}) => {
		const answer = await fetch(baseUrl + path, {
			method,
			headers: {
				authorization: `SSWS ${apiToken}`,
				...(body === undefined ? {} : { "content-type": "application/json" }),
				...headers,
			},
			body: body === undefined ? undefined : JSON.stringify(body),
		});
		const text = await answer.text();
		if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
		return text === "" ? null : JSON.parse(text);
	};

/**
 * Makes what is missing, and a new token in the place of the last one.
 * @param server `{ baseUrl, apiToken }` of a local Tessera, with an administrator's token
 * @returns the environment of the example
 */
export async function setUp(server, { name, appUrl, login }) {
	const ask = asker(server);
	const application = await applicationNamed(ask, name, `${appUrl}/signed-in`);
	await allowAddresses(ask, application.id);
	const token = await newToken(ask, name, application.id);
	const user = await userOf(ask, login);
	const inbox = `/dev/inbox.json?limit=1&to=${encodeURIComponent(login)}`;
	await registerAddress(
		asker({ ...server, apiToken: token }),
		{ user: user.id, email: login },
		async () => (await ask("GET", inbox))[0].code,
	);
	return {
		...{ TESSERA_URL: server.baseUrl, TESSERA_TOKEN: token, TESSERA_APPLICATION: application.id },
		...{ APP_URL: appUrl, APP_PORT: new URL(appUrl).port },
	};
}

/** Codes of the application go by e-mail, and whoever has nothing yet registers an address, and no number. */
export async function allowAddresses(ask, applicationId) {
	for (const [property, value] of Object.entries({
		"challenge.type.enum.ChallengeEmail.available": "true",
		"register.userinfo.enabled": "true",
		"userinfo.inputs.enum.email.required": "true",
		"userinfo.inputs.enum.mobile.enabled": "false",
		"userinfo.inputs.enum.terms.enabled": "false",
	})) {
		await ask("PUT", `/api/v1/properties/bharosa.uio.${applicationId}.${property}`, { value });
	}
}

async function applicationNamed(ask, name, returnUrl) {
	const known = (await ask("GET", "/api/v1/applications?limit=100")).find((application) => application.name === name);
	if (!known) return ask("POST", "/api/v1/applications", { name, returnUrls: [returnUrl] });
	if (known.returnUrls.includes(returnUrl)) return known;
	const { id, created, lastUpdated, _links, ...before } = known;
	const returnUrls = [...before.returnUrls, returnUrl];
	return ask("PUT", `/api/v1/applications/${id}`, { ...before, returnUrls });
}

/** A token can't be read again, so each start has its own. */
async function newToken(ask, name, applicationId) {
	const tokens = await ask("GET", "/api/v1/api-tokens");
	const old = tokens.filter((token) => token.applicationId === applicationId && token.status === "ACTIVE");
	for (const { id } of old) await ask("DELETE", `/api/v1/api-tokens/${id}`);
	const { token } = await ask("POST", "/api/v1/api-tokens", { name, role: "VERIFIER", applicationId });
	return token;
}

async function userOf(ask, login) {
	const filter = encodeURIComponent(`profile.login eq "${login}"`);
	const [known] = await ask("GET", `/api/v1/users?filter=${filter}`);
	const profile = { firstName: "Ada", lastName: "Example", email: login, login };
	return known ?? ask("POST", "/api/v1/users?activate=true", { profile });
}
