// Properties set and read through the API.
import { env } from "cloudflare:test";
import { expect } from "vitest";
import { rememberedSnapshot } from "../../src/settings/snapshot";
import { type Answer, unique, type World } from "../support/world";

export const propertiesPath = "/api/v1/properties";

export const ofDefault = (name: string) => `bharosa.uio.default.${name}`;

export const readProperty = async (world: World, name: string, query = ""): Promise<Answer> =>
	world.call("GET", `${propertiesPath}/${name}${query}`);

export async function setProperty(world: World, name: string, value: string, locale?: string): Promise<Answer> {
	const answer = await world.call("PUT", `${propertiesPath}/${name}`, { value, ...(locale ? { locale } : {}) });
	expect([answer.status, answer.body]).toEqual([200, expect.anything()]);
	return answer;
}

/** An application, and the one that it extends. */
export async function createFamily(world: World): Promise<{ own: string; base: string }> {
	const path = "/api/v1/applications";
	const base = (await world.call("POST", path, { name: unique("Base") })).body.id;
	const own = (await world.call("POST", path, { name: unique("Shop"), extends: base })).body.id;
	return { own, base };
}

/** Ends all values of the default, which the tests of a file share. */
export async function resetDefaults(world: World): Promise<void> {
	await env.DB.prepare("DELETE FROM properties").run();
	rememberedSnapshot.forget(world.ctx);
}
