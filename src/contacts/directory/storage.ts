// Contact data in a customer's own HTTP directory. The values are there and nowhere else; the flags are here.
import type { Ctx } from "../../context";
import type { ContactStorage, Statements } from "../storage";
import { askDirectory } from "./call";

export const directory: ContactStorage = {
	async read(ctx, { login }, keys) {
		const found = await Promise.all(
			keys.map(async (key) => {
				const answer = await askDirectory(ctx, { method: "GET", login, key });
				if (!answer.ok) throw answer.error;
				return answer.value === null ? [] : [[key, answer.value] as const];
			}),
		);
		return new Map(found.flat());
	},

	async write(ctx, { login }, key, value, { unsure, refused, kept }) {
		await runAll(ctx, unsure);
		const answer = await askDirectory(ctx, { method: "PUT", login, key, value });
		if (answer.ok) return runAll(ctx, kept);
		if (answer.hasTaken === false) await runAll(ctx, refused);
		throw answer.error;
	},
};

async function runAll(ctx: Ctx, [first, ...others]: Statements): Promise<void> {
	if (first) await ctx.db.batch([first, ...others]);
}
