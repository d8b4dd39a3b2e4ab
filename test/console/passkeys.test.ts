import { describe, expect, it } from "vitest";
import { createAdministrator, password, setBack, signedIn, startPath } from "../support/administrators";
import { createAuthenticator } from "../support/authenticator";
import { createReader, type Shown } from "../support/reader";
import { createWorld } from "../support/world";

/** What the page's button asks the browser. */
function askOn({ html }: Shown, kind: "get" | "create"): string {
	const [, written = ""] = new RegExp(`data-${kind}="([^"]*)"`).exec(html) ?? [];
	return written.replaceAll("&quot;", '"').replaceAll("&amp;", "&");
}

/** Somebody who is signed in, with the app alone. */
async function createOwner() {
	const world = await createWorld();
	const ada = await createAdministrator(world);
	const { cookie } = await signedIn(world, ada.id);
	return { world, ada, reader: createReader(world, cookie), key: await createAuthenticator() };
}

/** Somebody who has added a passkey with this key. */
async function createHolder() {
	const owner = await createOwner();
	const asked = await owner.reader.open("/console/account/passkeys/new");
	const passkey = await owner.key.create(askOn(asked, "create"));
	await owner.reader.send("add", { name: "Office <key>", passkey });
	return owner;
}

describe("the account's passkeys", () => {
	it("are added, listed with their names, told, and removed", async () => {
		const { reader, key } = await createOwner();
		expect((await reader.open("/console/account/passkeys")).html).toContain("You have no passkey yet.");
		const asked = await reader.open("/console/account/passkeys/new");
		const { rp, user, challenge, authenticatorSelection } = JSON.parse(askOn(asked, "create"));
		expect([rp.id, authenticatorSelection.userVerification]).toEqual(["otp.test", "required"]);
		expect(user.id).not.toBe("");
		expect(challenge.length).toBeGreaterThan(40);
		const added = await reader.send("add", { name: "Office <key>", passkey: await key.create(askOn(asked, "create")) });
		expect([added.path, added.status]).toEqual(["/console/account/passkeys", 200]);
		expect(added.html).toContain("Office &lt;key&gt;");
		expect(added.html).toContain('aria-label="Remove the passkey: Office &lt;key&gt;"');
		expect((await reader.open("/console/account")).html).toContain("Passkey added");
		const listed = await reader.open("/console/account/passkeys");
		const [, credential = ""] = /name="credential" value="(\w+)"/.exec(listed.html) ?? [];
		const refused = await reader.send("remove", { credential });
		expect([refused.status, refused.html.includes("Two ways to sign in have to remain.")]).toEqual([400, true]);
		await reader.open("/console/account/recovery-codes");
		await reader.send("make", {});
		await reader.send("keep", {});
		await reader.open("/console/account/passkeys");
		expect((await reader.send("remove", { credential })).path).toBe("/console/account/passkeys");
	});

	it("comes back with its name when the browser's answer was wrong, and with a new question", async () => {
		const { reader } = await createOwner();
		const asked = await reader.open("/console/account/passkeys/new");
		const refused = await reader.send("add", { name: "My name", passkey: "{}" });
		expect(refused.status).toBe(400);
		expect(refused.html).toContain('value="My name"');
		expect(askOn(refused, "create")).not.toBe(askOn(asked, "create"));
	});

	it.each([
		["a new one", "/console/account/passkeys/new", "add", { name: "key", passkey: "{}" }],
		["a removal", "/console/account/passkeys", "remove", { credential: "amcx" }],
		["a removal of the app", "/console/account/app", "remove", {}],
	])("ask for a proof five minutes after the last: %s", async (_, path, action, fields) => {
		const { world, reader } = await createHolder();
		await reader.open(path);
		world.clock.now += 5 * 60_000;
		const asked = await reader.send(action, fields as Record<string, string>);
		expect(asked.path).toBe(`/console/account/prove?next=${encodeURIComponent(path)}`);
	});
});

describe("a passkey", () => {
	it("signs in beside the password, and leads to the page that was wanted", async () => {
		const { world, ada, key } = await createHolder();
		const reader = createReader(world);
		await reader.open("/console/sign-in?next=%2Fconsole%2Faccount%2Fapp");
		const step = await reader.send("sign-in", { login: ada.login, password });
		expect(step.html).toContain("Code of the app");
		const { rpId, userVerification, allowCredentials } = JSON.parse(askOn(step, "get"));
		expect([rpId, userVerification, allowCredentials[0].id]).toEqual(["otp.test", "required", key.id]);
		expect(
			(await reader.send("passkey", { passkey: await key.get(askOn(step, "get"), { isForged: true }) })).status,
		).toBe(400);
		const again = await reader.open("/console/sign-in/code?next=%2Fconsole%2Faccount%2Fapp");
		const done = await reader.send("passkey", { passkey: await key.get(askOn(again, "get")) });
		expect([done.path, done.status]).toEqual(["/console/account/app", 200]);
	});

	it("isn't asked of somebody who has none, and the password alone opens nothing", async () => {
		const { world, ada } = await createOwner();
		const reader = createReader(world);
		await reader.open("/console/sign-in");
		const step = await reader.send("sign-in", { login: ada.login, password });
		expect(askOn(step, "get")).toBe("");
		const refused = await reader.send("passkey", { passkey: "{}" });
		expect([refused.status, refused.path]).toEqual([400, "/console/sign-in/code"]);
		expect((await reader.open("/console/account")).path).toContain("/console/sign-in");
	});

	it("proves with the password that it is still the same person, and not without", async () => {
		const { world, reader, key } = await createHolder();
		world.clock.now += 5 * 60_000;
		const asked = await reader.open("/console/account/prove?next=/console/account/password");
		const prove = async (given: string, shown: Shown) =>
			reader.send("prove", { password: given, code: "", passkey: await key.get(askOn(shown, "get")) });
		const refused = await prove("a wrong password", asked);
		expect(refused.status).toBe(400);
		expect((await prove(password, refused)).path).toBe("/console/account/password");
	});

	it("is the whole second step for somebody who has removed the app", async () => {
		const { world, ada, reader, key } = await createHolder();
		await reader.open("/console/account/recovery-codes");
		await reader.send("make", {});
		await reader.send("keep", {});
		await reader.open("/console/account/app");
		expect((await reader.send("remove", {})).html).toContain("The app is removed.");
		expect((await reader.open("/console/account/app")).html).toContain("You have no authenticator app.");
		const next = createReader(world);
		await next.open("/console/sign-in");
		const step = await next.send("sign-in", { login: ada.login, password });
		expect(step.html).not.toContain("Code of the app");
		expect(step.html).toContain("Use your passkey");
		expect((await next.send("passkey", { passkey: await key.get(askOn(step, "get")) })).path).toBe(startPath);
	});
});

describe("the first sign-in", () => {
	it("takes a passkey in place of an app, and shows recovery codes", async () => {
		const world = await createWorld();
		const ada = await createAdministrator(world);
		await setBack(world, ada.id);
		const reader = createReader(world);
		await reader.open("/console/sign-in");
		expect((await reader.send("sign-in", { login: ada.login, password })).path).toBe("/console/sign-in/app");
		const asked = await reader.open("/console/sign-in/passkey");
		const key = await createAuthenticator();
		const done = await reader.send("add", { name: "key", passkey: await key.create(askOn(asked, "create")) });
		expect(done.path).toBe("/console/account/recovery-codes");
		expect(done.html.match(/<code>[a-z2-9]{5}-/g)).toHaveLength(10);
	});
});
