import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { setDefaultPolicy } from "../policies/enrollment/policies";
import { createUser } from "../support/otp-tokens";
import { createWorld, type World } from "../support/world";
import { createActiveUser, createPhoneUser, factorsPath, inboxOf, lastCode, type SentType } from "./sent-factor";

const authenticatorOf = { sms: "autphonenumber000000", call: "autphonenumber000000", email: "autoktaemail00000000" };
const types: SentType[] = ["sms", "call", "email"];

const setStatus = (world: World, type: SentType, verb: "activate" | "deactivate") =>
	world.call("POST", `/api/v1/authenticators/${authenticatorOf[type]}/lifecycle/${verb}`);

// No policy may offer what is switched off.
beforeEach(async () => setDefaultPolicy(await createWorld(), {}));

// Both authenticators are rows of the file's own D1, which its tests share.
afterEach(async () => {
	const world = await createWorld();
	for (const type of ["sms", "email"] as const) await setStatus(world, type, "activate");
});

describe.each(types)("while the authenticator of %s is inactive", (type) => {
	it("nobody is enrolled, not even with activate=true, and nothing is sent", async () => {
		const world = await createWorld();
		const { user, to, enroll } = await createPhoneUser(world, type);
		await setStatus(world, type, "deactivate");
		for (const refused of [await enroll(), await enroll("?activate=true")]) {
			expect([refused.status, refused.body.errorCode]).toEqual([400, "E0000001"]);
			expect(refused.body.errorCauses[0].errorSummary).toContain("factorType");
		}
		expect((await world.call("GET", factorsPath(user.id))).body).toEqual([]);
		expect(await inboxOf(world, to)).toEqual([]);
	});

	it("no code is sent or accepted, and the same code is right when the authenticator is active again", async () => {
		const world = await createWorld();
		const { to, path, challenge, verify } = await createActiveUser(world, type);
		await challenge();
		const code = await lastCode(world, to);
		await setStatus(world, type, "deactivate");
		world.clock.now += 31_000;
		for (const refused of [await challenge(), await verify(code)]) {
			expect([refused.status, refused.body.errorCode]).toEqual([403, "E0000107"]);
		}
		expect(await inboxOf(world, to)).toHaveLength(1);
		expect((await world.call("GET", path)).body).toMatchObject({ status: "ACTIVE", vendorName: "OKTA" });
		await setStatus(world, type, "activate");
		expect((await verify(code)).body.factorResult).toBe("SUCCESS");
	});
});

describe("a pending factor of an inactive authenticator", () => {
	it("gets no other code, and its code doesn't activate it", async () => {
		const world = await createWorld();
		const { to, enroll } = await createPhoneUser(world);
		const { body } = await enroll();
		const code = await lastCode(world, to);
		await setStatus(world, "sms", "deactivate");
		world.clock.now += 31_000;
		const self = new URL(body._links.self.href).pathname;
		expect((await world.call("POST", `${self}/resend`)).status).toBe(403);
		expect((await world.call("POST", `${self}/lifecycle/activate`, { passCode: code })).status).toBe(403);
		expect((await world.call("GET", self)).body.status).toBe("PENDING_ACTIVATION");
	});
});

describe("the catalogue", () => {
	it("lacks the factor types of an inactive authenticator", async () => {
		const world = await createWorld();
		const user = await createUser(world);
		const typesIn = async () =>
			(await world.call("GET", `${factorsPath(user.id)}/catalog`)).body.map(
				({ factorType }: { factorType: string }) => factorType,
			);
		await setStatus(world, "sms", "deactivate");
		await setDefaultPolicy(world, { okta_email: "OPTIONAL" });
		const without = await typesIn();
		expect(without).toContain("email");
		expect(without).not.toContain("sms");
		expect(without).not.toContain("call");
	});

	it("has no custom OTP token of a built-in authenticator, and its enrolment is refused", async () => {
		const world = await createWorld();
		const user = await createUser(world);
		const refused = await world.call("POST", factorsPath(user.id), {
			factorType: "token:hotp",
			provider: "CUSTOM",
			factorProfileId: authenticatorOf.sms,
			profile: { sharedSecret: "MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U" },
		});
		expect(refused.status).toBe(400);
		expect(refused.body.errorCauses[0].errorSummary).toContain("factorProfileId");
	});
});
