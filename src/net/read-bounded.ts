// Reading text from outside that may have no end.

interface BoundedText {
	/** If the body is too large, only its beginning, which is longer than the limit. */
	text: string;
	isWhole: boolean;
}

/** Reads a body as UTF-8, and stops after the chunk that exceeds `maxBytes`. Throws if the body breaks off. */
export async function readBounded(body: ReadableStream<Uint8Array> | null, maxBytes: number): Promise<BoundedText> {
	if (!body) return { text: "", isWhole: true };
	const decoder = new TextDecoder();
	let text = "";
	let received = 0;
	for await (const chunk of body) {
		received += chunk.byteLength;
		text += decoder.decode(chunk, { stream: true });
		// Leaving the loop closes the stream and the connection.
		if (received > maxBytes) return { text, isWhole: false };
	}
	return { text: text + decoder.decode(), isWhole: true };
}
