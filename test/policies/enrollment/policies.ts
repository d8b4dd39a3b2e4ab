// Enrolment policies made through the API, and what the default policy says.
import { type Answer, unique, type World } from "../../support/world";

export const policiesPath = "/api/v1/policies";
export const defaultPolicyId = "00pDefaultEnrollment";
export const everyoneId = "00gEveryone000000000";

export type Setting = "NOT_ALLOWED" | "OPTIONAL" | "REQUIRED";

interface PolicyParts {
	name?: string;
	priority?: number;
	groupIds?: string[];
	/** Id of a custom OTP authenticator, or another key → setting. */
	settings?: Record<string, Setting>;
}

const settingOf = ([name, self]: [string, Setting]) =>
	name.startsWith("aut") ? { key: "custom_otp", id: name, enroll: { self } } : { key: name, enroll: { self } };

export const policyInput = ({ name = unique("Policy"), priority, groupIds = [], settings = {} }: PolicyParts = {}) => ({
	type: "MFA_ENROLL",
	name,
	...(priority === undefined ? {} : { priority }),
	conditions: { people: { groups: { include: groupIds } } },
	settings: { type: "AUTHENTICATORS", authenticators: Object.entries(settings).map(settingOf) },
});

export async function createPolicy(world: World, parts: PolicyParts = {}, query = "") {
	const answer = await world.call("POST", policiesPath + query, policyInput(parts));
	if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
	return { id: answer.body.id as string, path: `${policiesPath}/${answer.body.id}`, body: answer.body };
}

/** Makes the default policy offer these authenticators and no others. */
export async function setDefaultPolicy(world: World, settings: Record<string, Setting>): Promise<void> {
	const input = policyInput({ name: "Default Policy", settings });
	const answer = await world.call("PUT", `${policiesPath}/${defaultPolicyId}`, input);
	if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
}

export async function createGroup(world: World, ...userIds: string[]): Promise<string> {
	const { id } = (await world.call("POST", "/api/v1/groups", { profile: { name: unique("group") } })).body;
	for (const userId of userIds) await world.call("PUT", `/api/v1/groups/${id}/users/${userId}`);
	return id;
}

/** Tests of a file share one database, so a test of the order first removes every policy but the default one. */
export async function removeAllPolicies(world: World): Promise<void> {
	for (const { id, system } of (await world.call("GET", `${policiesPath}?type=MFA_ENROLL`)).body) {
		if (!system) await world.call("DELETE", `${policiesPath}/${id}`);
	}
}

export const cause = (answer: Answer): string => answer.body.errorCauses[0]?.errorSummary;
