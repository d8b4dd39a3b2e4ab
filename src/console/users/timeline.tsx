// What happened to a person: the newest events of the log, in words.
import type { FC } from "hono/jsx";
import type { Language } from "../../languages";
import type { LogEventView } from "../../log/schema";
import { Card } from "../../ui/card";
import { Badge } from "../../ui/parts";
import { Time } from "../../ui/time";
import type { User } from "../../users/user";
import type { PageState } from "../../web/page";
import { addressOf } from "../deliveries/query";
import { eventName } from "../event-name";
import { consoleWords } from "../frame";
import { paths } from "../paths";
import type { Person } from "./person-data";

interface TimelineProps {
	state: PageState;
	person: Pick<Person, "events" | "now" | "isOverseer"> & { user: Pick<User, "id"> };
}

export const Timeline: FC<TimelineProps> = ({ state, person: { user, events, now, isOverseer } }) => {
	const { language } = state.frame;
	const words = consoleWords[language].person;
	return (
		<Card
			id="timeline"
			title={words.timeline}
			lead={words.timelineLead}
			tools={
				isOverseer && (
					<>
						<a class="button" href={addressOf({ user: user.id })}>
							{words.messages}
						</a>
						<a class="button" href={`${paths.log}?${new URLSearchParams({ filter: `target.id eq "${user.id}"` })}`}>
							{words.inLog}
						</a>
					</>
				)
			}
		>
			{events.length === 0 ? (
				<p class="muted">{words.noEvents}</p>
			) : (
				<ol class="rows timeline">
					{events.map(
						({ eventType, displayMessage, outcome, actor, target, published, debugContext: { debugData } }) => (
							<li>
								<div class="row-main">
									<EventTitle eventType={eventType} displayMessage={displayMessage} language={language} />{" "}
									<Badge tone={outcome.result === "SUCCESS" ? "neutral" : "danger"}>
										{words.results[outcome.result]}
									</Badge>
									<p>
										<Time at={Date.parse(published)} now={now} frame={state.frame} />
										{target[1]?.displayName && (
											<>
												{" · "}
												<span translate="no">{target[1].displayName}</span>
											</>
										)}
										{actor.id !== user.id && actor.displayName && (
											<>
												{" · "}
												{words.by} <span translate="no">{actor.displayName}</span>
											</>
										)}
										{outcome.reason && (
											<>
												{" · "}
												<code>{outcome.reason}</code>
											</>
										)}
									</p>
									{debugData.reason && (
										<p>
											{words.because} <span translate="no">{debugData.reason}</span>
											{debugData.ticket && (
												<>
													{" · "}
													{words.ticket} <span translate="no">{debugData.ticket}</span>
												</>
											)}
										</p>
									)}
								</div>
							</li>
						),
					)}
				</ol>
			)}
		</Card>
	);
};

const EventTitle: FC<Pick<LogEventView, "eventType" | "displayMessage"> & { language: Language }> = ({
	eventType,
	displayMessage,
	language,
}) => {
	const { text, lang } = eventName(eventType, displayMessage, language);
	return <strong lang={lang}>{text}</strong>;
};
