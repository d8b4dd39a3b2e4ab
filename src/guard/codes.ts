// The codes that were sent or are under way: which of them count, what changes them, how an attempt is judged. PURE.
import { equalConstantTime } from "../crypto/digest";
import type { Judgement } from "./rules";
import type { TypedHashes } from "./secret";
import { caseOf, checkShape, isUsual, usualShape } from "./shape";
import type { CodeShape, NewCode } from "./types";

/** A code that was sent and not used yet. */
export interface LiveCode {
	hash: string;
	/** Epoch ms. */
	issuedAt: number;
	/** Epoch ms. From then on the code is refused. */
	expiresAt: number;
	deliveryId: string;
	/** Left out when it is the usual one, so that most codes make the row no longer. */
	shape?: CodeShape;
}

/** Holder id → the holder's codes that were sent or are under way, oldest first. */
export type LiveCodes = Readonly<Record<string, readonly LiveCode[]>>;

/** Longer than any send takes. A code of this age was sent, unless it was withdrawn. */
const underWayMs = 10_000;

/** How many codes of a holder may be under way at once. Each of them is one more code that could be guessed. */
const maxUnderWay = 4;

/**
 * Returns the newest code that was certainly sent, and all codes issued after it. The user may hold any of them,
 * because later codes are often refused and never sent.
 */
export function countingCodes(codes: LiveCodes, holderId: string, now: number): readonly LiveCode[] {
	const own = codes[holderId] ?? [];
	const left = own.findLastIndex(({ issuedAt }) => issuedAt <= now - underWayMs);
	return own.slice(Math.max(0, left));
}

/**
 * Adds a code that is about to be sent. The earlier codes that count go on counting. Codes of all holders that can't be
 * used any more are dropped.
 * @returns null when too many codes are under way
 * @throws RangeError when no code can have the shape
 */
export function withIssued(codes: LiveCodes, code: NewCode): { codes: LiveCodes; isReplacing: boolean } | null {
	const { codeHash: hash, now: issuedAt, expiresAt, deliveryId, shape } = code;
	checkShape(shape);
	const holderId = code.holder.id;
	// The call may be made again when its answer was lost, and one message carries one code.
	const live = withoutCode(liveCodes(codes, issuedAt), holderId, deliveryId);
	const counting = countingCodes(live, holderId, issuedAt);
	const underWay = counting.filter((earlier) => earlier.issuedAt > issuedAt - underWayMs);
	if (underWay.length >= maxUnderWay) return null;
	const added: LiveCode = { hash, issuedAt, expiresAt, deliveryId, ...(isUsual(shape) ? {} : { shape }) };
	return { codes: { ...live, [holderId]: [...counting, added] }, isReplacing: counting.length > 0 };
}

/** Drops what was issued before a code that was sent. Returns the same object when nothing changes. */
export function withConfirmed(codes: LiveCodes, holderId: string, deliveryId: string): LiveCodes {
	const own = codes[holderId] ?? [];
	const index = own.findIndex((code) => code.deliveryId === deliveryId);
	return index > 0 ? { ...codes, [holderId]: own.slice(index) } : codes;
}

/** Drops a code that was certainly not sent. Returns the same object when nothing changes. */
export function withoutCode(codes: LiveCodes, holderId: string, deliveryId: string): LiveCodes {
	const own = codes[holderId] ?? [];
	const others = own.filter((code) => code.deliveryId !== deliveryId);
	if (others.length === own.length) return codes;
	return others.length > 0 ? { ...codes, [holderId]: others } : withoutCodes(codes, holderId);
}

/** Drops all codes of a holder. */
export function withoutCodes(codes: LiveCodes, holderId: string): LiveCodes {
	const { [holderId]: _, ...others } = codes;
	return others;
}

/** Judges a code against the codes that count. A used code is gone, so it is wrong the second time. */
export function judgeSentCode(codes: LiveCodes, holderId: string, typed: TypedHashes, now: number): Judgement {
	const isTyped = (one: LiveCode) => equalConstantTime(one.hash, typed[caseOf(shapeOf(one))]);
	const [code] = countingCodes(codes, holderId, now).filter(isTyped);
	if (!code) return { result: "wrong" };
	return now < code.expiresAt ? { result: "accepted", deliveryId: code.deliveryId } : { result: "expired" };
}

/** The shape of a live code. Codes from before there were shapes have the usual one. */
export const shapeOf = ({ shape }: Pick<LiveCode, "shape">): CodeShape => shape ?? usualShape;

/** Returns the codes of all holders that can still be used. */
const liveCodes = (codes: LiveCodes, now: number): LiveCodes =>
	Object.fromEntries(
		Object.entries(codes)
			.map(([holderId, own]) => [holderId, own.filter((code) => now < code.expiresAt)] as const)
			.filter(([, own]) => own.length > 0),
	);
