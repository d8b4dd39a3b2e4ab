import { describe, expect, it } from "vitest";
import { signResult } from "../../src/transactions/keys/service";
import { createApplication } from "../applications/applications";
import { createAdministrator, signedIn } from "../support/administrators";
import { createReader } from "../support/reader";
import { createWorld } from "../support/world";
import { createKey } from "../transactions/keys/uploads";

async function createSignedIn(
	signingAlgorithm: "RS256" | "ES256" = "RS256",
	role: "HELP_DESK" | "READ_ONLY" | "ADMINISTRATOR" = "ADMINISTRATOR",
) {
	const world = await createWorld();
	const { cookie } = await signedIn(world, (await createAdministrator(world, role)).id);
	const { id } = await createApplication(world, { signingAlgorithm });
	const reader = createReader(world, cookie);
	const path = `/console/applications/${id}/signing-keys`;
	const states = async () =>
		(await world.call("GET", `/api/v1/applications/${id}/signing-keys`)).body.map(
			({ kid, state }: { kid: string; state: string }) => ({ kid, state }),
		);
	return { world, reader, id, path, states };
}

describe("the signing keys of an application by RS256", () => {
	it("are uploaded with their certificates: the first signs, the next waits, and one is removed at once", async () => {
		const { world, reader, path, states } = await createSignedIn();
		const none = await reader.open(path);
		expect(none.html).toContain("There is no key that can sign now.");
		const { privateKey, certificates } = await createKey(world.clock.now);
		// As a browser sends the lines of a text.
		const lines = (pem: string) => pem.replaceAll(/\r?\n/g, "\r\n");
		const first = { privateKey: lines(privateKey), certificates: lines(certificates) };
		const uploaded = await reader.send("upload", first);
		expect(uploaded.html).toContain("The key is uploaded.");
		expect(uploaded.html).not.toContain("There is no key that can sign now.");
		expect(uploaded.html).not.toContain("PRIVATE KEY");
		world.clock.now += 1000;
		await reader.send("upload", await createKey(world.clock.now, { until: 20 }));
		const [next, current] = await states();
		expect([next.state, current.state]).toEqual(["NEXT", "CURRENT"]);
		const { html } = await reader.open(path);
		for (const shown of [next.kid, current.kid, "Signs each result", "takes over later", "Soon"]) {
			expect(html).toContain(shown);
		}
		const asked = await reader.open(`${path}/${current.kid}/remove`);
		expect(asked.html).toContain("The next key signs, if there is one.");
		expect((await reader.send("remove", {})).html).toContain("The key is removed.");
		expect(await states()).toEqual([
			{ kid: next.kid, state: "CURRENT" },
			{ kid: current.kid, state: "REMOVED" },
		]);
		expect((await reader.open(`${path}/${next.kid}/remove`)).html).toContain("No other key is there.");
		expect((await reader.open(`${path}/${current.kid}/remove`)).html).toContain("is removed already");
	});

	it("keep the certificates of a refused upload, and never show the private key", async () => {
		const { world, reader, path, states } = await createSignedIn();
		await reader.open(path);
		const good = await createKey(world.clock.now);
		const other = await createKey(world.clock.now);
		const wrong: [Record<string, string>, string][] = [
			[{ ...good, privateKey: "PRIVATE nonsense" }, "privateKey"],
			[{ ...good, certificates: other.certificates }, "certificates"],
			[{ ...good, certificates: "nothing" }, "certificates"],
			[{ ...good, privateKey: "" }, "privateKey"],
			[{ ...good, certificates: "x".repeat(40_001) }, "certificates"],
		];
		for (const [upload, field] of wrong) {
			const { status, html } = await reader.send("upload", upload);
			expect([status, html.includes(`id="field-${field}-error"`)]).toEqual([400, true]);
			expect(html).not.toContain("PRIVATE");
			expect(html).toContain(upload.certificates!.trim().slice(0, 60));
		}
		expect(await states()).toEqual([]);
	});

	it("say when certificates have expired and nothing can sign", async () => {
		const { world, reader, path } = await createSignedIn();
		await reader.open(path);
		await reader.send("upload", await createKey(world.clock.now, { until: 2 }));
		world.clock.now += 3 * 86_400_000;
		const { cookie } = await signedIn(world, (await createAdministrator(world)).id);
		expect((await createReader(world, cookie).open(path)).html).toContain("There is no key that can sign now.");
	});

	it("of another application aren't removed here", async () => {
		const { world, reader, path } = await createSignedIn();
		await reader.open(path);
		await reader.send("upload", await createKey(world.clock.now));
		const [, kid = ""] = /signing-keys\/([\w-]+)\/remove/.exec((await reader.open(path)).html) ?? [];
		const { id } = await createApplication(world, { signingAlgorithm: "RS256" });
		expect((await reader.open(`/console/applications/${id}/signing-keys/${kid}/remove`)).status).toBe(404);
		expect((await reader.open(`${path}/nothing/remove`)).status).toBe(404);
	});
});

describe("our own signing keys", () => {
	it("are shown, and replaced after a question", async () => {
		const { world, reader, id, path } = await createSignedIn("ES256");
		expect((await reader.open(path)).html).not.toContain('name="privateKey"');
		await signResult(world.ctx, { id, signingAlgorithm: "ES256" }, "test+jwt", { sub: "ada" });
		const kids = async () =>
			(await world.call("GET", "/api/v1/signing-keys")).body
				.filter(({ state, algorithm }: Record<string, string>) => state === "CURRENT" && algorithm === "ES256")
				.map(({ kid }: { kid: string }) => kid);
		const [before] = await kids();
		expect((await reader.open(path)).html).toContain(before);
		expect((await reader.open(`${path}/replace`)).html).toContain("The keys of all applications change");
		expect((await reader.send("replace", {})).html).toContain("The keys are replaced.");
		expect(await kids()).not.toContain(before);
	});
});

describe("the pages of the signing keys", () => {
	it("show a reader everything and change nothing for her, and are closed for the help desk", async () => {
		const { reader, path } = await createSignedIn("RS256", "READ_ONLY");
		expect((await reader.open(path)).html).not.toContain('name="privateKey"');
		expect((await reader.send("upload", { privateKey: "x", certificates: "y" })).status).toBe(403);
		expect((await reader.open(`${path}/replace`)).status).toBe(403);
		const other = await createSignedIn("RS256", "HELP_DESK");
		expect((await other.reader.open(other.path)).status).toBe(403);
	});

	it("speak Japanese to whoever reads it", async () => {
		const { reader, path } = await createSignedIn();
		expect((await reader.open(`${path}?language=ja`)).html).toContain("鍵のアップロード");
	});
});
