// Addresses of pages that name a thing: each with a thing that is there.
import { createApiToken } from "../../src/access/service";
import { ApplicationInput } from "../../src/applications/schema";
import { createApplication } from "../../src/applications/service";
import { combinationKey, conditionKey, overrideKey, ruleKey } from "../../src/challenge-pages/policies/keys";
import { createGroup } from "../../src/groups/service";
import { InboundSourceInput } from "../../src/inbound/schema";
import { createSource } from "../../src/inbound/service";
import { SmsTemplateInput } from "../../src/messages/templates/schema";
import { createSmsTemplate } from "../../src/messages/templates/service";
import { signingKeys } from "../../src/transactions/keys/table";
import { createDelivery } from "../delivery/records/deliveries";
import { createHook } from "../hooks/hooks";
import { beginImport, stockTokens } from "../imports/imports";
import { createPolicy as createChallengePolicy, createList, setsPath } from "../policies/challenge/policies";
import { createPolicy } from "../policies/enrollment/policies";
import { createAccount } from "../providers/accounts/accounts";
import { createAdministrator } from "./administrators";
import { createAuthenticator, createTokenUser } from "./otp-tokens";
import { unique, type World } from "./world";

interface Made {
	id: string;
	/** Ids of what hangs on it: parameter → id. */
	further?: Record<string, string>;
}

/** Parameter → makes such a thing, for the page of this path. */
const makers: Record<string, (world: World, path: string) => Promise<Made>> = {
	userId: async (world) => {
		const { user, factorId } = await createTokenUser(world);
		const deviceToken = unique("token-of-a-browser");
		const device = await world.call("POST", `/api/v1/users/${user.id}/registered-devices`, { deviceToken });
		return { id: user.id, further: { factorId, deviceId: device.body.id } };
	},
	// The world's own token is an event.
	uuid: async ({ ctx }) => (await ctx.env.bindings.DB.prepare("SELECT uuid AS id FROM log_events").first<Made>())!,
	groupId: ({ ctx }) => createGroup(ctx, { profile: { name: unique("Crew") } }),
	authenticatorId: async (world) => ({ id: await createAuthenticator(world) }),
	importId: async (world) => ({ id: await beginImport(world, { authenticatorId: await createAuthenticator(world) }) }),
	tokenId: async (world) => {
		const [id = ""] = await stockTokens(world, await createAuthenticator(world), 1);
		return { id };
	},
	hookId: (world) => createHook(world),
	driverId: async () => ({ id: "smtp" }),
	providerAccountId: (world) => createAccount(world),
	deliveryRouteId: async (world) => {
		const { id } = await createAccount(world);
		const { body } = await world.call("POST", "/api/v1/delivery-routes", { name: unique("Rule"), providers: [id] });
		return body;
	},
	policyId: (world) => createPolicy(world),
	challengeListId: (world) => createList(world, { kind: "COUNTRIES" }),
	challengePolicyId: async (world) => {
		const conditions = [
			{ condition: "device-new-for-user", parameters: {}, is: true, valueOnError: false },
			{ condition: "always", parameters: {}, is: true, valueOnError: false },
		];
		const combination = { rules: { rule: "TRUE" }, actionGroup: "BLOCK" } as const;
		const parts = { rules: [{ name: "rule", conditions }], combinations: [combination] };
		const { id } = await createChallengePolicy(world, parts);
		const keys = { ruleKey: ruleKey({ name: "rule" }), combinationKey: combinationKey(combination) };
		return { id, further: { ...keys, conditionKey: conditionKey(conditions[0]!) } };
	},
	checkpoint: async (world, path) => {
		const { body } = await world.call("PUT", `${setsPath}/PREFERENCES`, {
			scoreOverrides: [{ minimum: 701, maximum: 1000, actionGroup: "BLOCK" }],
			actionOverrides: [{ from: "BLOCK", to: "CHALLENGE", count: 3, seconds: 600 }],
		});
		const [override] = path.includes("/score-overrides/") ? body.scoreOverrides : body.actionOverrides;
		return { id: "PREFERENCES", further: { overrideKey: overrideKey(override) } };
	},
	apiTokenId: ({ ctx }) => createApiToken(ctx, { name: unique("token"), role: "VERIFIER" }),
	applicationId: async ({ ctx }) => {
		const { id } = await createApplication(ctx, ApplicationInput.parse({ name: unique("Shop") }));
		const kid = unique("kid");
		const key = { kid, algorithm: "RS256", state: "REMOVED", publicKey: {}, createdAt: 0, stateSince: 0 } as const;
		await ctx.db.insert(signingKeys).values({ ...key, applicationId: id });
		return { id, further: { kid } };
	},
	templateId: ({ ctx }) =>
		createSmsTemplate(ctx, SmsTemplateInput.parse({ name: unique("Shop"), template: `\${code}` })),
	// A message's text is named by four words.
	scope: async () => ({ id: "default" }),
	channel: async () => ({ id: "sms" }),
	purpose: async () => ({ id: "unlock" }),
	locale: async () => ({ id: "ja" }),
	textName: async () => ({ id: "bharosa.uio.default.register.userinfo.title" }),
	propertyName: async () => ({ id: "bharosa.uio.default.otp.generate.code.length" }),
	fieldKey: async () => ({ id: "mobile" }),
	typeKey: async () => ({ id: "ChallengeSMS" }),
	administratorId: (world) => createAdministrator(world),
	sourceId: ({ ctx }) =>
		createSource(ctx, InboundSourceInput.parse({ type: "okta", name: unique("Org"), enabled: false })),
	deliveryId: async (world) => ({ id: await createDelivery(world) }),
};

/** The address of a page of this path, such as `/console/tokens/{apiTokenId}`, at which it shows something. */
export async function addressOf(world: World, path: string): Promise<string> {
	const ids: Record<string, string> = {};
	for (const [, name = ""] of path.matchAll(/\{(\w+)\}/g)) {
		if (name in ids) continue;
		const maker = makers[name];
		if (!maker) throw new Error(`say how to make what {${name}} names`);
		const { id, further } = await maker(world, path);
		Object.assign(ids, { [name]: id }, further);
	}
	// Only a deactivated user can be deleted.
	if (path.endsWith("{userId}/delete")) await world.call("POST", `/api/v1/users/${ids.userId}/lifecycle/deactivate`);
	return path.replaceAll(/\{(\w+)\}/g, (_, name) => ids[name]!);
}
