// Okta's telephony inline hook: its words, and its request as we make it and as others make it. PURE.
import * as z from "zod";
import { toBase64Url } from "../crypto/bytes";
import { likelyLocale } from "../languages";
import { type Message, type Purpose, purposes } from "../messages/message";

export const telephonyHookType = "com.okta.telephony.provider";

/** Purpose → Okta's word for it. */
export const requestTypeOf = {
	enrollment: "com.okta.user.telephony.pre-enrollment",
	verification: "com.okta.user.telephony.mfa-verification",
	unlock: "com.okta.user.telephony.account-unlock",
	reset: "com.okta.user.telephony.password-reset",
} as const satisfies Record<Purpose, string>;
export type RequestType = (typeof requestTypeOf)[Purpose];

export const requestTypes = purposes.map((purpose) => requestTypeOf[purpose]);

export const purposeOf = (requestType: RequestType): Purpose =>
	purposes.find((purpose) => requestTypeOf[purpose] === requestType) ?? "verification";

export type TelephonyChannel = "SMS" | "CALL";

/** The word for a call in Okta's documents. Real requests of Okta's have another one, so each hook may have its own. */
const usualCallWord = "VOICE CALL";

/** Okta's schema has a text where the caller's address is. A server on a developer's machine is its own caller. */
export const localAddress = "127.0.0.1";

/** What a hook is told of a message. */
export type TelephonyMessage = Pick<Message, "purpose" | "destination" | "code" | "text" | "locale" | "expiresAt"> & {
	channel: TelephonyChannel;
};

export interface TelephonyFacts {
	/** What a receiver knows a repeated request by: see newEventId. */
	eventId: string;
	nowMs: number;
	/** The hook's own URL in our API. */
	source: string;
	/** The API request that made us send. */
	request: { id: string; method: string; path: string; ipAddress: string };
	user: { id: string; login: string; firstName: string | null; lastName: string | null };
	message: TelephonyMessage;
	/** The hook's own word for a call; null for the usual one. */
	callWord?: string | null;
}

export type TelephonyPayload = ReturnType<typeof telephonyRequest>;

/** The body of a telephony hook's request, field by field as Okta sends it. */
export function telephonyRequest({ eventId, nowMs, source, request, user, message, callWord }: TelephonyFacts) {
	const { firstName, lastName } = user;
	return {
		eventId,
		// Okta gives whole seconds here, and milliseconds in otpExpires.
		eventTime: new Date(Math.floor(nowMs / 1000) * 1000).toISOString(),
		eventType: telephonyHookType,
		eventTypeVersion: "1.0",
		contentType: "application/json",
		cloudEventVersion: "0.1",
		source,
		requestType: requestTypeOf[message.purpose],
		data: {
			context: {
				request: {
					id: request.id,
					method: request.method,
					url: { value: request.path },
					ipAddress: request.ipAddress,
				},
			},
			// Okta's schema has texts here and no null.
			userProfile: {
				...(firstName === null ? {} : { firstName }),
				...(lastName === null ? {} : { lastName }),
				login: user.login,
				userId: user.id,
			},
			messageProfile: {
				msgTemplate: message.text,
				phoneNumber: message.destination,
				otpExpires: new Date(message.expiresAt).toISOString(),
				deliveryChannel: message.channel === "SMS" ? "SMS" : (callWord ?? usualCallWord),
				otpCode: message.code,
				locale: likelyLocale(message.locale).toUpperCase(),
			},
		},
	};
}

/**
 * The API request that makes us send.
 * @param endUserAddress null where the caller doesn't tell it; then the caller's own address stands in
 */
export const requestFacts = (
	{ requestId, requestUri, client }: { requestId: string; requestUri: string; client: { ipAddress: string | null } },
	endUserAddress: string | null,
): TelephonyFacts["request"] => ({
	id: requestId,
	method: "POST",
	path: requestUri,
	ipAddress: endUserAddress ?? client.ipAddress ?? localAddress,
});

/** 128 random bits as 22 base64url characters. */
export const newEventId = (): string => toBase64Url(crypto.getRandomValues(new Uint8Array(16)));

/** Some senders, and an example of Okta's own, write numbers and codes as JSON numbers. */
const textOrNumber = z.union([z.string(), z.int().nonnegative()]).transform(String);

/** JSON of any shape, but no long text. For what others write, where the message itself matters more. */
export const anyShape = z.union([
	z.string().max(200),
	z.number(),
	z.boolean(),
	z.null(),
	z.array(z.unknown()),
	z.record(z.string(), z.unknown()),
]);

/** Reads what it can, and takes anything else for left out. */
const readable = <Read extends z.ZodType>(schema: Read) =>
	anyShape.optional().transform((given): z.output<Read> | null => schema.safeParse(given).data ?? null);

/** A telephony hook's request as it comes in from an Okta org. What we don't read isn't looked at. */
export const TelephonyRequest = z.object({
	eventId: z.string().min(1).max(200),
	eventType: z.literal(telephonyHookType),
	/** Okta may have purposes that we don't know. Their messages are sent like any other. */
	requestType: readable(z.enum(requestTypes)),
	data: z.object({
		context: z.object({ request: z.object({ ipAddress: z.string().max(100).nullish() }).nullish() }).nullish(),
		userProfile: readable(z.object({ userId: z.string().max(100) })),
		messageProfile: z.object({
			msgTemplate: z.string().max(2_000).nullish(),
			phoneNumber: textOrNumber.pipe(z.string().min(1).max(50)),
			otpExpires: readable(z.iso.datetime({ offset: true })),
			deliveryChannel: z
				.string()
				.toLowerCase()
				.meta({ description: "SMS or VOICE CALL, in any case", examples: ["SMS"] })
				.pipe(z.enum(["sms", "voice call", "voice", "call"]))
				.transform((word): TelephonyChannel => (word === "sms" ? "SMS" : "CALL")),
			otpCode: textOrNumber.pipe(z.string().min(1).max(20)),
			locale: z.string().max(35).nullish(),
		}),
	}),
});
export type TelephonyRequest = z.infer<typeof TelephonyRequest>;
