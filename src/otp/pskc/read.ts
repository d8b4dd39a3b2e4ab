// The keys of one key package: what the file says of a token, its secret, and why a key can't be used here.
import { because, type Cause } from "../../errors/cause";
import type { HashAlgorithm } from "../hotp";
import { hashNamed, protocolOf } from "./algorithms";
import type { OpenContainer } from "./container";
import { readValue, type Value } from "./value";
import { attributeOf, childOf, childrenOf, readElement, textOf } from "./xml";

export interface PskcKey {
	id: string | null;
	serial: string | null;
	manufacturer: string | null;
	issuer: string | null;
	/** The distinguished name of the key's user, otherwise of the device's. */
	user: string | null;
	/** As the file names it. */
	algorithm: string;
	protocol: "HOTP" | "TOTP" | null;
	hash: HashAlgorithm | null;
	digits: number | null;
	counter: number | null;
	periodSeconds: number | null;
	secret: Uint8Array<ArrayBuffer> | null;
	/** Why the key can't be used; null for a key that can. */
	fault: Cause | null;
}

/** @param text a whole KeyPackage, or a Device of the drafts */
export async function readPackage(text: string, container: OpenContainer): Promise<PskcKey[]> {
	const [pack] = Object.values(readElement(text));
	const device = childOf(pack, "DeviceInfo") ?? childOf(pack, "DeviceId");
	const of = {
		serial: textOf(device, "SerialNo"),
		manufacturer: textOf(device, "Manufacturer"),
		user: textOf(device, "UserId"),
	};
	const keys: PskcKey[] = [];
	for (const key of childrenOf(pack, "Key", "Secret")) keys.push(await readKey(key, of, container));
	return keys;
}

async function readKey(
	key: unknown,
	device: Pick<PskcKey, "serial" | "manufacturer" | "user">,
	container: OpenContainer,
): Promise<PskcKey> {
	const algorithm = attributeOf(key, "Algorithm", "KeyAlgorithm", "SecretAlgorithm") ?? "";
	const parameters = childOf(key, "AlgorithmParameters") ?? childOf(key, "Usage");
	const format = childOf(parameters, "ResponseFormat");
	const suite = textOf(parameters, "Suite");
	const protocol = protocolOf(algorithm);
	const secret = await readValue(dataOf(key, "Secret"), container, "Secret");
	const counter = await readNumber(dataOf(key, "Counter"), container, "Counter");
	const interval = await readNumber(dataOf(key, "TimeInterval", "Time_Interval"), container, "TimeInterval");
	const hash = suite === null ? "SHA-1" : hashNamed(suite);
	const length = attributeOf(format, "Length");
	const digits = length === null ? null : /^\d{1,2}$/.test(length) ? Number(length) : Number.NaN;
	const faults = [
		protocol === null && because("token-algorithm", { name: algorithm.slice(0, 100) }),
		hash === null && because("token-algorithm", { name: suite?.slice(0, 100) ?? "" }),
		(faultOfFormat(format) ?? Number.isNaN(digits)) ? because("token-response") : null,
		faultOfPolicy(childOf(key, "Policy")),
		...[secret, counter, interval].map((value) => (value.ok ? null : value.fault)),
		secret.ok && secret.bytes === null && because("token-secret-missing"),
	];
	return {
		...device,
		user: textOf(key, "UserId") ?? device.user,
		id: attributeOf(key, "Id", "KeyId", "SecretId", "id"),
		issuer: textOf(key, "Issuer"),
		algorithm,
		protocol,
		hash,
		digits: Number.isNaN(digits) ? null : digits,
		counter: counter.ok ? counter.number : null,
		periodSeconds: interval.ok ? interval.number : null,
		secret: secret.ok ? secret.bytes : null,
		fault: faults.find((fault) => fault) || null,
	};
}

/** `<Data><Secret>…`, or `<Data Name="SECRET">…` of the drafts. */
function dataOf(key: unknown, ...names: string[]): unknown {
	const data = childrenOf(key, "Data");
	const own = data.flatMap((one) => childrenOf(one, ...names));
	const lowered = names.map((name) => name.toLowerCase());
	return own[0] ?? data.find((one) => lowered.includes(attributeOf(one, "Name")?.toLowerCase() ?? ""));
}

async function readNumber(
	data: unknown,
	container: OpenContainer,
	name: string,
): Promise<{ ok: true; number: number | null } | Extract<Value, { ok: false }>> {
	const plain = textOf(data, "PlainValue");
	if (plain !== null && /^\d{1,15}$/.test(plain)) return { ok: true, number: Number(plain) };
	const value = await readValue(data, container, name);
	if (!value.ok) return value;
	if (value.bytes === null) return { ok: true, number: null };
	// RFC 6030 4.2: an encrypted number is four or eight bytes, the most significant first.
	const { length } = value.bytes;
	const number = value.bytes.reduce((sum, byte) => sum * 256 + byte, 0);
	const isReadable = (length === 4 || length === 8) && Number.isSafeInteger(number);
	return isReadable ? { ok: true, number } : { ok: false, fault: because("token-unreadable", { name }) };
}

/** Codes of other characters, and codes with a check digit, are judged by nobody here. */
function faultOfFormat(format: unknown): Cause | null {
	const encoding = (attributeOf(format, "Encoding", "Format") ?? "DECIMAL").toUpperCase();
	const hasCheckDigit = ["true", "1"].includes(attributeOf(format, "CheckDigits", "CheckDigit") ?? "");
	return encoding !== "DECIMAL" || hasCheckDigit ? because("token-response") : null;
}

/** RFC 6030 5: a key serves what its policy names, and no other purpose. */
function faultOfPolicy(policy: unknown): Cause | null {
	const usages = childrenOf(policy, "KeyUsage").map((usage) => textOf({ usage }, "usage"));
	if (usages.length > 0 && !usages.includes("OTP")) return because("token-usage");
	const mode = attributeOf(childOf(policy, "PINPolicy"), "PINUsageMode") ?? "Local";
	return mode === "Local" ? null : because("token-pin");
}
