// Files of tokens that chance has damaged: each is read, or refused by a clear error, however its bytes arrive.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromBase64 } from "../../src/crypto/bytes";
import { ApiError } from "../../src/errors";
import { causeText } from "../../src/errors/cause";
import { lookAtFile } from "../../src/imports/files/look";
import { readTokens } from "../../src/imports/files/read";
import type { FileToken } from "../../src/imports/files/token";
import { keyBytes } from "../../src/imports/upload";
import type { Unlocking } from "../../src/otp/pskc/container";
import { damaged, damagedFile, fileSecrets, type TokenFile, tokenFiles } from "../support/hostile/files";

const seed = 20261127;
const busyMs = 120_000;
const hangsAfterMs = 10_000;

const files = await tokenFiles();

function unlockingOf({ headers }: TokenFile): Unlocking {
	const { "x-file-key": key, "x-file-password": password } = headers;
	return {
		...(key ? { key: keyBytes("key", key) } : {}),
		...(password ? { password: new TextDecoder().decode(fromBase64(password)) } : {}),
	};
}

const streamOf = (bytes: Uint8Array, pieceLength: number) =>
	new ReadableStream<Uint8Array>({
		start(controller) {
			for (let at = 0; at < bytes.length; at += pieceLength) controller.enqueue(bytes.slice(at, at + pieceLength));
			controller.close();
		},
	});

const choices = { secretEncoding: "hexadecimal" } as const;

/** What came of a file: its tokens, or the refusal. Anything else fails the test. */
async function outcomeOf(file: TokenFile, bytes: Uint8Array, pieceLength: number) {
	const tokens: FileToken[] = [];
	const startedAt = Date.now();
	try {
		for await (const some of readTokens(streamOf(bytes, pieceLength), choices, unlockingOf(file))) tokens.push(...some);
		return { tokens, refusal: null };
	} catch (error) {
		return { tokens: [], refusal: refusalIn(error) };
	} finally {
		expect(Date.now() - startedAt).toBeLessThan(hangsAfterMs);
	}
}

function refusalIn(error: unknown): unknown {
	if (!(error instanceof ApiError)) throw error;
	expect([400, 413]).toContain(error.status);
	const said = [error.message, ...error.causes.map((cause) => causeText(cause, "en"))].join(" ");
	// No hole is left in a sentence, and no secret stands in one.
	expect(said).not.toMatch(/\{\w+\}|undefined|\[object/);
	for (const secret of fileSecrets) expect(said).not.toContain(secret);
	return error.causes;
}

function judge({ secret, fault, digits, counter, periodSeconds }: FileToken): void {
	if (fault === null) expect(secret).toBeInstanceOf(Uint8Array);
	else
		for (const language of ["en", "ja"] as const) expect(causeText(fault, language)).not.toMatch(/\{\w+\}|undefined/);
	for (const number of [digits, counter, periodSeconds]) {
		expect(number === null || (Number.isSafeInteger(number) && number >= 0)).toBe(true);
	}
}

describe("a file that chance has damaged", () => {
	it.each(files.map((file) => [file.name, file] as const))("is whole before: %s", async (_, file) => {
		const { tokens, refusal } = await outcomeOf(file, file.bytes, 65_536);
		expect(refusal).toBeNull();
		expect(tokens.length).toBeGreaterThan(0);
	});

	it.each([0, 1, 2, 3])(
		"is read or refused, and alike in any pieces: round %i",
		async (round) => {
			await fc.assert(
				fc.asyncProperty(damagedFile(files), async ({ file, damages, pieceLength }) => {
					const bytes = damaged(file.bytes, damages);
					const whole = await outcomeOf(file, bytes, 1_000_000);
					whole.tokens.forEach(judge);
					// Long files in small pieces take their time, and tell nothing new.
					if (bytes.length / pieceLength > 5_000) return;
					expect(await outcomeOf(file, bytes, pieceLength)).toEqual(whole);
				}),
				{ numRuns: 300, seed: seed + round, endOnFailure: false },
			);
		},
		busyMs,
	);

	it(
		"is looked at, or refused",
		async () => {
			await fc.assert(
				fc.asyncProperty(damagedFile(files), async ({ file, damages }) => {
					const bytes = damaged(file.bytes, damages);
					const beginning = { bytes: bytes.slice(0, 65_536), isWhole: bytes.length <= 65_536 };
					await lookAtFile(beginning, choices, unlockingOf(file)).catch(refusalIn);
				}),
				{ numRuns: 300, seed },
			);
		},
		busyMs,
	);
});
