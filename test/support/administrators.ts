// Administrators for tests: invited, with a password and an authenticator app, and signed in.
import { beginApp, findApp } from "../../src/administrators/app";
import { hashPassword } from "../../src/administrators/password";
import type { AdministratorRole } from "../../src/administrators/schema";
import { inviteAdministrator } from "../../src/administrators/service";
import { newSession, sessionCookie } from "../../src/administrators/sessions";
import { passwordPlace } from "../../src/administrators/sign-in";
import type { SessionStage } from "../../src/administrators/table";
import { entries } from "../../src/console/menu";
import { fromBase64 } from "../../src/crypto/bytes";
import { seal } from "../../src/crypto/envelope";
import { openSecret } from "../../src/guard/secret";
import { hotpSync } from "../../src/otp/hotp-sync";
import { stepAt } from "../../src/otp/totp";
import { unique, type World } from "./world";

export const password = "a field of blue flax";

/** Where the console begins for an administrator: at the first entry of the menu. */
export const startPath = entries[0]?.path;

export interface TestAdministrator {
	id: string;
	login: string;
	/** The code that the app shows now. */
	code(): Promise<string>;
}

let hash: string | undefined;

/** Hashing takes a tenth of a second, so all administrators of a file have one hash. */
async function hashOnce(): Promise<string> {
	hash ??= await hashPassword(password);
	return hash;
}

/** An administrator who has chosen a password and set up an app. */
export async function createAdministrator(
	world: World,
	role: AdministratorRole = "ADMINISTRATOR",
): Promise<TestAdministrator> {
	const login = `${unique("ada")}@example.com`;
	const { row } = await inviteAdministrator(world.ctx, { login, role });
	await beginApp(world.ctx, row.id);
	const { DB } = world.ctx.env.bindings;
	await DB.prepare(
		"UPDATE administrators SET status = 'ACTIVE', password_sealed = ?, invitation_hash = NULL WHERE id = ?",
	)
		.bind(await seal(world.ctx.env.sealKeys, passwordPlace(row.id), await hashOnce()), row.id)
		.run();
	await DB.prepare("UPDATE administrator_credentials SET status = 'ACTIVE' WHERE administrator_id = ?")
		.bind(row.id)
		.run();
	return { id: row.id, login, code: () => codeOf(world, row.id, "ACTIVE") };
}

/** The code that an app with this status shows now. */
export async function codeOf(world: World, id: string, status: "ACTIVE" | "PENDING_ACTIVATION"): Promise<string> {
	const app = await findApp(world.ctx, id, status);
	if (!app) throw new Error(`${id} has no app that is ${status}`);
	const secret = fromBase64(await openSecret(world.ctx.env.sealKeys, id, app.id, app.secretSealed));
	return hotpSync(secret, stepAt(world.clock.now, 30), 6, "SHA-1");
}

/** A wrong code, whatever the app shows. */
export const wrongCode = async (administrator: TestAdministrator): Promise<string> =>
	(await administrator.code()) === "000000" ? "000001" : "000000";

/** A session at a stage of the sign-in: its row, and its cookie as a request brings it. */
export async function sessionAt(world: World, id: string, stage: SessionStage) {
	const session = await newSession(world.ctx, id, stage);
	const { row } = session;
	await world.ctx.env.bindings.DB.prepare(
		`INSERT INTO administrator_sessions
			(id, token_hash, administrator_id, stage, created_at, seen_at, proven_at, ends_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
	)
		.bind(row.id, row.tokenHash, id, stage, row.createdAt, row.seenAt, row.provenAt, row.endsAt)
		.run();
	return { cookie: sessionCookie(session).split(";")[0]!, session: row };
}

/** Somebody who is signed in. */
export const signedIn = (world: World, id: string) => sessionAt(world, id, "OPEN");

/** A cookie that lets a reader see the page. */
export async function cookieFor(world: World, path: string): Promise<string> {
	if (path === "/console/sign-in/new-password") {
		const { row } = await inviteAdministrator(world.ctx, { login: unique("ada"), role: "READ_ONLY" });
		return (await sessionAt(world, row.id, "PASSWORD")).cookie;
	}
	const { id } = await createAdministrator(world);
	if (path === "/console/sign-in/app" || path === "/console/sign-in/passkey") await setBack(world, id);
	const isStep = /^\/console\/sign-in\/./.test(path);
	// Whoever is signed in is led on from the page where people sign in.
	if (path === "/console/sign-in") return "";
	return (await sessionAt(world, id, isStep ? "FACTOR" : "OPEN")).cookie;
}

/** As if the app had not been proven yet. */
export const setBack = (world: World, id: string) =>
	world.ctx.env.bindings.DB.prepare(
		"UPDATE administrator_credentials SET status = 'PENDING_ACTIVATION' WHERE administrator_id = ?",
	)
		.bind(id)
		.run();
