// Messages that are really sent, to carriers of this machine, by routes of each test.
import { createExecutionContext, env, waitOnExecutionContext } from "cloudflare:test";
import { getCountries } from "libphonenumber-js/max";
import { createCtx, livePlatform } from "../../src/context";
import type { AdmittedSend } from "../../src/delivery/admit";
import { deliver } from "../../src/delivery/deliver";
import type { ApiError } from "../../src/errors";
import { newId } from "../../src/ids";
import { unique, type World } from "../support/world";

const signingSecret = `whsec_${btoa("s".repeat(32))}`;

async function createAccount(world: World, url: string): Promise<string> {
	const body = { name: unique("carrier"), driver: "webhook", config: { url }, secrets: { signingSecret } };
	const answer = await world.call("POST", "/api/v1/provider-accounts", body);
	if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
	return answer.body.id;
}

/** Makes a route for one test. No other test has its origin country. */
export async function createRoute(world: World, urls: string[]): Promise<{ country: string; accounts: string[] }> {
	const accounts: string[] = [];
	for (const url of urls) accounts.push(await createAccount(world, url));
	const country = nextCountry();
	const body = { name: unique("route"), conditions: { originCountries: [country] }, providers: accounts };
	const answer = await world.call("POST", "/api/v1/delivery-routes", body);
	if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
	return { country, accounts };
}

/** Returns a country for a test's own route. No two tests of a file get the same country. */
export function nextCountry(): string {
	const country = countries.pop();
	if (country === undefined) throw new Error("a file has as many routes of its own as there are countries");
	return country;
}
const countries: string[] = getCountries();

let number = 1_000;
export function request(country: string, changes: Partial<AdmittedSend> = {}): AdmittedSend {
	number += 1;
	const destination = `+1415555${number}`;
	return {
		id: newId("delivery", Date.now()),
		channel: "SMS",
		to: destination,
		destination,
		country: "US",
		recipient: { channel: "SMS", destination, prefix: "+1415" },
		counted: { meter: "+1415", reservation: { id: "", destinationHash: "" } },
		refusedMeanwhile: 0,
		code: "012345",
		expiresAt: Date.now() + 300_000,
		purpose: "verification",
		user: { id: "00u00000000000000000", login: "ada@example.com", firstName: "Ada", lastName: null, locale: "en" },
		factorId: null,
		acceptLanguage: null,
		originCountry: country,
		ipAddress: null,
		...changes,
	};
}

/** Delivers with the real clock and network, and waits for the background work. */
export async function send(sent: AdmittedSend) {
	const execution = createExecutionContext();
	const ctx = createCtx(env, livePlatform, (work) => execution.waitUntil(work));
	const startedAt = performance.now();
	const outcome = await deliver(ctx, sent);
	const elapsedMs = performance.now() - startedAt;
	await waitOnExecutionContext(execution);
	const { result } = outcome;
	return {
		result,
		delivery: "delivery" in outcome ? outcome.delivery : null,
		error: "error" in outcome ? (outcome.error as ApiError) : null,
		elapsedMs,
		ctx,
	};
}

export const triesOf = async (deliveryId: string) =>
	(await env.DB.prepare("SELECT * FROM delivery_tries WHERE delivery_id = ? ORDER BY position").bind(deliveryId).all())
		.results;
