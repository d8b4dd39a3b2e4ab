import { describe, expect, it } from "vitest";
import { ja } from "../../../src/drivers/words/ja";
import { getDriverForm } from "../../../src/providers/accounts/form";
import { driverViews } from "../../../src/providers/accounts/view";
import { createWorld } from "../../support/world";

describe("the form of a driver", () => {
	it("has its settings before its secrets, and what a form needs to know of each", async () => {
		const { ctx } = await createWorld();
		const { title, fields } = getDriverForm(ctx, "smtp", "en");
		expect([title, fields.map(({ key }) => key)]).toEqual([
			"SMTP",
			["host", "port", "security", "fromAddress", "fromName", "userName", "password"],
		]);
		expect(fields[0]).toMatchObject({
			isRequired: true,
			isSecret: false,
			maxLength: 253,
			examples: ["smtp.example.com"],
		});
		expect(fields[1]).toMatchObject({ isRequired: false, type: "integer", default: 465 });
		expect(fields[2]).toMatchObject({ enum: ["IMPLICIT_TLS", "STARTTLS"] });
		expect(fields.at(-1)).toMatchObject({ isRequired: false, isSecret: true, name: "password.secret" });
	});

	it("is in Japanese for every driver, and no translation is left over", async () => {
		const { ctx } = await createWorld();
		const texts = driverViews(ctx).flatMap(({ id }) =>
			getDriverForm(ctx, id, "en").fields.flatMap(({ title, description }) => [title, description]),
		);
		const known = new Set(Object.keys(ja).map((text) => text.replaceAll("`", "")));
		const said = new Set(texts.filter((text) => text !== ""));
		expect([...said].filter((text) => !known.has(text))).toEqual([]);
		expect([...known].filter((text) => !said.has(text))).toEqual([]);
		const japanese = getDriverForm(ctx, "telegram", "ja").fields;
		expect(japanese.map(({ title }) => title)).toEqual(["送信方法", "送信元", "トークン"]);
		expect(JSON.stringify(japanese)).not.toContain("`");
	});

	it("isn't there for a driver that isn't", async () => {
		const { ctx } = await createWorld();
		expect(() => getDriverForm(ctx, "nobody", "en")).toThrow(/nobody/);
		expect(() => getDriverForm({ ...ctx, env: { ...ctx.env, isDevelopment: false } }, "inbox", "en")).toThrow();
	});
});
