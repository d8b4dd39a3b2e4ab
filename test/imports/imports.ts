// An import of tokens through the API, driven to where a test wants it.
import { env, runDurableObjectAlarm } from "cloudflare:test";
import { toHex } from "../../src/crypto/bytes";
import { hotpSync } from "../../src/otp/hotp-sync";
import { stepAt } from "../../src/otp/totp";
import { newSecret } from "../support/otp-tokens";
import { type Answer, type CallOptions, unique, type World } from "../support/world";

export const importsPath = "/api/v1/token-imports";

export interface Line {
	serial: string;
	user?: string;
	secret: Uint8Array;
	more?: string;
}

export const newLine = (user?: string): Line => ({ serial: unique("T"), user, secret: newSecret() });

/** CSV with a header. `more` are further columns of each line, and their names. */
export const csvOf = (lines: readonly Line[], moreNames = ""): string =>
	[
		`serial,login,secret${moreNames}`,
		...lines.map(({ serial, user = "", secret, more = "" }) => `${serial},${user},${toHex(secret)}${more}`),
	].join("\n");

export async function beginImport(world: World, body: Record<string, unknown>): Promise<string> {
	const answer = await world.call("POST", importsPath, { source: "FILE", ...body });
	if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
	return answer.body.id;
}

export const sendFile = (world: World, id: string, file: BodyInit, options: CallOptions = {}): Promise<Answer> =>
	world.call("PUT", `${importsPath}/${id}/file`, undefined, { ...options, rawBody: file });

export const objectOf = (id: string) => env.IMPORTS.get(env.IMPORTS.idFromName(id));

/** Lets alarms ring until the import stands at one of these. */
export async function until(world: World, id: string, ...statuses: string[]) {
	for (let tries = 0; tries < 60; tries++) {
		const { body } = await world.call("GET", `${importsPath}/${id}`);
		if (statuses.includes(body.status)) return body;
		if (!(await runDurableObjectAlarm(objectOf(id)))) await new Promise((resolve) => setTimeout(resolve, 20));
	}
	throw new Error(`the import ${id} never came to ${statuses}`);
}

/** Begins an import with a file, and waits for its dry run. */
export async function checkedImport(
	world: World,
	body: Record<string, unknown>,
	file: BodyInit,
	options?: CallOptions,
) {
	const id = await beginImport(world, body);
	const sent = await sendFile(world, id, file, options);
	if (sent.status !== 200) throw new Error(JSON.stringify(sent.body));
	return { id, view: await until(world, id, "CHECKED", "REFUSED") };
}

export const verb = (world: World, id: string, name: string, body?: unknown) =>
	world.call("POST", `${importsPath}/${id}/lifecycle/${name}`, body);

/** Moves all users of an authenticator to another one. */
export async function move(world: World, body: Record<string, unknown>) {
	const id = await beginImport(world, { source: "AUTHENTICATOR", ...body });
	await until(world, id, "CHECKED");
	await verb(world, id, "start");
	return { id, view: await until(world, id, "DONE") };
}

/** The results of all tokens, in the order of the file. */
export async function resultsOf(world: World, id: string): Promise<string[]> {
	const { body } = await world.call("GET", `${importsPath}/${id}/rows?limit=200`);
	return body.map(({ result, reason }: { result: string; reason: string | null }) => reason ?? result);
}

/** Puts tokens into the stock. @returns their ids */
export async function stockTokens(world: World, authenticatorId: string, count: number): Promise<string[]> {
	const lines = Array.from({ length: count }, () => newLine());
	const { id } = await checkedImport(world, { authenticatorId }, csvOf(lines));
	await verb(world, id, "start");
	await until(world, id, "DONE");
	const found = await Promise.all(lines.map(({ serial }) => world.call("GET", `/api/v1/otp-tokens?serial=${serial}`)));
	return found.map(({ body }) => body[0].id);
}

const codeOf = (world: World, secret: Uint8Array) => hotpSync(secret, stepAt(world.clock.now, 60), 6, "SHA-256");

/** Verifies the user's first factor by the code that a token with this secret shows. Returns the status. */
export async function verify(world: World, userId: string, secret: Uint8Array): Promise<number> {
	const { body } = await world.call("GET", `/api/v1/users/${userId}/factors`);
	const path = `/api/v1/users/${userId}/factors/${body[0].id}/verify`;
	return (await world.call("POST", path, { passCode: codeOf(world, secret) })).status;
}
