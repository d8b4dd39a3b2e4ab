import { env } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import type { Bindings } from "../../src/env";
import { countSealed, listSealKeys } from "../../src/keys/service";
import { countSealedAttributes } from "../../src/users/attribute-data";
import { createAdministrator } from "../support/administrators";
import { createTokenUser } from "../support/otp-tokens";
import { createWorld, unique, type World } from "../support/world";

const [currentKey = ""] = (env as Bindings).SEAL_KEYS?.split(",") ?? [];
const [currentId = "", text = ""] = currentKey.split(":");

const keyed = (SEAL_KEYS: string) => createWorld({ bindings: { ...env, SEAL_KEYS } as Bindings });

const totalOf = (counts: Awaited<ReturnType<typeof countSealed>>, keyId: string) =>
	counts.filter((one) => one.keyId === keyId).reduce((sum, { count }) => sum + count, 0);

const createUser = (world: World) =>
	world.call("POST", "/api/v1/users", {
		profile: {
			login: unique("sealed"),
			email: "a@example.com",
			mobilePhone: "+4520123456",
			streetAddress: "1 Main Street",
			nickName: "v1.old.a.b",
		},
	});

describe("the sealing keys", () => {
	it("are listed by their ids, the first as the current one, with the date that an id begins with", async () => {
		const ids = ["2026-11", "2026-11-27-b", "2026-13", "k2026-11-27", "main", "20261127"];
		const { ctx } = await keyed(ids.map((id) => `${id}:${text}`).join(","));
		expect(listSealKeys(ctx)).toEqual([
			{ id: "2026-11", isCurrent: true, since: "2026-11" },
			{ id: "2026-11-27-b", isCurrent: false, since: "2026-11-27" },
			{ id: "2026-13", isCurrent: false, since: null },
			{ id: "k2026-11-27", isCurrent: false, since: "2026-11-27" },
			{ id: "main", isCurrent: false, since: null },
			{ id: "20261127", isCurrent: false, since: null },
		]);
		expect(JSON.stringify(listSealKeys(ctx))).not.toContain(text);
	});
});

describe("the count of what the keys seal", () => {
	it("tells the values of each key apart, in every table, and addresses among the attributes", async () => {
		const world = await createWorld();
		const countAll = async () => [...(await countSealed(world.ctx)), ...(await countSealedAttributes(world.ctx))];
		await createUser(world);
		await createTokenUser(world);
		await createAdministrator(world);
		const later = await keyed(`older:${text},${currentId}:${text}`);
		expect((await createUser(later)).status).toBe(200);
		const counts = await countAll();
		const of = (keyId: string, table: string, column: string) =>
			counts.find((one) => one.keyId === keyId && one.table === table && one.column === column)?.count;
		// E-mail, telephone and address of the user whom the other key sealed.
		expect(totalOf(counts, "older")).toBe(3);
		expect(of("older", "users", "email_sealed")).toBe(1);
		expect(of("older", "users", "attributes")).toBe(1);
		expect(of("old", "users", "attributes")).toBeUndefined();
		expect(of(currentId, "factors", "secret_sealed")).toBeGreaterThan(0);
		expect(of(currentId, "administrators", "password_sealed")).toBe(1);
		expect(of(currentId, "administrator_credentials", "secret_sealed")).toBe(1);
	});
});
