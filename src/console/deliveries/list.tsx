// Deliveries, the newest first: looking for a message by whom it was for, who delivered it, and where it is.
import * as z from "zod";
import type { Ctx } from "../../context";
import { listSenders } from "../../delivery/tracking/senders";
import { destinationKey, listDeliveries } from "../../delivery/tracking/service";
import { invalid } from "../../errors";
import { listSources } from "../../inbound/service";
import { deliveryStatuses } from "../../messages/message";
import { Empty } from "../../ui/card";
import { readLocalTime } from "../../ui/zone";
import { getUserOfField, namesOfUsers } from "../../users/service";
import { atFields } from "../../web/at-fields";
import { action, page, SeeOther } from "../../web/page";
import { consolePage } from "../frame";
import { optional } from "../input";
import { NothingFound } from "../list-filter";
import { overseers } from "../menu";
import { paths, signInFor } from "../paths";
import { Chosen, Filters } from "./filters";
import { wordsIn } from "./parts";
import { addressOf, type Conditions, hasConditions } from "./query";
import { DeliveryTable } from "./rows";

const rowsPerPage = 50;

const chosen = {
	provider: optional(z.string().max(40)),
	status: optional(z.enum(deliveryStatuses)),
	from: optional(z.string().max(30)),
	until: optional(z.string().max(30)),
};

export const deliveriesPage = page({
	path: paths.deliveries,
	access: overseers,
	signIn: signInFor,
	query: z.object({
		...chosen,
		user: optional(z.string().max(40)),
		to: optional(z.string().max(100)),
		after: z.string().max(40).optional(),
	}),
	load: async (ctx, { query, frame: { zone } }) => {
		const [found, senders, sources] = await Promise.all([
			findDeliveries(ctx, query, zone),
			listSenders(ctx),
			listSources(ctx),
		]);
		const names = await namesOfUsers(ctx, [query.user ?? null, ...found.items.map(({ userId }) => userId)]);
		for (const { id, name } of sources) names.set(id, name);
		return { actor: ctx.actor, now: ctx.now(), query, found, senders, names };
	},
	view: (state, { actor, now, query, found, senders, names }) => {
		const words = wordsIn(state.frame.language);
		const isEmpty = found.items.length === 0;
		return consolePage(state, {
			title: words.title,
			lead: words.lead,
			actor,
			tools: (
				<a class="button" href={`${paths.deliveries}/success`}>
					{words.successLink}
				</a>
			),
			children: (
				<>
					<Filters state={state} query={query} senders={senders} />
					<Chosen state={state} query={query} userName={names.get(query.user ?? "")} isEmpty={isEmpty} />
					{!isEmpty && (
						<DeliveryTable
							frame={state.frame}
							rows={found.items}
							next={found.next ?? null}
							now={now}
							senders={senders}
							names={names}
						/>
					)}
					{isEmpty && hasConditions(query) && <NothingFound state={state} />}
					{isEmpty && !hasConditions(query) && (
						<Empty title={words.empty} lead={words.emptyLead}>
							<a class="button" href={paths.users}>
								{words.users}
							</a>
						</Empty>
					)}
				</>
			),
		});
	},
	actions: {
		find: action({
			fields: z.object({
				destination: z.string().trim().max(320),
				user: z.string().trim().max(100),
				...chosen,
			}),
			run: async (ctx, { destination, user, ...conditions }, { request, frame }) => {
				const before = new URL(request.url).searchParams;
				for (const field of ["from", "until"] as const) timeOf(field, conditions[field], frame.zone);
				const to = await atFields(
					() => "destination",
					() => (destination === "" ? before.get("to") : destinationKey(ctx, destination)),
				);
				const userId = user === "" ? before.get("user") : (await getUserOfField(ctx, "user", user)).id;
				return new SeeOther(addressOf({ ...conditions, to, user: userId }));
			},
		}),
	},
});

function findDeliveries(ctx: Ctx, query: Conditions & { after?: string | undefined }, zone: string) {
	const { user, to, provider, status, after } = query;
	const isHook = provider?.startsWith("cal");
	return listDeliveries(ctx, {
		userId: user ?? undefined,
		destinationHash: to ?? undefined,
		accountId: (!isHook && provider) || undefined,
		hookId: (isHook && provider) || undefined,
		status: status ?? undefined,
		since: timeOf("from", query.from, zone),
		until: timeOf("until", query.until, zone),
		after,
		limit: rowsPerPage,
	});
}

/** Throws at the field whose time can't be read. */
function timeOf(field: "from" | "until", text: string | null | undefined, zone: string): number | undefined {
	if (!text) return undefined;
	const at = readLocalTime(text, zone);
	if (at === null) throw invalid(field, "not-time");
	return at;
}
