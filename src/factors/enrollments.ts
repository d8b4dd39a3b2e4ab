// What a user is enrolled in, beside what the user's policy says of every authenticator.
import { listAuthenticators } from "../authenticators/service";
import type { Ctx } from "../context";
import { ruleFor, settingOf } from "../policies/enrollment/evaluate";
import { effectivePolicy } from "../policies/enrollment/read";
import { listPolicyRules } from "../policies/enrollment/rules/service";
import { listFactors } from "./read";
import type { UserEnrollmentView } from "./schema";

export async function listEnrollments(ctx: Ctx, userId: string): Promise<UserEnrollmentView[]> {
	const [factors, authenticators, { offered, ...policy }] = await Promise.all([
		listFactors(ctx, userId),
		listAuthenticators(ctx),
		effectivePolicy(ctx, userId),
	]);
	const found = ruleFor(await listPolicyRules(ctx, policy.id), userId);
	const rule = found && { id: found.id, name: found.name, enroll: { self: found.enroll } };
	return authenticators.map(({ id, key, name }) => ({
		authenticator: { id, key, name },
		enroll: { self: settingOf(offered, id) },
		enrolled: factors.some((factor) => factor.authenticatorId === id && factor.status === "ACTIVE"),
		policy,
		rule,
	}));
}
