// Customer care as an operator uses it: a token of its own, and actions with their reason.
import { createApiToken } from "../../src/access/service";
import { type Reset, resetUser } from "../../src/care/resets";
import { type Ctx, permissions } from "../../src/context";
import { unique, type World } from "../support/world";

export const carePath = "/api/v1/care/users";
export const lookupsPath = "/api/v1/care/lookups";
export const note = { reason: "Lost the phone, called back", ticket: "T-4711" };

type TokenInput = Parameters<typeof createApiToken>[1];

/** An operator whose hour is unused, with every permission unless the test says otherwise. */
export async function createOperator(world: World, more: Partial<TokenInput> = {}) {
	const made = await createApiToken(world.ctx, {
		name: unique("desk"),
		role: "HELP_DESK",
		permissions: [...permissions],
		rateLimit: "LARGE",
		...more,
	});
	const { token } = made;
	return {
		id: made.id,
		token,
		act: (userId: string, action: string, body: unknown = note) =>
			world.call("POST", `${carePath}/${userId}/${action}`, body, { token }),
		look: (userId: string, query = "") => world.call("GET", `${carePath}/${userId}${query}`, undefined, { token }),
		timeline: (userId: string, query = "") =>
			world.call("GET", `${carePath}/${userId}/timeline${query}`, undefined, { token }),
		lookUp: (by: string, value: string) => world.call("POST", lookupsPath, { by, value }, { token }),
	};
}

const resetBy =
	(reset: Reset) =>
	(ctx: Ctx, { id }: { id: string }): Promise<void> =>
		resetUser(
			{ ...ctx, actor: { kind: "token", id: unique("operator"), name: "desk", role: "HELP_DESK" } },
			id,
			reset,
			note,
		);

/** For tests of the slices whose data care resets. */
export const resetContacts = resetBy("otp-profile");
export const resetAnswers = resetBy("questions");
export const resetPhrase = resetBy("phrase");
export const resetAll = resetBy("all");
