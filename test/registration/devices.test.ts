import { beforeEach, describe, expect, it } from "vitest";
import { listRegisteredDevices } from "../../src/devices/service";
import { newDeviceToken } from "../../src/devices/token";
import { deviceOffers, forgetAllDevices, forgetThisDevice, rememberDevice } from "../../src/registration/devices";
import { resetDefaults } from "../settings/properties";
import { createWorld, type World } from "../support/world";
import { createRegistrant, switchOn } from "./registrants";

let world: World;
let ctx: World["ctx"];
let person: Awaited<ReturnType<typeof createRegistrant>>;
let token: string;

beforeEach(async () => {
	world = await createWorld();
	await resetDefaults(world);
	person = await createRegistrant(world);
	// Pages ask as the person.
	ctx = { ...world.ctx, actor: { kind: "user", id: person.user.id, name: "Ana" } };
	token = await newDeviceToken(world.ctx);
});

const offers = (page: "userinfo" | "questions" = "userinfo", deviceToken: string | null = token) =>
	deviceOffers(ctx, person.registrant, page, deviceToken);
const registered = async () => (await listRegisteredDevices(ctx, person.user.id)).length;
const refused = { code: "E0000107", causes: [{ reason: "device-not-offered" }] };

describe("a device", () => {
	it("is offered to be remembered on the pages that are switched on, until it is", async () => {
		await switchOn(world, "register.userinfo.registerdevice.enabled");
		expect((await offers()).mayRegister).toBe(false);
		await expect(rememberDevice(ctx, person.registrant, "userinfo", token)).rejects.toMatchObject(refused);
		await switchOn(world, "registerdevice.enabled");
		expect([(await offers()).mayRegister, (await offers("questions")).mayRegister]).toEqual([true, false]);
		expect((await offers("userinfo", null)).mayRegister).toBe(false);
		await rememberDevice(ctx, person.registrant, "userinfo", token);
		expect([(await offers()).mayRegister, await registered()]).toEqual([false, 1]);
	});

	it("is forgotten alone, or with all others, where the settings allow it", async () => {
		await switchOn(world, "registerdevice.enabled", "register.userinfo.registerdevice.enabled");
		const others = [await newDeviceToken(world.ctx), await newDeviceToken(world.ctx)];
		for (const one of [token, ...others]) await rememberDevice(ctx, person.registrant, "userinfo", one);
		await expect(forgetThisDevice(ctx, person.registrant, token)).rejects.toMatchObject(refused);
		await expect(forgetAllDevices(ctx, person.registrant)).rejects.toMatchObject(refused);
		await switchOn(world, "userpreferences.unregister.this.enabled");
		expect(await offers()).toMatchObject({ mayUnregisterThis: true, mayUnregisterAll: false });
		await forgetThisDevice(ctx, person.registrant, token);
		await forgetThisDevice(ctx, person.registrant, token);
		expect([(await offers()).mayUnregisterThis, await registered()]).toEqual([false, 2]);
		await switchOn(world, "userpreferences.unregister.all.enabled");
		expect((await offers()).mayUnregisterAll).toBe(true);
		await forgetAllDevices(ctx, person.registrant);
		expect(await registered()).toBe(0);
	});
});
