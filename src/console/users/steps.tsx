// The pages that ask once more before a step: suspend, deactivate, delete a user, remove all factors or devices.
import type { Ctx, Role } from "../../context";
import { unregisterAllDevices } from "../../devices/service";
import { ApiError } from "../../errors";
import { listFactors } from "../../factors/read";
import { resetFactors } from "../../factors/remove";
import { deactivateUser, deleteUser, suspendUser } from "../../users/lifecycle";
import { type UserStatus, userStatuses } from "../../users/schema";
import { getUserById } from "../../users/service";
import type { User } from "../../users/user";
import { SeeOther } from "../../web/page";
import { administrators, helpDesk } from "../../web/router";
import { done, type FlashKey } from "../flash";
import { consoleWords } from "../frame";
import { paths, userAt } from "../paths";
import { question } from "../question";
import type { ConsoleWords } from "../words/en";

interface Step {
	name: "suspend" | "deactivate" | "delete" | "reset-factors" | "unregister-devices";
	access: readonly Role[];
	/** The statuses that the step starts from. */
	from: readonly UserStatus[];
	texts(words: ConsoleWords["userSteps"], user: User, factors: number): { title: string; text: string; button: string };
	/** The texts say how many factors there are. */
	tellsFactors?: boolean;
	take(ctx: Ctx, user: User): Promise<void>;
	done: FlashKey;
	/** Where the user's page is gone. */
	next?: string;
}

const named = (words: ConsoleWords["userSteps"]["delete"], { displayName }: User) => ({
	title: words.title(displayName),
	text: words.text,
	button: words.button(displayName),
});

const steps: readonly Step[] = [
	{
		name: "suspend",
		access: helpDesk,
		from: ["ACTIVE"],
		texts: ({ suspend }, user) => named(suspend, user),
		take: (ctx, { id }) => suspendUser(ctx, id),
		done: "users.suspended",
	},
	{
		name: "deactivate",
		access: administrators,
		from: ["STAGED", "PROVISIONED", "ACTIVE", "SUSPENDED"],
		texts: ({ deactivate }, user) => named(deactivate, user),
		take: (ctx, { id }) => deactivateUser(ctx, id),
		done: "users.deactivated",
	},
	{
		name: "delete",
		access: administrators,
		from: ["DEPROVISIONED"],
		texts: (words, user) => named(words.delete, user),
		take: (ctx, { id }) => deleteUser(ctx, id),
		done: "users.deleted",
		next: paths.users,
	},
	{
		name: "reset-factors",
		tellsFactors: true,
		access: helpDesk,
		from: userStatuses,
		texts: ({ reset }, { displayName }, factors) => ({
			title: reset.title(displayName),
			text: reset.text(factors),
			button: reset.button(displayName),
		}),
		take: (ctx, { id }) => resetFactors(ctx, id),
		done: "users.reset",
	},
	{
		name: "unregister-devices",
		access: helpDesk,
		from: userStatuses,
		texts: ({ devices }, user) => named(devices, user),
		take: (ctx, { id }) => unregisterAllDevices(ctx, id),
		done: "users.unregistered",
	},
];

export const stepPages = steps.map((step) =>
	question({
		path: `/console/users/{userId}/${step.name}`,
		access: step.access,
		load: async (ctx, { params: { userId = "" } }) => {
			const user = await getUserById(ctx, userId);
			// Somebody else was faster, or an old page was open.
			if (!step.from.includes(user.status)) throw new SeeOther(userAt(userId));
			return { user, factors: step.tellsFactors ? (await listFactors(ctx, userId)).length : 0 };
		},
		ask: ({ user, factors }, { frame }) => {
			const { title, text, button } = step.texts(consoleWords[frame.language].userSteps, user, factors);
			return { title, of: { href: userAt(user.id), text: user.displayName }, button, text: <p>{text}</p> };
		},
		take: async (ctx, { params }) => {
			const user = await getUserById(ctx, params.userId!);
			// A deletion would only deactivate a user who has been activated again meanwhile.
			if (!step.from.includes(user.status)) throw new ApiError("E0000038");
			await step.take(ctx, user);
			return done(step.next ?? userAt(user.id), step.done, user.displayName);
		},
	}),
);
