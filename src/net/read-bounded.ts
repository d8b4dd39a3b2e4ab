// Reading text from outside that may have no end.

interface BoundedText {
	/** Of a body that is too large only its beginning, which is more than was allowed. */
	text: string;
	isWhole: boolean;
}

/** The body as UTF-8, read no further than `maxBytes` and the chunk that goes beyond. Throws when the body breaks off. */
export async function readBounded(body: ReadableStream<Uint8Array> | null, maxBytes: number): Promise<BoundedText> {
	if (!body) return { text: "", isWhole: true };
	const decoder = new TextDecoder();
	let text = "";
	let received = 0;
	for await (const chunk of body) {
		received += chunk.byteLength;
		text += decoder.decode(chunk, { stream: true });
		// Leaving the loop closes the stream, and with it the connection.
		if (received > maxBytes) return { text, isWhole: false };
	}
	return { text: text + decoder.decode(), isWhole: true };
}
