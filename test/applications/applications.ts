// Applications made through the API.
import { unique, type World } from "../support/world";

export const applicationsPath = "/api/v1/applications";

/** A dot of one pixel. */
export const logo =
	"data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

/** An input with every field that needs no other application. */
export const applicationInput = () => ({
	name: unique("Shop"),
	returnUrls: ["https://shop.example.com/signed-in", "http://127.0.0.1:3000/back?from=otp"],
	defaultLocale: "ja_JP",
	region: "JP",
	timeZone: "Asia/Tokyo",
	contactText: { en: "Call the service desk: 4711", ja: "サービスデスク: 内線 4711" },
	branding: { name: "The Shop", logo, accentColor: "#0b5fad" },
	signingAlgorithm: "EdDSA",
});

export async function createApplication(world: World, more: Record<string, unknown> = {}) {
	const answer = await world.call("POST", applicationsPath, { ...applicationInput(), ...more });
	if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
	return { id: answer.body.id as string, path: `${applicationsPath}/${answer.body.id}`, body: answer.body };
}
