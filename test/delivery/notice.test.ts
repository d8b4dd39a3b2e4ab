// E-mails about administrators' accounts: as many at once as the platform lets out, and the others the next time.
import { env } from "cloudflare:test";
import { expect, it } from "vitest";
import { noticeStatement } from "../../src/administrators/administrator";
import { takeNoticeMails } from "../../src/administrators/notice-mails";
import { mailNotices } from "../../src/delivery/notice";
import { createAccount, emailAccount, removeAllProviders } from "../providers/accounts/accounts";
import { createAdministrator } from "../support/administrators";
import { createWorld } from "../support/world";

it("sends five notices at once, and the sixth the next time", async () => {
	let [asked, open, most] = [0, 0, 0];
	const world = await createWorld({
		bindings: { ...env, ENVIRONMENT: "production" },
		fetch: async () => {
			asked += 1;
			open += 1;
			most = Math.max(most, open);
			await new Promise((resolve) => setTimeout(resolve, 300));
			open -= 1;
			return Response.json({ id: "1" });
		},
	});
	await removeAllProviders(world);
	await createAccount(world, emailAccount);
	const ada = await createAdministrator(world);
	await takeNoticeMails(world.ctx);
	for (let count = 0; count < 6; count++) await noticeStatement(world.ctx, ada.id, "PASSKEY_ADDED").run();
	await mailNotices(world.ctx);
	expect([asked, most]).toEqual([5, 5]);
	await mailNotices(world.ctx);
	expect(asked).toBe(6);
});
