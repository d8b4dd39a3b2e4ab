import { describe, expect, it } from "vitest";
import { createAdministrator, signedIn } from "../support/administrators";
import { createReader } from "../support/reader";
import { createWorld } from "../support/world";

async function createSignedIn() {
	const world = await createWorld();
	const { cookie } = await signedIn(world, (await createAdministrator(world, "READ_ONLY")).id);
	return { world, reader: createReader(world, cookie) };
}

const log = (query: Record<string, string>) => `/console/log?${new URLSearchParams(query)}`;

/** The addresses of a page's links. */
const hrefs = (html: string) => [...html.matchAll(/href="([^"]+)"/g)].map(([, href]) => href!.replaceAll("&amp;", "&"));

describe("a search of the log that somebody saves", () => {
	const query = { event: "user.session.start", result: "FAILURE", period: "30d" };
	const save = (reader: Awaited<ReturnType<typeof createSignedIn>>["reader"], name: string, search: string) =>
		reader.send("save", { name, search });

	it("stands on the page under its name, leads to what was shown, and goes again", async () => {
		const { reader } = await createSignedIn();
		expect((await reader.open("/console/log")).html).not.toContain("Save this search");
		const { html, path } = await reader.open(log(query));
		const search = /name="search" value="([^"]+)"/.exec(html)![1]!.replaceAll("&amp;", "&");
		const saved = await save(reader, "Refused & late", search);
		expect(saved.html).toContain("The search Refused &amp; late is saved.");
		expect(saved.html).not.toContain("Save this search");
		const [kept] = hrefs((await reader.open("/console/log")).html).filter((href) => href.includes("FAILURE"));
		expect([...new URLSearchParams(kept!.split("?")[1])].sort()).toEqual(
			[...new URLSearchParams(path.split("?")[1])].sort(),
		);
		expect((await reader.send("forget", { saved: "Refused & late" })).html).toContain("is deleted");
		expect((await reader.open("/console/log")).html).not.toContain("Refused &amp; late");
		expect((await reader.send("forget", { saved: "Refused & late" })).status).toBe(404);
	});

	it("is nobody else's", async () => {
		const { world, reader } = await createSignedIn();
		await reader.open("/console/log");
		await save(reader, "Mine", "result=DENY");
		const other = createReader(world, (await signedIn(world, (await createAdministrator(world)).id)).cookie);
		expect((await other.open("/console/log")).html).not.toContain("Mine");
		expect((await other.send("forget", { saved: "Mine" })).status).toBe(404);
		expect((await reader.open("/console/log")).html).toContain("Mine");
	});

	it("replaces the one of the same name; there are thirty at the most, also of forty at once", async () => {
		const { reader } = await createSignedIn();
		await reader.open("/console/log");
		const numbers = Array.from({ length: 40 }, (_, index) => index);
		const answers = await Promise.all(numbers.map((number) => save(reader, `Search ${number}`, `q=${number}`)));
		expect(answers.filter(({ html }) => html.includes("at most 30 entries"))).toHaveLength(10);
		const { html } = await reader.open("/console/log");
		const names = [...html.matchAll(/class="chip-name"[^>]*>([^<]+)</g)].map(([, name]) => name!);
		expect(names).toHaveLength(30);
		expect((await save(reader, names[0]!, "q=new")).html).toContain("is saved");
		expect(hrefs((await reader.open("/console/log")).html)).toContain("/console/log?q=new");
	});

	it.each(["//evil.example", "javascript:alert(1)", "event=", "period=x&after=%00", "__proto__=1"])(
		"leads to the log, whatever was sent for a query: %s",
		async (search) => {
			const { reader } = await createSignedIn();
			await reader.open("/console/log");
			await save(reader, "Odd", search);
			const { html } = await reader.open("/console/log");
			expect(/class="chip-name" href="([^"]+)"/.exec(html)![1]).toBe("/console/log");
		},
	);
});
