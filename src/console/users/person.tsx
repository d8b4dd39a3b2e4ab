// The page of one person: status, factors, codes, failed attempts, groups, policy, and what happened.
import * as z from "zod";
import { loginsOfAdministrators } from "../../administrators/administrator";
import { type Ctx, hasRole, type Role } from "../../context";
import { listRegisteredDevices } from "../../devices/service";
import { challengeFactor, resendCode } from "../../factors/challenge";
import { listEnrollments } from "../../factors/enrollments";
import { summarizeFactors } from "../../factors/overview";
import { getFactor } from "../../factors/read";
import { SendQuery } from "../../factors/schema";
import { noSendHeaders } from "../../factors/send-headers";
import { activateFactor, verifyFactor } from "../../factors/verify";
import { addMember, listGroupsOfUser, removeMember } from "../../groups/members";
import { getGroupByName, searchGroups } from "../../groups/search";
import { everyoneId, getGroup } from "../../groups/service";
import { listEventsAbout } from "../../log/about";
import { maskDestination } from "../../phone/mask";
import { activateUser, getLock, unlockUser, unsuspendUser } from "../../users/lifecycle";
import { nextSteps } from "../../users/schema";
import { getUserById } from "../../users/service";
import { action, page } from "../../web/page";
import { administrators, helpDesk } from "../../web/router";
import { done, type FlashKey } from "../flash";
import { consolePage } from "../frame";
import { code } from "../input";
import { everybody, overseers } from "../menu";
import { signInFor, userAt } from "../paths";
import { Devices } from "./device-card";
import { CheckCode, Factors } from "./factor-cards";
import { Groups, Policy } from "./membership-cards";
import { obstaclesOf } from "./obstacles";
import { Lock, Profile } from "./person-cards";
import { Ids, Obstacles, Steps } from "./status-cards";
import { Timeline } from "./timeline";

const mostGroups = 50;
const mostEvents = 50;
/** More groups than a choice can show are asked for by name. */
const mostChoices = 200;

const masked = (value: string | null) => value && maskDestination(value);

/** What a reader's role allows on this page. */
const allowed = (ctx: Ctx) => ({
	mayHelp: hasRole(ctx.actor, helpDesk),
	mayAdminister: hasRole(ctx.actor, administrators),
	/** Sees the log and the deliveries. */
	isOverseer: hasRole(ctx.actor, overseers),
});

const send = { ...SendQuery.parse({}), ...noSendHeaders };

/** A step that takes nothing away, so that nobody is asked once more. */
const stepAction = (access: readonly Role[], take: (ctx: Ctx, userId: string) => Promise<void>, told: FlashKey) =>
	action({
		access,
		fields: z.object({}),
		run: async (ctx, _values, { params }) => {
			const { id, displayName } = await getUserById(ctx, params.userId!);
			await take(ctx, id);
			return done(userAt(id), told, displayName);
		},
	});

const factorId = z.string().max(40);

export const personPage = page({
	path: "/console/users/{userId}",
	access: everybody,
	signIn: signInFor,
	load: async (ctx, { params: { userId } }) => {
		const user = await getUserById(ctx, userId);
		const role = allowed(ctx);
		const [factors, lock, groups, enrollments, events, devices, ofAdministrators, choices] = await Promise.all([
			summarizeFactors(ctx, userId),
			getLock(ctx, userId),
			listGroupsOfUser(ctx, userId, { limit: mostGroups }),
			listEnrollments(ctx, userId),
			listEventsAbout(ctx, userId, mostEvents),
			listRegisteredDevices(ctx, userId),
			loginsOfAdministrators(ctx, [user.login]),
			role.mayAdminister ? searchGroups(ctx, { limit: mostChoices }) : null,
		]);
		return {
			actor: ctx.actor,
			now: ctx.now(),
			...role,
			user: {
				...user,
				email: masked(user.email),
				secondEmail: masked(user.secondEmail),
				mobilePhone: masked(user.mobilePhone),
				primaryPhone: masked(user.primaryPhone),
			},
			steps: nextSteps[user.status],
			factors,
			lock,
			obstacles: obstaclesOf({ status: user.status, lock, factors, enrollments }),
			groups,
			choices:
				choices && choices.next === undefined
					? choices.items.filter(({ id }) => id !== everyoneId && !groups.items.some((group) => group.id === id))
					: null,
			enrollments,
			events,
			devices,
			isCared: role.mayHelp && ofAdministrators.size === 0,
		};
	},
	view: (state, person) =>
		consolePage(state, {
			title: person.user.displayName,
			lead: <Ids state={state} user={person.user} />,
			tools: <Steps state={state} person={person} />,
			actor: person.actor,
			scripts: ["copy.js"],
			children: (
				<>
					<Obstacles state={state} person={person} />
					<div class="columns">
						<div class="stack">
							<Factors state={state} person={person} />
							<CheckCode state={state} person={person} />
							<Lock state={state} person={person} />
							<Timeline state={state} person={person} />
						</div>
						<div class="stack">
							<Profile state={state} person={person} />
							<Devices state={state} person={person} />
							<Groups state={state} person={person} />
							<Policy state={state} person={person} />
						</div>
					</div>
				</>
			),
		}),
	actions: {
		activate: stepAction(administrators, activateUser, "users.activated"),
		unsuspend: stepAction(helpDesk, unsuspendUser, "users.unsuspended"),
		unlock: stepAction(helpDesk, unlockUser, "users.unlocked"),
		send: action({
			access: helpDesk,
			fields: z.object({ factorId }),
			run: async (ctx, { factorId }, { params }) => {
				const userId = params.userId!;
				const { status } = await getFactor(ctx, userId, factorId);
				if (status === "ACTIVE") await challengeFactor(ctx, userId, factorId, send);
				else await resendCode(ctx, userId, factorId, {}, send);
				return done(userAt(userId), "users.sent");
			},
		}),
		check: action({
			access: helpDesk,
			fields: z.object({ factorId, passCode: code }),
			run: async (ctx, { factorId, passCode }, { params }) => {
				const userId = params.userId!;
				const { status } = await getFactor(ctx, userId, factorId);
				if (status === "ACTIVE") await verifyFactor(ctx, userId, factorId, { passCode });
				else await activateFactor(ctx, userId, factorId, passCode);
				return done(userAt(userId), status === "ACTIVE" ? "users.right" : "users.proven");
			},
		}),
		join: action({
			access: administrators,
			fields: z.object({ group: z.string().trim().min(1).max(255) }),
			run: async (ctx, { group }, { params }) => {
				const { id, name } = await getGroupByName(ctx, group);
				await addMember(ctx, id, params.userId!);
				return done(userAt(params.userId!), "users.joined", name);
			},
		}),
		leave: action({
			access: administrators,
			fields: z.object({ groupId: z.string().max(40) }),
			run: async (ctx, { groupId }, { params }) => {
				const { id, name } = await getGroup(ctx, groupId);
				await removeMember(ctx, id, params.userId!);
				return done(userAt(params.userId!), "users.left", name);
			},
		}),
	},
});
