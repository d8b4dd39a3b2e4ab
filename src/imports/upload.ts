// Takes the file of an import as it arrives: its secrets are sealed at once, and the password is never kept.
import { getAuthenticator } from "../authenticators/service";
import type { Ctx } from "../context";
import { fromBase64 } from "../crypto/bytes";
import { apiErrorIn, invalid } from "../errors";
import { because, type Cause } from "../errors/cause";
import { maxSecretBytes, minSecretBytes, tokenSecretHash } from "../factors/tokens";
import { newId } from "../ids";
import { decodeSecret } from "../otp/encoding";
import type { Unlocking } from "../otp/pskc/container";
import { singleLine } from "../web/text";
import { changeImport, withImport } from "./client";
import { type FileChoices, readTokens } from "./files/read";
import { fileTooLarge, maxFileBytes } from "./files/text";
import type { FileToken } from "./files/token";
import { settingsOf } from "./job/settings";
import { type ImportState, type RowDraft, statesFor } from "./job/types";
import { getImport } from "./service";
import { noteStatus } from "./status";
import { sealTokenSecret } from "./stock/bulk";

/** Each batch is a call of the object. The most rows of a file take half of the 1,000 calls of an invocation. */
const rowsOfABatch = 500;

/** The headers that open an encrypted file. Texts of headers are ASCII, so the password comes in Base64. */
export const passwordHeader = "X-File-Password";
export const keyHeader = "X-File-Key";

/** A file on its way to its import. */
export interface Upload {
	body: ReadableStream<Uint8Array>;
	unlocking: Unlocking;
	/** How the file is read, where the import was begun without saying so. */
	choices?: Partial<FileChoices>;
}

/** @throws ApiError for a request without a file, or with one that is surely too large */
export function uploadOf({ headers, body }: Request): Upload {
	if (Number(headers.get("content-length") ?? 0) > maxFileBytes) throw fileTooLarge();
	if (body === null) throw invalid("file", "import-file-empty");
	return { body, unlocking: readUnlocking(headers) };
}

/** Reads a file into the import. After an error nothing of the file is left, and another file may be sent. */
export async function uploadFile(ctx: Ctx, importId: string, upload: Upload): Promise<ImportState> {
	const row = await getImport(ctx, importId);
	if (row.source !== "FILE") throw invalid("source", "import-file-type");
	const { settings } = await getAuthenticator(ctx, row.authenticatorId);
	const uploadId = ctx.requestId;
	const { file } = await changeImport(ctx, importId, statesFor.upload, true, (job) => job.beginUpload(uploadId));
	const given = { ...file, ...upload.choices };
	const choices = { ...given, secretEncoding: given.secretEncoding ?? settings?.encoding ?? "base32" };
	try {
		await takeTokens(ctx, importId, uploadId, readTokens(upload.body, choices, upload.unlocking));
	} catch (error) {
		const cause = apiErrorIn(error)?.causes[0] ?? null;
		await withImport(ctx, importId, (job) => job.failUpload(uploadId, cause));
		throw error;
	}
	const state = await changeImport(ctx, importId, ["UPLOADING"], false, (job) => job.endUpload(uploadId));
	await noteStatus(ctx, state, "system.token_import.upload");
	return state;
}

async function takeTokens(ctx: Ctx, importId: string, uploadId: string, source: AsyncGenerator<FileToken[]>) {
	let sent = 0;
	let waiting: FileToken[] = [];
	const send = async (tokens: FileToken[]) => {
		const drafts = await Promise.all(tokens.map((token) => draftOf(ctx, token)));
		const from = sent;
		await changeImport(ctx, importId, ["UPLOADING"], true, (job) => job.addRows(uploadId, from, drafts));
		sent += tokens.length;
	};
	for await (const tokens of source) {
		waiting.push(...tokens);
		for (; waiting.length >= rowsOfABatch; waiting = waiting.slice(rowsOfABatch)) {
			await send(waiting.slice(0, rowsOfABatch));
		}
	}
	if (waiting.length > 0) await send(waiting);
}

async function draftOf(ctx: Ctx, token: FileToken): Promise<RowDraft> {
	const tokenId = newId("otpToken", ctx.now());
	const cause = token.fault ?? faultOf(token);
	const secret = cause === null ? token.secret : null;
	const [serial, user, manufacturer] = [token.serial, token.user, token.manufacturer].map(shown);
	return {
		tokenId,
		factorId: newId("customOtpFactor", ctx.now()),
		serial: serial ?? null,
		user: user ?? null,
		manufacturer: manufacturer ?? null,
		settings: settingsOf(token),
		counter: token.counter,
		secretSealed: secret && (await sealTokenSecret(ctx, tokenId, secret)),
		secretHash: secret && (await tokenSecretHash(ctx, secret)),
		cause,
	};
}

/** As long as a login may be, and longer than any serial number. */
const line = singleLine(100);
const maxCounter = 2 ** 48;

function faultOf({ serial, user, manufacturer, counter, secret }: FileToken): Cause | null {
	const texts = { serial, user, manufacturer };
	const [unreadable] = Object.entries(texts).filter(([, text]) => text !== null && !line.safeParse(text).success);
	if (unreadable) return because("token-unreadable", { name: unreadable[0] });
	if (counter !== null && counter > maxCounter) return because("token-unreadable", { name: "counter" });
	const actual = secret?.length ?? 0;
	if (actual >= minSecretBytes && actual <= maxSecretBytes) return null;
	return because("secret-size", { minimum: minSecretBytes, maximum: maxSecretBytes, actual });
}

/** What the report shows of a text that can't be taken. */
const shown = (text: string | null) =>
	text === null || line.safeParse(text).success
		? text
		: text.replaceAll(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, "?").slice(0, 100);

function readUnlocking(headers: Headers): Unlocking {
	const [password, key] = [headers.get(passwordHeader), headers.get(keyHeader)];
	return {
		...(password === null ? {} : { password: passwordText(password) }),
		...(key === null ? {} : { key: keyBytes(keyHeader, key) }),
	};
}

function passwordText(base64: string): string {
	try {
		return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(fromBase64(base64));
	} catch {
		throw invalid(passwordHeader, "token-unreadable", { name: passwordHeader });
	}
}

/** Hexadecimal, or Base64: 32, 48 or 64 hexadecimal digits are no Base64 of 16, 24 or 32 bytes. */
export function keyBytes(field: string, text: string): Uint8Array<ArrayBuffer> {
	for (const encoding of ["hexadecimal", "base64"] as const) {
		const decoded = decodeSecret(text, encoding);
		if (decoded.ok && [16, 24, 32].includes(decoded.bytes.length)) return decoded.bytes as Uint8Array<ArrayBuffer>;
	}
	throw invalid(field, "token-unreadable", { name: field });
}
