import { expect, it } from "vitest";
import type { Role } from "../../src/context";
import { createWorld } from "../support/world";
import { newUser } from "./people";

const nobody = "00uNobody00000000000";
const group = "00gNobody00000000000";

const reads = [
	["GET", "/api/v1/users"],
	["GET", `/api/v1/users/${nobody}`],
	["GET", `/api/v1/users/${nobody}/lock`],
	["GET", `/api/v1/users/${nobody}/groups`],
	["GET", "/api/v1/groups"],
	["GET", `/api/v1/groups/${group}`],
	["GET", `/api/v1/groups/${group}/users`],
] as const;
const care = ["suspend", "unsuspend", "unlock"].map((step) => ["POST", `/api/v1/users/${nobody}/lifecycle/${step}`]);
const administration = [
	["POST", "/api/v1/users"],
	["POST", `/api/v1/users/${nobody}`],
	["PUT", `/api/v1/users/${nobody}`],
	["DELETE", `/api/v1/users/${nobody}`],
	["POST", `/api/v1/users/${nobody}/lifecycle/activate`],
	["POST", `/api/v1/users/${nobody}/lifecycle/deactivate`],
	["POST", "/api/v1/groups"],
	["PUT", `/api/v1/groups/${group}`],
	["DELETE", `/api/v1/groups/${group}`],
	["PUT", `/api/v1/groups/${group}/users/${nobody}`],
	["DELETE", `/api/v1/groups/${group}/users/${nobody}`],
] as const;

it.each([
	["VERIFIER", []],
	["READ_ONLY", reads],
	["HELP_DESK", [...reads, ...care]],
	["ADMINISTRATOR", [...reads, ...care, ...administration]],
] as const)("%s may call what the role is for, and nothing else", async (role, allowed) => {
	const world = await createWorld();
	const token = await world.tokenFor(role as Role);
	const open = new Set(allowed.map((call) => call.join(" ")));
	for (const [method, path] of [...reads, ...care, ...administration] as [string, string][]) {
		const answer = await world.call(method, path, undefined, { token });
		const isForbidden = answer.status === 403 && answer.body.errorCode === "E0000006";
		expect([method, path, isForbidden]).toEqual([method, path, !open.has(`${method} ${path}`)]);
		expect(answer.status).toBeLessThan(500);
	}
});

it("lets the help desk suspend a user and end it again", async () => {
	const world = await createWorld();
	const { id } = await newUser(world);
	const token = await world.tokenFor("HELP_DESK");
	for (const step of ["suspend", "unsuspend", "unlock"]) {
		expect((await world.call("POST", `/api/v1/users/${id}/lifecycle/${step}`, undefined, { token })).status).toBe(200);
	}
});
