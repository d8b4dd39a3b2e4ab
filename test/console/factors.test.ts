import { describe, expect, it } from "vitest";
import { decodeSecret } from "../../src/otp/encoding";
import { hotpSync } from "../../src/otp/hotp-sync";
import { stepAt } from "../../src/otp/totp";
import { createAuthenticator, createTokenUser, createUser, hotpSettings, newSecret } from "../support/otp-tokens";
import { createConsole, readerAs } from "./people";

const hexOf = (bytes: Uint8Array) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");

describe("enrolling a token", () => {
	it("takes a secret as it is printed, and activates it by its first code", async () => {
		const { world, reader } = await createConsole();
		const { id } = await createUser(world);
		const factorProfileId = await createAuthenticator(world, hotpSettings);
		const secret = newSecret();
		const sharedSecret = hexOf(secret).match(/.{4}/g)?.join(" ") ?? "";
		await reader.open(`/console/users/${id}/enroll/token`);
		const enrolled = await reader.send("enroll", { factorProfileId, sharedSecret, counter: "7" });
		expect(enrolled.html).toContain("It waits for its first code.");
		const factorId = /<option value="(chf\w+)"/.exec(enrolled.html)?.[1] ?? "";
		const proven = await reader.send("check", { factorId, passCode: hotpSync(secret, 7, 8, "SHA-1") });
		expect(proven.html).toContain("The factor is active now.");
	});

	it("says what is wrong with a secret, and doesn't bring it back", async () => {
		const { world, reader } = await createConsole();
		const { id } = await createUser(world);
		const factorProfileId = await createAuthenticator(world);
		await reader.open(`/console/users/${id}/enroll/token`);
		for (const sharedSecret of ["", "zz", "00112233", "0".repeat(511), "00112233445566778899aabbccddeeff001122zz"]) {
			const refused = await reader.send("enroll", { factorProfileId, sharedSecret, counter: "", activate: "on" });
			expect(refused.status, sharedSecret).toBe(400);
			expect(refused.html).toContain('id="field-sharedSecret-error"');
			expect(refused.html).toMatch(/name="sharedSecret" type="text" value=""/);
			// The shortest one may stand in an id of the page by chance.
			if (sharedSecret.length >= 8) expect(refused.html).not.toContain(sharedSecret);
		}
		for (const counter of ["-1", "x", "1.5"]) {
			const sharedSecret = hexOf(newSecret());
			const refused = await reader.send("enroll", { factorProfileId, sharedSecret, counter });
			expect(refused.html, counter).toContain('id="field-counter-error"');
			expect(refused.html).toContain(`value="${counter}"`);
		}
	});
});

describe("enrolling an authenticator app", () => {
	it("shows QR code and key to administrators alone, until the first code or for an hour", async () => {
		const { world, reader } = await createConsole();
		const { id } = await createUser(world);
		await reader.open(`/console/users/${id}/enroll/app`);
		const shown = await reader.send("enroll", { provider: "GOOGLE" });
		const key = (/class="secret copy-source">([A-Z2-7 ]+)</.exec(shown.html)?.[1] ?? "").replaceAll(" ", "");
		expect(key).toHaveLength(32);
		for (const role of ["HELP_DESK", "READ_ONLY"] as const) {
			const { html } = await (await readerAs(world, role)).open(shown.path);
			expect(html, role).not.toContain(key.slice(0, 4));
			expect(html).not.toContain('class="qr"');
		}
		world.clock.now += 3_600_000;
		// By now the session is over.
		expect((await (await readerAs(world)).open(shown.path)).html).toContain("was shown for an hour");
		world.clock.now -= 3_600_000;
		const decoded = decodeSecret(key, "base32");
		if (!decoded.ok) throw new Error("the key can't be read");
		await reader.open(shown.path);
		const code = hotpSync(decoded.bytes, stepAt(world.clock.now, 30), 6, "SHA-1");
		expect((await reader.send("prove", { passCode: code })).html).toContain("The factor is active now.");
		expect((await reader.open(shown.path)).html).not.toContain(key.slice(0, 4));
	});
});

describe("enrolling a phone or an address", () => {
	it("vouches for a number, or takes the one of the profile", async () => {
		const { world, reader } = await createConsole();
		const { id } = await createUser(world, { mobilePhone: "+819012345678" });
		expect((await reader.open(`/console/users/${id}/enroll/phone`)).html).toContain("+8190******78");
		const bad = await reader.send("enroll", { kind: "sms", phoneNumber: "12", phoneExtension: "", activate: "on" });
		expect([bad.status, bad.html.includes('value="12"')]).toEqual([400, true]);
		const empty = { kind: "sms", phoneNumber: "", phoneExtension: "", activate: "on" };
		expect((await reader.send("enroll", empty)).html).toContain("SMS to +8190******78");
		await reader.open(`/console/users/${id}/enroll/phone`);
		const call = await reader.send("enroll", {
			kind: "call",
			phoneNumber: "+81 3-1234-5678",
			phoneExtension: "12x",
			activate: "on",
		});
		expect(call.status).toBe(400);
		const right = { kind: "call", phoneNumber: "+81 3-1234-5678", phoneExtension: "12", activate: "on" };
		expect((await reader.send("enroll", right)).html).toContain("Call to +8131*****78");
	});

	it("sends the first code of an address in the user's language, whatever the administrator's", async () => {
		const { world, reader } = await createConsole();
		const { id } = await createUser(world, { locale: "ja", secondEmail: "second@example.org" });
		const page = (await reader.open(`/console/users/${id}/enroll/email`)).html;
		expect(page).toContain("s***@example.org");
		expect(page).not.toContain("second@");
		expect((await reader.send("enroll", { email: "secondEmail" })).html).toContain("A code is on its way.");
		const { body } = await world.call("GET", "/dev/inbox.json?to=second%40example.org");
		const message = body.find(({ to }: { to: string }) => to === "second@example.org");
		expect(JSON.stringify(message)).toMatch(/[ぁ-ん]/);
	});

	it("leads to the profile where there is no address", async () => {
		const { world, reader } = await createConsole();
		const { id } = await createUser(world, { email: null });
		const { html } = await reader.open(`/console/users/${id}/enroll/email`);
		expect(html).toContain("The profile has no e-mail address");
		expect(html).toContain(`href="/console/users/${id}/profile"`);
	});
});

describe("a token that is there", () => {
	it("is brought back in step by two codes in a row", async () => {
		const { world, reader } = await createConsole("HELP_DESK");
		const { user, factorId, code } = await createTokenUser(world, hotpSettings);
		const path = `/console/users/${user.id}/factors/${factorId}`;
		await reader.open(path);
		expect((await reader.send("resync", { passCode: code(40), nextPassCode: code(42) })).status).toBe(403);
		const done = await reader.send("resync", { passCode: code(40), nextPassCode: code(41) });
		expect(done.html).toContain("The token is in step again.");
	});

	it("is removed after a question, alone or with all others", async () => {
		const { world, reader } = await createConsole("HELP_DESK");
		const { user, factorId } = await createTokenUser(world);
		const path = `/console/users/${user.id}`;
		expect((await reader.open(`${path}/factors/${factorId}/remove`)).html).toContain(
			"This touches one person, Ada Lovelace.",
		);
		expect((await reader.send("remove", {})).html).toContain("The factor is removed.");
		expect((await world.call("GET", `/api/v1/users/${user.id}/factors`)).body).toEqual([]);
		const other = await createTokenUser(world);
		const asked = await reader.open(`/console/users/${other.user.id}/reset-factors`);
		expect(asked.html).toContain("one person and one factor");
		expect((await reader.send("reset-factors", {})).html).toContain("All factors of Ada Lovelace are removed.");
	});

	it("belongs to its user: another user's page has no factor with this id", async () => {
		const { world, reader } = await createConsole();
		const { factorId } = await createTokenUser(world);
		const stranger = await createUser(world);
		for (const step of ["", "/remove"]) {
			expect((await reader.open(`/console/users/${stranger.id}/factors/${factorId}${step}`)).status).toBe(404);
		}
		await reader.open(`/console/users/${stranger.id}`);
		expect((await reader.send("check", { factorId, passCode: "123456" })).status).toBe(404);
	});
});
