// Readers of the console's pages about people, and what stands on these pages.
import type { AdministratorRole } from "../../src/administrators/schema";
import { createAdministrator, signedIn } from "../support/administrators";
import { createReader } from "../support/reader";
import { createWorld, type World } from "../support/world";

/** Somebody with this role who is signed in. */
export async function readerAs(world: World, role: AdministratorRole = "ADMINISTRATOR") {
	const { id } = await createAdministrator(world, role);
	return createReader(world, (await signedIn(world, id)).cookie);
}

export async function createConsole(role: AdministratorRole = "ADMINISTRATOR") {
	const world = await createWorld();
	return { world, reader: await readerAs(world, role) };
}

/** The actions of the forms on a page, without the one that signs out. */
export const formsOf = (html: string): string[] =>
	[...new Set([...html.matchAll(/name="_action" value="([\w-]+)"/g)].map(([, name = ""]) => name))]
		.filter((name) => name !== "out")
		.sort();

/** Where the links and buttons of a user's or group's page lead, after its own path. */
export const stepsOf = (html: string, path: string): string[] =>
	[...new Set([...html.matchAll(/href="([^"]+)"/g)].map(([, href = ""]) => href))]
		.filter((href) => href.startsWith(`${path}/`))
		.map((href) => href.slice(path.length + 1))
		.sort();
