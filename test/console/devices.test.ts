// The registered devices of a person on the person's page: listed, and unregistered after a question.
import { expect, it } from "vitest";
import { createTokenUser, createUser } from "../support/otp-tokens";
import { unique, type World } from "../support/world";
import { createConsole, readerAs, stepsOf } from "./people";

const apiPath = (userId: string) => `/api/v1/users/${userId}/registered-devices`;

async function registerOne(world: World, userId: string): Promise<string> {
	const deviceToken = unique("token-of-a-browser");
	return (await world.call("POST", apiPath(userId), { deviceToken })).body.id;
}

const idsOf = async (world: World, userId: string): Promise<string[]> =>
	(await world.call("GET", apiPath(userId))).body.map(({ id }: { id: string }) => id);

it("lists the devices for everybody who works here, and leads whoever may to unregistering them", async () => {
	const { world } = await createConsole();
	const { user } = await createTokenUser(world);
	const path = `/console/users/${user.id}`;
	const id = await registerOne(world, user.id);
	const ours = [`devices/${id}/unregister`, "unregister-devices"];
	for (const role of ["HELP_DESK", "READ_ONLY", "ADMINISTRATOR"] as const) {
		const reader = await readerAs(world, role);
		const { html } = await reader.open(path);
		expect(html, role).toContain("Registered devices");
		const shown = stepsOf(html, path).filter((step) => ours.includes(step));
		expect(shown, role).toEqual(role === "READ_ONLY" ? [] : ours);
		for (const step of ours)
			expect((await reader.open(`${path}/${step}`)).status, role).toBe(role === "READ_ONLY" ? 403 : 200);
	}
});

it("unregisters one device, and leaves the others", async () => {
	const { world, reader } = await createConsole("HELP_DESK");
	const { id: userId } = await createUser(world);
	const [one, other] = [await registerOne(world, userId), await registerOne(world, userId)];
	const asked = await reader.open(`/console/users/${userId}/devices/${one}/unregister`);
	expect(asked.html).toContain("This touches one person, Ada Lovelace, and one browser.");
	expect((await reader.send("unregister", {})).html).toContain("The device is unregistered.");
	expect(await idsOf(world, userId)).toEqual([other]);
	expect((await reader.open(`/console/users/${userId}/devices/${one}/unregister`)).status).toBe(404);
});

it("unregisters all devices, and then says that there is none", async () => {
	const { world, reader } = await createConsole("HELP_DESK");
	const { id: userId } = await createUser(world);
	for (let count = 0; count < 3; count++) await registerOne(world, userId);
	await reader.open(`/console/users/${userId}/unregister-devices`);
	const { html } = await reader.send("unregister-devices", {});
	expect(html).toContain("All devices of Ada Lovelace are unregistered.");
	expect(html).toContain("No device is registered.");
	expect(await idsOf(world, userId)).toEqual([]);
});

it("unregisters no device of somebody else, whatever address is opened or sent", async () => {
	const { world, reader } = await createConsole("HELP_DESK");
	const [{ id: userId }, { id: otherId }] = [await createUser(world), await createUser(world)];
	const [own, foreign] = [await registerOne(world, userId), await registerOne(world, otherId)];
	expect((await reader.open(`/console/users/${userId}/devices/${foreign}/unregister`)).status).toBe(404);
	await reader.open(`/console/users/${userId}/devices/${own}/unregister`);
	await world.call("DELETE", `${apiPath(userId)}/${own}`);
	expect((await reader.send("unregister", {})).status).toBe(404);
	expect(await idsOf(world, otherId)).toEqual([foreign]);
});
