// The console's first administrator on this machine: made by the first start, and invited anew until the first sign-in.

const login = "admin";

/** @returns `{ login, oneTimePassword }`; without a password once the administrator has chosen one, or can't be made */
export async function ensureAdministrator(baseUrl, apiToken) {
	const ask = async (method, path, body) => {
		const answer = await fetch(`${baseUrl}/api/v1/administrators${path}`, {
			method,
			headers: { authorization: `SSWS ${apiToken}`, "content-type": "application/json" },
			...(body ? { body: JSON.stringify(body) } : {}),
		});
		return answer.ok ? answer.json() : null;
	};
	// Somebody may have revoked the token of this script. The server runs all the same.
	const administrators = await ask("GET", "");
	const known = administrators?.find((administrator) => administrator.login === login);
	if (administrators === null || (known && known.status !== "INVITED")) return { login };
	const invited = known
		? await ask("POST", `/${known.id}/lifecycle/reset`)
		: await ask("POST", "", { login, displayName: "Local administrator", role: "ADMINISTRATOR" });
	return { login, oneTimePassword: invited?.oneTimePassword };
}
