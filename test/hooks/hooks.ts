// Telephony hooks made through the API, and the services behind them: functions in the place of the network.
import { type Answer, unique, type World } from "../support/world";

export const hooksPath = "/api/v1/inlineHooks";

export const secret = "Bearer s3cret-of-the-service";

export const hookInput = (config: Record<string, unknown> = {}, more: Record<string, unknown> = {}) => ({
	name: unique("Carrier"),
	type: "com.okta.telephony.provider",
	version: "1.0.0",
	channel: {
		type: "HTTP",
		version: "1.0.0",
		config: {
			uri: "https://sms.example.com/okta",
			method: "POST",
			authScheme: { type: "HEADER", key: "Authorization", value: secret },
			...config,
		},
	},
	...more,
});

/** Tests of a file share one database, which has room for one active hook: whoever needs it takes it. */
export async function freeTheActivePlace(world: World): Promise<void> {
	for (const hook of (await world.call("GET", hooksPath)).body) {
		if (hook.status === "ACTIVE") await world.call("POST", `${hooksPath}/${hook.id}/lifecycle/deactivate`);
	}
}

/** An active hook, in the place of any other. */
export async function createHook(world: World, config: Record<string, unknown> = {}) {
	await freeTheActivePlace(world);
	const answer = await world.call("POST", hooksPath, hookInput(config));
	if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
	return { id: answer.body.id as string, name: answer.body.name as string, path: `${hooksPath}/${answer.body.id}` };
}

export const successful = {
	commands: [
		{
			type: "com.okta.telephony.action",
			value: [
				{ status: "SUCCESSFUL", provider: "ACME", transactionId: "SM49a8", transactionMetadata: "Duration=300ms" },
			],
		},
	],
};

export const json = (body: unknown, status = 200) =>
	new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json" } });

export interface SentRequest {
	url: string;
	method: string;
	headers: Record<string, string>;
	body: string;
	redirect: string | undefined;
}

/** A service that keeps what it was sent. It answers, hangs until it is given up, or throws, as `answer` says. */
export function fakeService(answer: (init: RequestInit) => Response | Promise<Response> = () => json(successful)) {
	const sent: SentRequest[] = [];
	const fetch = async (input: RequestInfo | URL, init: RequestInit = {}) => {
		sent.push({
			url: String(input),
			method: init.method ?? "GET",
			headers: Object.fromEntries(new Headers(init.headers)),
			body: String(init.body),
			redirect: init.redirect,
		});
		return answer(init);
	};
	return { sent, fetch: fetch as typeof globalThis.fetch };
}

/** Never answers, and ends when the caller gives up. */
export const hang = (init: RequestInit) =>
	new Promise<Response>((_, reject) => {
		init.signal?.addEventListener("abort", () => reject(init.signal?.reason));
	});

/** The log's events about a hook, oldest first. */
export async function hookEvents(world: World, hookId: string) {
	const { results } = await world.ctx.env.bindings.DB.prepare(
		"SELECT event FROM log_events WHERE event ->> '$.target[0].id' = ? ORDER BY seq",
	)
		.bind(hookId)
		.all<{ event: string }>();
	return results.map((row) => JSON.parse(row.event));
}

/** What an error says was wrong first. */
export const cause = (answer: Answer): string => answer.body.errorCauses[0]?.errorSummary;
