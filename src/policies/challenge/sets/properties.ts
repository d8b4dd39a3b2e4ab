// The property of all challenge types that policy sets keep: how long failures count.
import type { Ctx } from "../../../context";
import { invalid } from "../../../errors";
import { defaultScope } from "../../../settings/catalogue";
import type { Elsewhere } from "../../../settings/elsewhere";
import { changeLockDurations, getPolicySet } from "../set-service";
import { lockDuration } from "./schema";

const name = "all.factor.lockDuration";

export const policySetProperties: Elsewhere = {
	/** As the step says that asks for codes. Another step may have a time of its own. */
	async read(ctx, scope) {
		if (scope !== defaultScope) return new Map();
		return new Map([[name, String((await getPolicySet(ctx, "CHALLENGE")).lockDuration)]]);
	},
	/** For every step. */
	async change(ctx: Ctx, scope, changes, { isTrial }) {
		if (scope !== defaultScope) throw invalid(name, "property-of-one-scope");
		const value = changes.get(name) ?? null;
		const wanted = lockDuration.safeParse(value === null ? undefined : Number(value));
		if (!wanted.success) throw invalid(name, "lock-duration");
		if (!isTrial) await changeLockDurations(ctx, wanted.data);
	},
};
