/// <reference types="vite/types/importMeta.d.ts" />
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { drivers } from "../../../src/drivers";

/** Every driver there is, found without the registry. */
const files = import.meta.glob<Record<string, unknown>>("../../../src/drivers/*.ts", { eager: true });

/** What else lies in the folder: the contract and the registry itself. */
const others = ["driver", "index"];

/** Fields that hold a URL by name only: nobody connects to an XML namespace. */
const neverCalled = ["namespace"];

describe("the registry of drivers", () => {
	it("has every driver of the folder, once, under the name of its file", () => {
		const names = Object.keys(files).map((path) => path.split("/").at(-1)!.replace(".ts", ""));
		expect(drivers.map(({ id }) => id).sort()).toEqual(names.filter((name) => !others.includes(name)).sort());
	});

	it.each(drivers)("names the URLs in the config of $id so that they are checked", ({ config }) => {
		const properties = z.toJSONSchema(config, { io: "input" }).properties ?? {};
		for (const [name, field] of Object.entries(properties)) {
			if ((field as { format?: string }).format !== "uri" || neverCalled.includes(name)) continue;
			expect(["url", "endpoint"]).toContain(name);
		}
	});
});
