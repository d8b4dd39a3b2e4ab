// The property that an application keeps itself: which application's properties it inherits (`extends`).
import type { Elsewhere } from "../settings/elsewhere";
import { changeApplication, checkBase, findApplication, getApplication } from "./service";

export const applicationProperties: Elsewhere = {
	async read(ctx, scope) {
		const base = (await findApplication(ctx, scope))?.extends ?? null;
		return new Map(base === null ? [] : [["extends", base]]);
	},
	async change(ctx, scope, changes, { isTrial }) {
		const base = changes.get("extends") ?? null;
		if (!isTrial) return void (await changeApplication(ctx, scope, { extends: base }));
		await getApplication(ctx, scope);
		await checkBase(ctx, base);
	},
};
