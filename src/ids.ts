// Identifiers in Okta's form: 20 alphanumeric characters. The kind's prefix is first, then time, so ids sort by age.
import { randomText } from "./crypto/random";

const prefixes = {
	user: "00u",
	group: "00g",
	administrator: "adm",
	administratorCredential: "amc",
	administratorSession: "ams",
	administratorNotice: "amn",
	apiToken: "00T",
	application: "0oa",
	authenticator: "aut",
	inlineHook: "cal",
	smsTemplate: "cst",
	delivery: "dlv",
	providerAccount: "prv",
	deliveryRoute: "rou",
	policy: "00p",
	policyRule: "0pr",
	challengePolicy: "0cp",
	challengeList: "0cl",
	decision: "dec",
	device: "dvc",
	careAction: "cra",
	helpDeskCode: "hdc",
	deadLetter: "dlt",
	inboundSource: "src",
	smsFactor: "sms",
	callFactor: "clf",
	emailFactor: "emf",
	customOtpFactor: "chf",
	otpToken: "otk",
	tokenImport: "imp",
	totpFactor: "ost",
	questionFactor: "ufs",
	transaction: "trn",
	securityQuestion: "usq",
	recoveryCodes: "urc",
	qr: "00q",
	request: "req",
	hold: "hld",
	error: "oae",
} as const;

type IdKind = Exclude<keyof typeof prefixes, "request">;

const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const timeCharacters = 8;
const idLength = 20;
const isolateCharacters = 6;
const requestCharacters = 3;

/** A new id of 20 characters: prefix, time in ms (8 base-62 characters), 53 random bits. */
export function newId(kind: IdKind, nowMs: number): string {
	const prefix = prefixes[kind];
	return prefix + base62(nowMs, timeCharacters) + randomCharacters(idLength - prefix.length - timeCharacters);
}

/** No id of the kind that was made at this time or later is smaller. */
export const firstIdAt = (kind: IdKind, atMs: number): string =>
	prefixes[kind] + base62(Math.max(0, Math.floor(atMs)), timeCharacters);

/** What an isolate's request ids have in common; drawn with its first request, since nothing is random before. */
let isolate: string | undefined;
let requests = 0;

/**
 * The id of a request: the isolate's own characters and a number in place of random ones, because every request needs
 * one, and nobody has to be unable to guess it.
 */
export function newRequestId(nowMs: number): string {
	isolate ??= randomCharacters(isolateCharacters);
	requests = (requests + 1) % 62 ** requestCharacters;
	return prefixes.request + base62(nowMs, timeCharacters) + isolate + base62(requests, requestCharacters);
}

/** Random alphanumeric characters, 5.95 bits each. */
export const randomCharacters = (length: number): string => randomText(length, digits);

/** The number in base 62: its last digits, as many as the width. */
export function base62(value: number, width: number): string {
	let text = "";
	for (let rest = value; text.length < width; rest = Math.floor(rest / 62)) text = digits.charAt(rest % 62) + text;
	return text;
}
