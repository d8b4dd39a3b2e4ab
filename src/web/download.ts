// A file that a page or a route gives: its name, its type, and its text in parts that are made one by one.
import type { Ctx } from "../context";
import { causeOf, writeWorkerLog } from "../worker-log";
import { replyHeaders } from "./reply";

/** Returned by a page's view, or made for a route. The parts are asked for as fast as the reader takes them. */
export class Download {
	readonly name: string;
	readonly mediaType: string;
	readonly parts: AsyncIterable<string>;

	/** @param name in ASCII */
	constructor(name: string, mediaType: string, parts: AsyncIterable<string>) {
		this.name = name;
		this.mediaType = mediaType;
		this.parts = parts;
	}
}

export function downloadResponse(ctx: Ctx, download: Download, headers: Readonly<Record<string, string>>): Response {
	const { name, mediaType, parts } = download;
	const disposition = `attachment; filename="${name}"`;
	const ofTheFile = { "content-type": mediaType, "content-disposition": disposition };
	return new Response(streamOf(ctx, parts), { headers: replyHeaders(ctx, { ...headers, ...ofTheFile }) });
}

/** When a part fails, the download breaks off, and the browser says so: half a file never looks like a whole one. */
function streamOf(ctx: Ctx, parts: AsyncIterable<string>): ReadableStream<Uint8Array> {
	const encoder = new TextEncoder();
	const iterator = parts[Symbol.asyncIterator]();
	let hasGone = false;
	return new ReadableStream({
		async pull(controller) {
			try {
				const { done, value } = await iterator.next();
				if (hasGone) return;
				if (done) controller.close();
				else controller.enqueue(encoder.encode(value));
			} catch (error) {
				const { requestId } = ctx;
				writeWorkerLog("error", { message: "a download broke off", requestId, cause: causeOf(error) });
				controller.error(error);
			}
		},
		async cancel() {
			hasGone = true;
			await iterator.return?.();
		},
	});
}
