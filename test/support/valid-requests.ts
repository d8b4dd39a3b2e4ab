// A request that succeeds for every operation, in a world with one of everything, its ids and its codes.
import { toHex } from "../../src/crypto/bytes";
import { standardWebhookHeaders } from "../../src/drivers/signatures/standard-webhooks";
import { hotpSync } from "../../src/otp/hotp-sync";
import { stepAt } from "../../src/otp/totp";
import { applicationInput } from "../applications/applications";
import { validCare } from "../care/actions";
import { die, letterOf } from "../dead-letters/letters";
import { createActiveUser, inboxOf, newNumber } from "../factors/sent-factor";
import { hookInput, successful } from "../hooks/hooks";
import { beginImport, checkedImport, stockTokens } from "../imports/imports";
import { ask, enable, oktaRequest, secret as oktaSecret, verifiedEvent } from "../inbound/requests";
import { policiesPath as challengePoliciesPath, listsPath, ruleOf } from "../policies/challenge/policies";
import { policyInput } from "../policies/enrollment/policies";
import { validTransactions } from "../transactions/valid";
import {
	createAuthenticator,
	createTokenUser,
	createUser,
	enrollment,
	hotpSettings,
	newSecret,
	totpSettings,
} from "./otp-tokens";
import { unique, type World } from "./world";

export interface ValidRequest {
	/** Path parameters that differ from the common ones. */
	params?: Record<string, string>;
	/** Parameters that the operation can't do without, with their question mark. */
	query?: string;
	/** Bodies where the document's own sample isn't valid, or doesn't have all fields. */
	bodies?: unknown[];
	/** Headers that a public route asks of its one caller: a secret, or a signature of the body. */
	headers?: Record<string, string>;
}

export interface ValidRequests {
	/** Path parameters that most operations take. */
	params: Record<string, string>;
	/** By method and path: `POST /api/v1/users`. */
	requests: Record<string, ValidRequest>;
}

export async function createValidRequests(
	world: World,
	{ hasTransactions = true }: { hasTransactions?: boolean } = {},
): Promise<ValidRequests> {
	const { call } = world;
	const idOf = async (method: string, path: string, body?: unknown): Promise<string> => {
		const answer = await call(method, path, body);
		if (answer.status !== 200) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`);
		return answer.body.id;
	};

	const reader = await createUser(world);
	const email = { factorType: "email", provider: "OKTA" };
	const emailFactor = await idOf("POST", `/api/v1/users/${reader.id}/factors`, email);
	const [received] = await inboxOf(world, reader.login);
	const [transactions, care] = [hasTransactions ? await validTransactions(world) : {}, await validCare(world)];
	// The address's cool-down ends, so that it may get another message.
	world.clock.now += 5_000;

	const { user, authenticatorId, factorId, code } = await createTokenUser(world);
	const groupId = await idOf("POST", "/api/v1/groups", { profile: { name: unique("group") } });
	await call("PUT", `/api/v1/groups/${groupId}/users/${user.id}`);
	const applicationId = await idOf("POST", "/api/v1/applications", applicationInput());
	const base = await idOf("POST", "/api/v1/applications", applicationInput());
	const propertyName = `bharosa.uio.${applicationId}.register.userinfo.title`;
	await call("PUT", `/api/v1/properties/${propertyName}`, { value: "Register" });
	const apiTokenId = await idOf("POST", "/api/v1/api-tokens", { name: "spare", role: "READ_ONLY" });

	const administrator = { login: `${unique("ada")}@example.com`, role: "READ_ONLY" };
	const administratorId = await idOf("POST", "/api/v1/administrators", administrator);

	const staged = await createUser(world);
	await call("DELETE", `/api/v1/users/${staged.id}`);
	const suspended = await createUser(world);
	await call("POST", `/api/v1/users/${suspended.id}/lifecycle/suspend`);
	const newcomer = await createUser(world);

	const withoutSettings = await idOf("POST", "/api/v1/authenticators", { key: "custom_otp", name: unique("bare") });
	const inactive = await createAuthenticator(world);
	await call("POST", `/api/v1/authenticators/${inactive}/lifecycle/deactivate`);

	// An authenticator that a policy offers can't be switched off.
	const offered = await createAuthenticator(world);
	const policySettings = { [offered]: "REQUIRED", phone_number: "OPTIONAL" } as const;
	const policyId = await idOf(
		"POST",
		"/api/v1/policies",
		policyInput({ groupIds: [groupId], settings: policySettings }),
	);
	const rule = {
		type: "MFA_ENROLL",
		name: unique("Rule"),
		conditions: { people: { users: { exclude: [suspended.id] } }, network: { connection: "ANYWHERE" } },
		actions: { enroll: { self: "LOGIN" } },
	};
	const ruleId = await idOf("POST", `/api/v1/policies/${policyId}/rules`, rule);

	const list = { kind: "ADDRESSES", values: ["203.0.113.0/24"] };
	const challengeListId = await idOf("POST", listsPath, { name: unique("List"), ...list });
	const challengePolicy = { checkpoint: "REGISTRATION", rules: [ruleOf({ score: 10 })] };
	const newChallengePolicy = () => ({ name: unique("Policy"), ...challengePolicy });
	const challengePolicyId = await idOf("POST", challengePoliciesPath, newChallengePolicy());
	const inactivePolicyId = await idOf("POST", `${challengePoliciesPath}?activate=false`, newChallengePolicy());

	const challenging = { rules: [ruleOf({ actionGroup: "CHALLENGE" })], checkpoint: "POST_AUTHENTICATION" };
	await idOf("POST", challengePoliciesPath, { name: unique("Policy"), ...challenging });
	const question = { checkpoint: "POST_AUTHENTICATION", user: user.id, record: true };
	const decisionId = await idOf("POST", "/api/v1/decisions", question);

	const device = { deviceToken: unique("token-of-a-browser") };
	const registeredDeviceId = await idOf("POST", `/api/v1/users/${user.id}/registered-devices`, device);

	const directory = { url: "https://directory.example.com/contacts", authHeader: "X-Key", authValue: "secret" };
	await call("PUT", "/api/v1/contact-directory", directory);

	const secret = newSecret();
	const pending = await createUser(world);
	const pendingPath = `/api/v1/users/${pending.id}/factors`;
	const pendingFactor = await idOf("POST", pendingPath, enrollment(authenticatorId, secret));
	const pendingCode = hotpSync(secret, stepAt(world.clock.now, totpSettings.timeIntervalInSeconds), 6, "SHA-256");
	const app = await call("POST", pendingPath, { factorType: "token:software:totp", provider: "GOOGLE" });
	const qr = new URL(app.body._embedded.activation._links.qrcode.href).pathname.split("/").at(-1)!;

	const carrier = {
		name: unique("Carrier"),
		driver: "webhook",
		config: { url: "https://carrier.example.com/otp" },
		secrets: { signingSecret: `whsec_${btoa("x".repeat(32))}` },
	};
	const providerAccountId = await idOf("POST", "/api/v1/provider-accounts", carrier);
	const inbox = { name: unique("Inbox"), driver: "inbox" };
	const inboxId = await idOf("POST", "/api/v1/provider-accounts", inbox);
	const spare = await idOf("POST", "/api/v1/provider-accounts", { ...inbox, name: unique("Inbox") });
	const deliveryRoute = {
		name: unique("Route"),
		priority: 1,
		conditions: { channels: ["SMS"], destinationCountries: ["JP"], originCountries: ["DK"], requestTypes: [] },
		providers: [providerAccountId, inboxId],
	};
	const deliveryRouteId = await idOf("POST", "/api/v1/delivery-routes", deliveryRoute);

	const signed = (body: string) =>
		standardWebhookHeaders({ id: "1", body, secret: carrier.secrets.signingSecret, nowMs: world.clock.now });
	const toReceipts = { params: { accountId: providerAccountId } };
	// A message that nobody sent: the queue looks for it again, and must not find what another request sent meanwhile.
	const receipt = JSON.parse(JSON.stringify(successful).replace("SM49a8", unique("SM")));
	const byPost = { ...toReceipts, bodies: [receipt], headers: await signed(JSON.stringify(receipt)) };
	const byQuery = { ...toReceipts, headers: await signed("") };

	// The hook is inactive, because an active hook can't be deleted, and no second hook can become active.
	const hookPath = "/api/v1/inlineHooks";
	const inlineHookId = await idOf("POST", hookPath, hookInput());
	await call("POST", `${hookPath}/${inlineHookId}/lifecycle/deactivate`);
	const { user: phoneUser } = await createActiveUser(world, "call");
	const template = {
		name: unique("Template"),
		template: `\${org.name}: \${code}`,
		translations: { da: `Kode: \${code}` },
	};
	const templateId = await idOf("POST", "/api/v1/templates/sms", template);
	await enable(world);
	const source = {
		name: "Okta receiver",
		enabled: true,
		headerName: "Authorization",
		secret: oktaSecret,
		eventSecret: oktaSecret,
	};
	await call("PUT", "/api/v1/inbound-sources/okta", source);
	const unused = { type: "okta", name: unique("Org"), enabled: false };
	const unusedSource = await idOf("POST", "/api/v1/inbound-sources", unused);
	const asked = await ask(world, oktaRequest());
	const events = { data: { events: [verifiedEvent(world.clock.now)] } };
	const verification = { authorization: oktaSecret, "x-okta-verification-challenge": "aB3-x" };

	// A message without events: whoever takes it writes nothing.
	const { ids } = await die("tessera-log", []);
	const deadLetterId = (await letterOf(ids[0]!))!;

	const importFile = { authenticatorId, file: { columns: { serial: 1, secret: 2 }, delimiter: "," } };
	// As JSON it is a line of CSV.
	const newFile = () => [unique("T"), toHex(newSecret()), 0];
	const newImport = async () => (await checkedImport(world, importFile, JSON.stringify(newFile()))).id;
	// The second one is paused, then resumed, then cancelled.
	const [importId, stoppedImport] = [await newImport(), await newImport()];
	const waitingImport = await beginImport(world, importFile);
	const stocked = await stockTokens(world, authenticatorId, 4);
	const [tokenId, assignedToken, disabledToken, deletedToken] = stocked as [string, string, string, string];
	await call("POST", `/api/v1/otp-tokens/${assignedToken}/assign`, { user: (await createUser(world)).id });
	await call("POST", `/api/v1/otp-tokens/${disabledToken}/lifecycle/deactivate`);

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
		params: {
			userId: user.id,
			factorId,
			authenticatorId,
			groupId,
			policyId,
			ruleId,
			challengePolicyId,
			challengeListId,
			decisionId,
			registeredDeviceId,
			checkpoint: "REGISTRATION",
			apiTokenId,
			applicationId,
			propertyName,
			profileId: "reference-fields",
			enumeration: "userinfo.inputs.enum",
			administratorId,
			providerAccountId,
			deliveryRouteId,
			inlineHookId,
			templateId,
			sourceId: "okta",
			deliveryId: received!.deliveryId,
			deadLetterId,
			importId,
			tokenId,
			methodType: "otp",
			file: "style.css",
		},
		requests: {
			...transactions,
			...care,
			"POST /api/v1/users": { bodies: [{ profile, credentials, groupIds: [groupId] }] },
			"POST /api/v1/users/{userId}": { bodies: [{ profile, credentials }] },
			"PUT /api/v1/users/{userId}": { bodies: [{ profile, credentials }] },
			"POST /api/v1/users/{userId}/lifecycle/activate": { params: { userId: staged.id } },
			"POST /api/v1/users/{userId}/lifecycle/unsuspend": { params: { userId: suspended.id } },
			"POST /api/v1/applications": { bodies: [{ ...applicationInput(), extends: base }] },
			"PUT /api/v1/applications/{applicationId}": { bodies: [{ name: unique("Shop"), extends: base }] },
			"PUT /api/v1/properties/{propertyName}": { bodies: [{ value: "Inscription", locale: "fr" }] },
			"POST /api/v1/administrators": { bodies: [{ ...administrator, login: unique("bob"), displayName: "Bob" }] },
			"POST /api/v1/groups": { bodies: [group] },
			"PUT /api/v1/groups/{groupId}": { bodies: [group] },
			"POST /api/v1/policies": {
				bodies: [policyInput({ priority: 1, groupIds: [groupId], settings: policySettings })],
			},
			"PUT /api/v1/policies/{policyId}": { bodies: [policyInput({ groupIds: [groupId] })] },
			"POST /api/v1/policies/{policyId}/rules": { bodies: [{ ...rule, name: unique("Rule"), priority: 1 }] },
			"PUT /api/v1/policies/{policyId}/rules/{ruleId}": { bodies: [rule] },
			"POST /api/v1/challenge-policies": { bodies: [newChallengePolicy()] },
			"PUT /api/v1/challenge-policies/{challengePolicyId}": { bodies: [newChallengePolicy()] },
			"POST /api/v1/challenge-policies/import": {
				bodies: [
					{ lists: [{ id: "l", name: unique("List"), ...list }], policies: [{ id: "p", ...newChallengePolicy() }] },
				],
			},
			"POST /api/v1/challenge-policies/{challengePolicyId}/copy": {
				bodies: [{ name: unique("Policy"), checkpoint: "CHALLENGE" }],
			},
			"POST /api/v1/challenge-policies/{challengePolicyId}/lifecycle/activate": {
				params: { challengePolicyId: inactivePolicyId },
			},
			"POST /api/v1/challenge-policies/{challengePolicyId}/what-if": { bodies: [{ rules: challengePolicy.rules }] },
			"POST /api/v1/challenge-lists": { bodies: [{ name: unique("List"), ...list }] },
			"PUT /api/v1/challenge-lists/{challengeListId}": { bodies: [{ name: unique("List"), ...list }] },
			"POST /api/v1/decisions": { bodies: [{ checkpoint: "REGISTRATION", user: user.id, client: { country: "JP" } }] },
			"POST /api/v1/users/{userId}/registered-devices": { bodies: [device] },
			"PUT /api/v1/contact-directory": { bodies: [directory] },
			"GET /api/v1/policies": { query: "?type=MFA_ENROLL" },
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
					{ factorType: "sms", provider: "OKTA", profile: { phoneNumber: newNumber() } },
					{ factorType: "call", provider: "OKTA", profile: { phoneNumber: newNumber(), phoneExtension: "12#" } },
					{ ...email, profile: { email: newcomer.login } },
				],
			},
			"POST /api/v1/users/{userId}/factors/{factorId}/resend": {
				params: { userId: reader.id, factorId: emailFactor },
				bodies: [{ ...email, profile: { email: reader.login } }],
			},
			"POST /api/v1/users/{userId}/factors/{factorId}/lifecycle/activate": {
				params: { userId: pending.id, factorId: pendingFactor },
				bodies: [{ passCode: pendingCode }],
			},
			"POST /api/v1/users/{userId}/factors/{factorId}/verify": { bodies: [{ passCode: code() }] },
			"POST /api/v1/users/{userId}/factors/{factorId}/resync": {
				bodies: [{ passCode: code(1), nextPassCode: code(2) }],
			},
			"POST /api/v1/token-imports": {
				bodies: [
					{ ...importFile, source: "FILE" },
					{ source: "AUTHENTICATOR", authenticatorId, fromAuthenticatorId: offered },
				],
			},
			"PUT /api/v1/token-imports/{importId}/file": { params: { importId: waitingImport }, bodies: [newFile()] },
			"POST /api/v1/token-imports/{importId}/lifecycle/start": { bodies: [{ canary: { first: 1 } }] },
			"POST /api/v1/token-imports/{importId}/lifecycle/pause": { params: { importId: stoppedImport } },
			"POST /api/v1/token-imports/{importId}/lifecycle/resume": { params: { importId: stoppedImport } },
			"POST /api/v1/token-imports/{importId}/lifecycle/cancel": { params: { importId: stoppedImport } },
			"POST /api/v1/token-exports": {
				bodies: [
					{ authenticatorId, password: "fourteen signs" },
					{ authenticatorId, key: toHex(newSecret()), after: "" },
				],
			},
			"POST /api/v1/otp-tokens/{tokenId}/assign": { bodies: [{ user: newcomer.login }] },
			"POST /api/v1/otp-tokens/{tokenId}/unassign": { params: { tokenId: assignedToken } },
			"POST /api/v1/otp-tokens/{tokenId}/lifecycle/activate": { params: { tokenId: disabledToken } },
			"DELETE /api/v1/otp-tokens/{tokenId}": { params: { tokenId: deletedToken } },
			"POST /api/v1/provider-accounts": { bodies: [{ ...carrier, name: unique("Carrier") }] },
			"PUT /api/v1/provider-accounts/{providerAccountId}": { bodies: [carrier] },
			"DELETE /api/v1/provider-accounts/{providerAccountId}": { params: { providerAccountId: spare } },
			"POST /api/v1/provider-accounts/{providerAccountId}/test": {
				params: { providerAccountId: inboxId },
				bodies: [{ channel: "SMS", to: "+4520123456" }],
			},
			"POST /api/v1/delivery-routes": { bodies: [{ ...deliveryRoute, name: unique("Route") }] },
			"PUT /api/v1/delivery-routes/{deliveryRouteId}": { bodies: [deliveryRoute] },
			"GET /api/v1/users/{userId}/factors/{factorId}/qr/{token}": {
				params: { userId: pending.id, factorId: app.body.id, token: qr },
			},
			"POST /api/v1/inlineHooks": { bodies: [hookInput()] },
			"POST /api/v1/inlineHooks/{inlineHookId}": { bodies: [hookInput()] },
			"PUT /api/v1/inlineHooks/{inlineHookId}": { bodies: [hookInput({ headers: [{ key: "X-Org", value: "acme" }] })] },
			"POST /api/v1/inlineHooks/{inlineHookId}/execute": { bodies: [oktaRequest()] },
			"POST /api/v1/inlineHooks/{inlineHookId}/preview": {
				bodies: [{ userId: phoneUser.id, event: "com.okta.user.telephony.pre-enrollment", channel: "CALL" }],
			},
			"POST /api/v1/templates/sms": { bodies: [{ ...template, name: unique("Template") }] },
			"POST /api/v1/templates/sms/{templateId}": { bodies: [template] },
			"PUT /api/v1/templates/sms/{templateId}": { bodies: [template] },
			"POST /api/v1/api-tokens": {
				bodies: [
					{ name: "checkout", role: "VERIFIER", applicationId },
					{ name: "an org's events", role: "SOURCE", sourceId: "okta" },
				],
			},
			"POST /api/v1/inbound-sources": { bodies: [{ ...source, type: "okta", name: unique("Org") }] },
			"PUT /api/v1/inbound-sources/{sourceId}": { bodies: [source] },
			"DELETE /api/v1/inbound-sources/{sourceId}": { params: { sourceId: unusedSource } },
			"POST /api/v1/deliveries/{deliveryId}/outcome": {
				params: { deliveryId: asked.body.commands[0].value[0].transactionId },
			},
			"POST /hooks/okta/{sourceId}": { bodies: [oktaRequest()], headers: { authorization: oktaSecret } },
			"GET /hooks/okta/events": { headers: verification },
			"GET /hooks/okta/{sourceId}/events": { headers: verification },
			"POST /hooks/okta/events": { bodies: [events], headers: { authorization: oktaSecret } },
			"POST /hooks/okta/{sourceId}/events": { bodies: [events], headers: { authorization: oktaSecret } },
			"PUT /api/v1/okta-receiver": { bodies: [{ enabled: true, headerName: "Authorization", secret: oktaSecret }] },
			"POST /hooks/okta/telephony": { bodies: [oktaRequest()], headers: { authorization: oktaSecret } },
			"POST /receipts/{accountId}": byPost,
			"POST /receipts/{accountId}/{deliveryId}": byPost,
			"GET /receipts/{accountId}": byQuery,
			"GET /receipts/{accountId}/{deliveryId}": byQuery,
		},
	};
}
