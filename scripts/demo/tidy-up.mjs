// What the demo has made goes away again: before it, in case it was broken off, and after it.

/** Names of what the demo makes begin so. */
export const mark = "Demo: ";

/** @param leavesApplications whether their pages go on for who opens them */
export async function tidyUp(ask, { leavesApplications = false } = {}) {
	const all = async (path) => (await ask("GET", path)).body;
	const named = async (path) => (await all(path)).filter(({ name }) => name.startsWith(mark));
	for (const { id, status } of await named("/api/v1/inlineHooks")) {
		if (status === "ACTIVE") await ask("POST", `/api/v1/inlineHooks/${id}/lifecycle/deactivate`);
		await ask("DELETE", `/api/v1/inlineHooks/${id}`);
	}
	// What names others goes first: an account that a route names can't be deleted, nor an application with a token.
	for (const { id, status } of await named("/api/v1/api-tokens")) {
		if (status === "ACTIVE") await ask("DELETE", `/api/v1/api-tokens/${id}`);
	}
	const applications = leavesApplications ? [] : ["/api/v1/applications"];
	for (const path of ["/api/v1/delivery-routes", "/api/v1/provider-accounts", ...applications]) {
		for (const { id } of await named(path)) await ask("DELETE", `${path}/${id}`);
	}
}
