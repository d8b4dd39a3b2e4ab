// Permissions of customer care in the console: off until somebody switches them on, for administrators and API tokens.
import { beforeAll, describe, expect, it } from "vitest";
import { getAdministrator } from "../../src/administrators/administrator";
import { sessionOf } from "../../src/administrators/sessions";
import { hasPermission, permissions } from "../../src/context";
import { carePath, note } from "../care/care";
import { createAdministrator, signedIn } from "../support/administrators";
import { createUser } from "../support/otp-tokens";
import { createReader } from "../support/reader";
import { createWorld, unique, type World } from "../support/world";

let world: World;
let reader: ReturnType<typeof createReader>;
beforeAll(async () => {
	world = await createWorld();
	reader = createReader(world, (await signedIn(world, (await createAdministrator(world)).id)).cookie);
});

/** The permissions whose switches stand on, in the order of the page. */
const switchedOn = (html: string) =>
	[...html.matchAll(/<input[^>]*type="checkbox"[^>]*>/g)]
		.filter(([input]) => /\bchecked\b/.test(input))
		.map(([input]) => /name="(\w+)"/.exec(input)?.[1]);

const administratorsPath = "/console/administrators";
const invited = () => ({ login: `${unique("desk")}@example.com`, displayName: "", role: "HELP_DESK" });
const tokenFields = (more: Record<string, string>) => ({
	name: unique("desk"),
	role: "HELP_DESK",
	applicationId: "",
	sourceId: "",
	rateLimit: "SMALL",
	...more,
});

describe("an administrator", () => {
	it.each<[string, Record<string, string>, readonly string[]]>([
		["none", {}, []],
		["the first", { temporaryAllow: "on" }, ["temporaryAllow"]],
		["the second", { helpDeskCode: "on" }, ["helpDeskCode"]],
		["both", { temporaryAllow: "on", helpDeskCode: "on" }, permissions],
	])("is invited with the permissions that were switched on: %s", async (_, switches, given) => {
		expect(switchedOn((await reader.open(`${administratorsPath}/new`)).html)).toEqual([]);
		const { path, html } = await reader.send("invite", { ...invited(), ...switches });
		expect((await getAdministrator(world.ctx, path.split("/").at(-1)!)).permissions).toEqual(given);
		expect(html).toContain("Permissions");
		expect(html.includes("Temporary allow")).toBe(given.includes("temporaryAllow"));
		expect(html.includes("Code of the help desk")).toBe(given.includes("helpDeskCode"));
	});

	it("may do it from the next request on, and no more once the switch is off", async () => {
		const desk = await createAdministrator(world, "HELP_DESK");
		const { cookie } = await signedIn(world, desk.id);
		const given = async () => {
			const session = await sessionOf(world.ctx, new Request("https://otp.test/", { headers: { cookie } }));
			return permissions.filter((one) => hasPermission(session!.actor, one));
		};
		expect(await given()).toEqual([]);
		const edit = `${administratorsPath}/${desk.id}/edit`;
		await reader.open(edit);
		await reader.send("save", { displayName: "Desk", role: "HELP_DESK", helpDeskCode: "on" });
		expect(await given()).toEqual(["helpDeskCode"]);
		expect(switchedOn((await reader.open(edit)).html)).toEqual(["helpDeskCode"]);
		await reader.send("save", { displayName: "Desk", role: "HELP_DESK" });
		expect(await given()).toEqual([]);
	});

	it.each(["en", "ja"])("who may only read gets none, and the form loses nothing: %s", async (language) => {
		const desk = await createAdministrator(world, "HELP_DESK");
		await reader.open(`${administratorsPath}/${desk.id}/edit?language=${language}`);
		const input = { displayName: "Only reads", role: "READ_ONLY", helpDeskCode: "on" };
		const { status, html } = await reader.send("save", input);
		expect(status).toBe(400);
		expect(html).toContain('id="field-helpDeskCode-error"');
		expect(html).toContain(language === "en" ? "can have a permission" : "追加の許可を付けられるのは");
		expect(html).toContain('value="Only reads"');
		expect(switchedOn(html)).toEqual(["helpDeskCode"]);
		expect(await getAdministrator(world.ctx, desk.id)).toMatchObject({ role: "HELP_DESK", permissions: [] });
		await reader.open(`${administratorsPath}?language=en`);
	});
});

describe("an API token", () => {
	it("does what was switched on, and nothing else", async () => {
		await reader.open("/console/tokens/new");
		const { html } = await reader.send("create", tokenFields({ temporaryAllow: "on" }));
		const token = /\b00[A-Za-z0-9]{40}\b/.exec(html)?.[0] ?? "";
		expect(html).toContain("Temporary allow");
		expect(html).not.toContain("Code of the help desk");
		const { id } = await createUser(world);
		const act = (action: string, body: object) =>
			world.call("POST", `${carePath}/${id}/${action}`, { ...note, ...body }, { token });
		expect((await act("temporary-allow", {})).status).toBe(200);
		expect((await act("help-desk-code", { application: "0oa00000000000000000" })).body.errorCode).toBe("E0000006");
	});

	it.each(["VERIFIER", "READ_ONLY"])("with the role %s gets none, and says so at the switch", async (role) => {
		await reader.open("/console/tokens/new");
		const input = tokenFields({ role, temporaryAllow: "on", helpDeskCode: "on" });
		const { status, html } = await reader.send("create", input);
		expect([status, html.includes('id="field-temporaryAllow-error"')]).toEqual([400, true]);
		expect(html).toContain(`value="${input.name}"`);
		expect(switchedOn(html)).toEqual([...permissions]);
	});
});
