// One message: whom it was for, and everything that happened to it on its way.
import type { FC } from "hono/jsx";
import { listSenders } from "../../delivery/tracking/senders";
import { getDelivery } from "../../delivery/tracking/service";
import { listSources } from "../../inbound/service";
import { Card, Facts } from "../../ui/card";
import { countryName } from "../../ui/formats";
import { namesOfUsers } from "../../users/service";
import { type PageState, page } from "../../web/page";
import { CopyableId } from "../copyable";
import { consolePage } from "../frame";
import { overseers } from "../menu";
import { paths, signInFor, userAt } from "../paths";
import { DeliveryStatusBadge, SourceLink, wordsIn } from "./parts";
import { addressOf } from "./query";
import { Timeline } from "./timeline";

export const deliveryPage = page({
	path: `${paths.deliveries}/{deliveryId}`,
	access: overseers,
	signIn: signInFor,
	load: async (ctx, { params }) => {
		const [timeline, senders, sources] = await Promise.all([
			getDelivery(ctx, params.deliveryId),
			listSenders(ctx),
			listSources(ctx),
		]);
		const { userId, sourceId } = timeline.delivery;
		const userName = (await namesOfUsers(ctx, [userId])).get(userId ?? "") ?? userId;
		const sourceName = sources.find(({ id }) => id === sourceId)?.name ?? sourceId;
		return { actor: ctx.actor, now: ctx.now(), timeline, senders, userName, sourceName };
	},
	view: (state, shown) => {
		const { language } = state.frame;
		const words = wordsIn(language);
		const { id, channel, destinationMasked, destinationHash } = shown.timeline.delivery;
		const log = `${paths.log}?${new URLSearchParams({ target: id, period: "30d" })}`;
		return consolePage(state, {
			title: words.one(words.channels[channel], destinationMasked),
			actor: shown.actor,
			scripts: ["copy.js"],
			tools: (
				<>
					<a class="button" href={addressOf({ to: destinationHash })}>
						{words.sameDestination}
					</a>
					<a class="button" href={log}>
						{words.inLog}
					</a>
				</>
			),
			children: (
				<>
					<DeliveryFacts state={state} {...shown} />
					<Timeline state={state} {...shown} />
				</>
			),
		});
	},
});

interface FactsProps {
	state: PageState;
	timeline: Awaited<ReturnType<typeof getDelivery>>;
	userName: string | null;
	sourceName: string | null;
}

const DeliveryFacts: FC<FactsProps> = ({ state, timeline: { delivery }, userName, sourceName }) => {
	const { language } = state.frame;
	const words = wordsIn(language);
	const { id, channel, purpose, country, status, userId, sourceId, outcome } = delivery;
	return (
		<Card id="facts" title={words.facts}>
			<Facts
				facts={[
					[words.id, <CopyableId id={id} language={language} />],
					[words.status, <DeliveryStatusBadge status={status} language={language} />],
					[words.destination, <span translate="no">{delivery.destinationMasked}</span>],
					[words.country, country && countryName(country, language)],
					[words.channel, words.channels[channel]],
					[words.purpose, words.purposes[purpose]],
					[
						words.user,
						userId && (
							<a href={userAt(userId)} translate="no">
								{userName}
							</a>
						),
					],
					[words.source, sourceId && <SourceLink id={sourceId} name={sourceName ?? sourceId} />],
					[words.outcome, outcome && words.outcomes[outcome]],
				]}
			/>
		</Card>
	);
};
