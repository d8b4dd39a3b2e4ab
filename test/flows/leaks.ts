// Everything that the product logs, stores and answers, as texts, and the secrets that none of these may hold.
import { env, runInDurableObject } from "cloudflare:test";
import { vi } from "vitest";
import { routes } from "../../src/app";
import { toBase64Url, toHex } from "../../src/crypto/bytes";
import { objectIds } from "../support/object-ids";
import type { World } from "../support/world";

/** A place, such as `table users`, and the text found there. */
export type Traces = Record<string, string>;

/** Texts that a reader of a leak could use. */
export class Forbidden {
	readonly #patterns: [name: string, pattern: RegExp][] = [];

	/**
	 * @param name what the report calls the texts
	 * @param texts codes, secrets, tokens, numbers, addresses
	 */
	add(name: string, ...texts: string[]): void {
		for (const text of texts) {
			// Only whole words match, because six digits in a row are a part of many ids.
			const pattern = new RegExp(`(?<![0-9A-Za-z])${literally(text)}(?![0-9A-Za-z])`, "i");
			this.#patterns.push([name, pattern]);
		}
	}

	addNumber(name: string, number: string): void {
		this.add(name, number.replace("+", ""));
	}

	addBytes(name: string, bytes: Uint8Array): void {
		this.add(name, toHex(bytes), toBase64Url(bytes), btoa(String.fromCharCode(...bytes)).replaceAll("=", ""));
	}

	/** Returns `name in place` for each text that is where it must not be. */
	foundIn(traces: Traces): string[] {
		return Object.entries(traces).flatMap(([place, text]) =>
			this.#patterns.filter(([, pattern]) => pattern.test(text)).map(([name]) => `${name} in ${place}`),
		);
	}
}

const literally = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, "\\$&");

/** Keeps everything that is written to the console from now on. */
export function listenToConsole(): () => Traces {
	const lines: string[] = [];
	for (const level of ["debug", "error", "info", "log", "trace", "warn"] as const) {
		vi.spyOn(console, level).mockImplementation((...words) => void lines.push(words.map(asText).join(" ")));
	}
	return () => ({ console: lines.join("\n") });
}

const asText = (word: unknown): string =>
	word instanceof Error ? String(word.stack) : typeof word === "string" ? word : JSON.stringify(word);

/** Returns every row of D1, except the development inbox, which exists to show codes. */
export async function readDatabase(): Promise<Traces> {
	const { results: tables } = await env.DB.prepare(
		"SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB '_cf_*' AND name <> 'inbox_messages'",
	).all<{ name: string }>();
	const traces: Traces = {};
	for (const { name } of tables) {
		traces[`table ${name}`] = JSON.stringify((await env.DB.prepare(`SELECT * FROM ${name}`).all()).results);
	}
	return traces;
}

const kinds = () =>
	Object.entries({
		guard: env.GUARD,
		meter: env.METER,
		import: env.IMPORTS,
		transaction: env.TRANSACTIONS,
		session: env.SMPP,
	}) as [kind: string, DurableObjectNamespace][];

/**
 * Returns what reads every row of the Durable Objects that are made from now on, and of all meters: many people share
 * one.
 */
export async function watchObjects(): Promise<() => Promise<Traces>> {
	const earlier = new Set<string>();
	for (const [kind, namespace] of kinds()) {
		if (kind !== "meter") for (const id of await objectIds(namespace)) earlier.add(String(id));
	}
	return async () => {
		const traces: Traces = {};
		for (const [kind, namespace] of kinds()) {
			for (const id of await objectIds(namespace)) {
				if (!earlier.has(String(id))) traces[`${kind} ${id}`] = await rowsOf(namespace.get(id));
			}
		}
		return traces;
	};
}

const rowsOf = (stub: DurableObjectStub): Promise<string> =>
	runInDurableObject(stub, (_, { storage: { sql } }) => {
		const tables = [...sql.exec("SELECT name FROM sqlite_master WHERE type = 'table'")];
		const own = tables.map(({ name }) => String(name)).filter((name) => !name.startsWith("_cf_"));
		return JSON.stringify(own.map((name) => [name, ...sql.exec(`SELECT * FROM ${name}`)]));
	});

/** Profiles of users and factors exist to show contact data, and the inbox exists to show codes. */
const showsPersons = /^\/api\/v1\/(users|groups\/\{groupId\}\/users)/;

/** Parameters that a route can't do without. */
const neededQueries: Record<string, string> = { "/api/v1/policies": "?type=MFA_ENROLL" };

/**
 * Returns what the API answers to an administrator who reads everything.
 * @param ids path parameter → values; routes with other parameters are left out
 */
export async function readAnswers(world: World, ids: Record<string, string[]>) {
	const shown: { all: Traces; persons: Traces } = { all: {}, persons: {} };
	for (const { method, path } of routes) {
		// A path that others call needs their secret, and reads nothing.
		if (method !== "GET" || /^\/(dev|hooks)\//.test(path)) continue;
		for (const filled of fill(path, ids)) {
			const { status, body } = await world.call("GET", filled + (neededQueries[path] ?? ""));
			if (status !== 200) throw new Error(`GET ${filled}: ${status}`);
			const text = typeof body === "string" ? body : JSON.stringify(body);
			shown[showsPersons.test(path) ? "persons" : "all"][`answer to GET ${filled}`] = text;
		}
	}
	return shown;
}

function fill(path: string, ids: Record<string, string[]>): string[] {
	const name = /\{(\w+)\}/.exec(path)?.[1];
	if (name === undefined) return [path === "/api/v1/logs" ? `${path}?limit=1000` : path];
	return (ids[name] ?? []).flatMap((id) => fill(path.replace(`{${name}}`, id), ids));
}
