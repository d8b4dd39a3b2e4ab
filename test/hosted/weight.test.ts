// What a browser loads for a hosted page: at most 20 KiB, compressed, with styles, scripts, the brand and its logo.
import { beforeAll, expect, it } from "vitest";
import { setProperty } from "../settings/properties";
import { gzipBytes } from "../support/reader";
import { createWorld, type World } from "../support/world";
import { createHosted } from "./people";

const mostBytes = 20 * 1024;

let world: World;
beforeAll(async () => {
	world = await createWorld();
});

type Hosted = Awaited<ReturnType<typeof createHosted>>;
type Come = Awaited<ReturnType<Hosted["come"]>>;

const set = (hosted: Hosted, name: string, value = "true") =>
	setProperty(world, `bharosa.uio.${hosted.application}.${name}`, value);

/** Chooses the way of this type. */
async function choose({ reader, first, at }: Come, type: string) {
	const [, method = ""] = new RegExp(`value="(${type}:[^"]*)"`).exec(first.html)!;
	await reader.send("choose", { method });
	return reader.open(`${at("code")}?now`);
}

async function askedOn(device: string) {
	const hosted = await createHosted(world);
	await set(hosted, "use.authentipad.checkpoint", "false");
	await set(hosted, "ChallengeQuestion.authenticator.device", device);
	return choose(await hosted.come((await hosted.newPerson()).id), "ChallengeQuestion");
}

async function registering(part: string) {
	const hosted = await createHosted(world, { REGISTRATION: part });
	for (const name of ["register.userinfo.enabled", "otp.optOut.enabled", "register.userinfo.decline.enabled"]) {
		await set(hosted, name);
	}
	return (await hosted.come((await hosted.newPerson({}, { mobile: false, question: false })).id)).first;
}

async function preferring() {
	const hosted = await createHosted(world, {});
	const on = ["userpreferences.userinfo.enabled", "otp.optOut.enabled", "userpreferences.userinfo.decline.enabled"];
	for (const name of [...on, "userpreferences.unregister.all.enabled", "registerdevice.enabled"]) {
		await set(hosted, name);
	}
	const { id } = await hosted.newPerson({}, { mobile: false, question: false });
	return (await hosted.come(id, { checkpoint: "PREFERENCES", locale: "ja" })).first;
}

const codeByText = async (locale: string) => {
	const hosted = await createHosted(world);
	return choose(await hosted.come((await hosted.newPerson()).id, { locale }), "ChallengeSMS");
};

const chosen = async (checkpoint: string) => {
	const hosted = await createHosted(world);
	return (await hosted.come((await hosted.newPerson()).id, { checkpoint })).first;
};

it.each([
	["before the password", () => chosen("PRE_AUTHENTICATION")],
	["for choosing a way", () => chosen("POST_AUTHENTICATION")],
	["for a code", () => codeByText("en")],
	["for a code, in Japanese", () => codeByText("ja")],
	["for an answer on digits", () => askedOn("DevicePinPad")],
	["for an answer on digits and letters", () => askedOn("DeviceKeyPadAlpha")],
	["for an answer on all keys", () => askedOn("DeviceKeyPadFull")],
	["for an answer on a text pad", () => askedOn("DeviceTextPad")],
	["for contact data", () => registering("REGISTER_OPTIONAL")],
	["for questions", () => registering("REGISTER_QUESTIONS")],
	["of preferences", preferring],
])("the page %s", async (_, open) => {
	const { html, status } = await open();
	expect(status).toBe(200);
	const paths = new Set([...html.matchAll(/(?:href|src)="(\/(?:ui|brands)\/[^"]+)"/g)].map(([, path]) => path!));
	expect([...paths].join(" ")).toMatch(/hosted\.css.*\/logo\?.*\/style\.css\?|hosted\.css.*\/style\.css\?.*\/logo\?/);
	const loaded = await Promise.all(
		[...paths].map(async (path) => {
			const answer = await world.call("GET", path.replaceAll("&amp;", "&"), undefined, { token: null });
			expect([path, answer.status]).toEqual([path, 200]);
			return answer.body as string;
		}),
	);
	const weights = await Promise.all([html, ...loaded].map(gzipBytes));
	const bytes = weights.reduce((sum, weight) => sum + weight, 0);
	expect(bytes).toBeGreaterThan(mostBytes / 4);
	expect(bytes).toBeLessThanOrEqual(mostBytes);
});
