// Reading what comes from outside and may have no end.

interface Bounded {
	/** Whether all of the body was read. Otherwise only its beginning was, which is longer than the limit. */
	isWhole: boolean;
}

/** Reads a body, and stops after the chunk that exceeds `maxBytes`. Throws if the body breaks off. */
export async function readBoundedBytes(
	body: ReadableStream<Uint8Array> | null,
	maxBytes: number,
): Promise<Bounded & { bytes: Uint8Array }> {
	const chunks: Uint8Array[] = [];
	let received = 0;
	for await (const chunk of body ?? []) {
		chunks.push(chunk);
		received += chunk.byteLength;
		// Leaving the loop closes the stream and the connection.
		if (received > maxBytes) break;
	}
	return { bytes: joined(chunks, received), isWhole: received <= maxBytes };
}

/** The same as text. Bytes that aren't UTF-8 become U+FFFD. */
export async function readBounded(
	body: ReadableStream<Uint8Array> | null,
	maxBytes: number,
): Promise<Bounded & { text: string }> {
	const { bytes, isWhole } = await readBoundedBytes(body, maxBytes);
	return { text: new TextDecoder().decode(bytes), isWhole };
}

/** Reads the beginning of a stream, a chunk more than `mostBytes` at the most. `whole` is the stream as it was. */
export async function peek(
	body: ReadableStream<Uint8Array>,
	mostBytes: number,
): Promise<Bounded & { bytes: Uint8Array; whole: ReadableStream<Uint8Array> }> {
	const reader = body.getReader();
	const chunks: Uint8Array[] = [];
	let received = 0;
	while (received <= mostBytes) {
		const { done, value } = await reader.read();
		if (done) break;
		chunks.push(value);
		received += value.byteLength;
	}
	const bytes = joined(chunks, received);
	const whole = new ReadableStream<Uint8Array>({
		async pull(controller) {
			const value = chunks.shift() ?? (await reader.read()).value;
			if (value) controller.enqueue(value);
			else controller.close();
		},
		cancel: (reason) => reader.cancel(reason),
	});
	return { bytes, isWhole: received <= mostBytes, whole };
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
	const bytes = new Uint8Array(length);
	let written = 0;
	for (const chunk of chunks) {
		bytes.set(chunk, written);
		written += chunk.byteLength;
	}
	return bytes;
}
