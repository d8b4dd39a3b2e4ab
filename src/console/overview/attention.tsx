// What needs somebody today: the worst first, each with the way to look at it.
import type { FC } from "hono/jsx";
import type { Actor } from "../../context";
import type { HookHealth } from "../../hooks/metrics";
import type { Channel } from "../../messages/message";
import type { AccountHealth } from "../../providers/health";
import { Card } from "../../ui/card";
import type { PageFrame } from "../../ui/frame";
import { Badge, type Tone } from "../../ui/parts";
import { consoleWords } from "../frame";
import { paths } from "../paths";
import { placeOf } from "./first-steps";

export interface Worries {
	accounts: readonly AccountHealth[];
	/** Channels that neither an account nor the hook serves. */
	unserved: readonly Channel[];
	hook: HookHealth | null;
	deadLetters: number;
	/** Users whose events are stuck. */
	backlog: number;
	/** In the last 24 hours. */
	locks: number;
	oldTokens: number;
}

interface Worry {
	tone: Tone;
	badge: string;
	text: string;
	href: string;
}

/** A hook that fails once in a while is well. */
const isFailing = ({ successes, failures }: HookHealth) => failures >= 3 && failures > successes;

const logWith = (query: Record<string, string>) => `${paths.log}?${new URLSearchParams(query)}`;

function worriesOf(found: Worries, { language }: PageFrame, actor: Actor): Worry[] {
	const words = consoleWords[language].overview;
	const { accounts, unserved, hook, deadLetters, backlog, locks, oldTokens } = found;
	const names = new Intl.ListFormat(language).format(unserved.map((channel) => words.channelNames[channel]));
	return [
		...accounts
			.filter(({ state }) => state === "down")
			.map(({ name, failures }) => ({
				tone: "danger" as const,
				badge: words.down,
				text: words.isDown(name, failures),
				href: "#providers",
			})),
		...(unserved.length > 0
			? [{ tone: "warning" as const, badge: words.channel, text: words.noChannel(names), href: "#providers" }]
			: []),
		...(hook && isFailing(hook)
			? [
					{
						tone: "danger" as const,
						badge: words.hook,
						text: words.hookFails(hook.name, hook.failures, hook.failures + hook.successes),
						href: logWith({ result: "FAILURE", filter: 'eventType sw "inline_hook."' }),
					},
				]
			: []),
		...(deadLetters > 0
			? [
					{
						tone: "danger" as const,
						badge: words.letters,
						text: words.someLetters(deadLetters),
						href: logWith({ event: "system.dead_letter.create", period: "90d" }),
					},
				]
			: []),
		...(backlog > 0
			? [
					{
						tone: "warning" as const,
						badge: words.backlog,
						text: words.someBacklog(backlog),
						href: "/docs#tag-system-log",
					},
				]
			: []),
		...(locks > 0
			? [
					{
						tone: "warning" as const,
						badge: words.locks,
						text: words.someLocks(locks),
						href: logWith({ event: "user.account.lock", period: "24h" }),
					},
				]
			: []),
		...(oldTokens > 0
			? [
					{
						tone: "warning" as const,
						badge: words.tokens,
						text: words.oldTokens(oldTokens),
						href: placeOf(actor, "tokens", "api-tokens"),
					},
				]
			: []),
	];
}

export const Attention: FC<{ frame: PageFrame; found: Worries; actor: Actor }> = ({ frame, found, actor }) => {
	const words = consoleWords[frame.language].overview;
	const worries = worriesOf(found, frame, actor);
	return (
		<Card id="attention" title={words.attention}>
			{worries.length === 0 ? (
				<p>
					<Badge tone="success">✓</Badge> {words.allWell}
				</p>
			) : (
				<ul class="rows">
					{worries.map(({ tone, badge, text, href }) => (
						<li>
							<Badge tone={tone}>{badge}</Badge>
							<p class="row-main">{text}</p>
							<a class="button" href={href} aria-label={words.lookAt(badge)}>
								{words.look}
							</a>
						</li>
					))}
				</ul>
			)}
		</Card>
	);
};
