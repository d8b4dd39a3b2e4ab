// One event of the log: what happened in words, with the way to events like it, and its JSON.
import { getLogEvent } from "../../log/read";
import { Card, Facts } from "../../ui/card";
import { Badge, CodePanel } from "../../ui/parts";
import { Time } from "../../ui/time";
import { page } from "../../web/page";
import { CopyableId } from "../copyable";
import { eventName } from "../event-name";
import { consolePage, consoleWords } from "../frame";
import { overseers } from "../menu";
import { paths, signInFor } from "../paths";
import { LogPageQuery } from "./query";
import { Party, Result, Value } from "./rows";

/** Links from here begin a filter of their own. */
const noFilter = LogPageQuery.parse({});

export const eventPage = page({
	path: `${paths.log}/{uuid}`,
	access: overseers,
	signIn: signInFor,
	load: async (ctx, { params }) => ({
		actor: ctx.actor,
		now: ctx.now(),
		event: await getLogEvent(ctx, params.uuid),
	}),
	view: (state, { actor, now, event }) => {
		const { frame } = state;
		const words = consoleWords[frame.language].event;
		const { client, outcome, transaction, target } = event;
		const { requestUri, requestId, ...details } = event.debugContext.debugData;
		const values = { query: noFilter, frame };
		const value = (path: string, text: string | null | undefined) =>
			text ? (
				<Value {...values} path={path} value={text}>
					<code>{text}</code>
				</Value>
			) : null;
		return consolePage(state, {
			title: eventName(event.eventType, event.displayMessage, frame.language).text,
			actor,
			scripts: ["copy.js"],
			children: (
				<>
					<Card id="facts" title={words.facts}>
						<Facts
							facts={[
								[words.time, <Time at={Date.parse(event.published)} now={now} frame={frame} />],
								[words.type, value("eventType", event.eventType)],
								[
									words.outcome,
									<>
										<Result result={outcome.result} frame={frame} />{" "}
										{outcome.reason !== null && <code>{outcome.reason}</code>}
									</>,
								],
								[words.severity, <Badge>{event.severity}</Badge>],
								[words.actor, <Party {...values} path="actor.id" party={event.actor} />],
								[
									words.targets,
									target.length > 0
										? target.map((party) => <Party {...values} path="target.id" party={party} />)
										: null,
								],
								[words.address, value("client.ipAddress", client.ipAddress)],
								[words.userAgent, client.userAgent && <code>{client.userAgent.rawUserAgent}</code>],
								[words.request, requestUri ? <code>{requestUri}</code> : null],
								[words.requestId, value("transaction.id", transaction.id || requestId)],
								[words.token, value("transaction.detail.requestApiTokenId", transaction.detail.requestApiTokenId)],
								...Object.entries(details).map(
									([name, text]) => [<code>{name}</code>, value(`debugContext.debugData.${name}`, text)] as const,
								),
								[words.id, <CopyableId id={event.uuid} language={frame.language} />],
							]}
						/>
					</Card>
					<CodePanel language={frame.language} title={words.json} code={JSON.stringify(event, null, 2)} />
				</>
			),
		});
	},
});
