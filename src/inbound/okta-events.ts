// An Okta org's event hook: which of its events say that a person gave the right code. PURE.
import * as z from "zod";
import type { EnteredEvent } from "../delivery/records/outcome";
import { anyShape } from "../hooks/telephony";
import type { Channel } from "../messages/message";

/** Okta sends several events at once, each of some kilobytes. */
export const maxEventsBytes = 1024 * 1024;

/** An event that can't be read tells nothing, and the others are read all the same. */
export const OktaEvents = z.object({
	data: z.object({ events: z.array(anyShape) }),
});
export type OktaEvents = z.infer<typeof OktaEvents>;

/** The answer to Okta's one request before its first events. */
export const OktaVerificationView = z.object({ verification: z.string() });

export const challengeHeader = "X-Okta-Verification-Challenge";

const text = z.string().nullish().catch(null);

/** Verifications of all kinds, recovery too, have the first type. The second type is an enrolment. */
const Event = z.object({
	uuid: z.string().min(1).max(100),
	eventType: z.enum(["user.authentication.auth_via_mfa", "user.mfa.factor.activate"]),
	published: z.iso.datetime({ offset: true }),
	outcome: z.object({ result: z.literal("SUCCESS"), reason: text }),
	actor: z.object({ id: z.string(), type: text }),
	target: z
		.array(
			z.object({ id: z.string(), type: text, detailEntry: z.object({ methodTypeUsed: text }).nullish().catch(null) }),
		)
		.nullish()
		.catch(null),
	debugContext: z
		.object({ debugData: z.object({ factor: text }) })
		.nullish()
		.catch(null),
});
type Event = z.infer<typeof Event>;

/** The events of people who gave the right code of an SMS or a call. */
export const enteredIn = ({ data }: OktaEvents): EnteredEvent[] =>
	data.events.flatMap((given) => {
		const event = Event.safeParse(given).data;
		const channel = event && channelOf(event);
		if (!event || !channel) return [];
		return [{ id: event.uuid, userId: userIdOf(event), channel, at: Date.parse(event.published) }];
	});

/** Older orgs name the factor (`SMS_FACTOR`), newer ones the method (`SMS`, `Voice call`), an enrolment its reason. */
function channelOf({ debugContext, target, outcome }: Event): Channel | null {
	const methods = (target ?? []).map(({ detailEntry }) => detailEntry?.methodTypeUsed);
	const named = [debugContext?.debugData.factor, ...methods, outcome.reason].join(" ");
	if (/\bSMS(\b|_)/i.test(named)) return "SMS";
	return /\b(CALL|VOICE)(\b|_)/i.test(named) ? "CALL" : null;
}

/** The person is the target. In some events there is no target, and the person acts. */
const userIdOf = ({ actor, target }: Event): string => target?.find(({ type }) => type === "User")?.id ?? actor.id;
