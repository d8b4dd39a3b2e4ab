// Which Durable Objects there are.
import { listDurableObjectIds } from "cloudflare:test";

/**
 * Asks until there is an answer. The pool reaches the process that runs Vitest by connections that it keeps, and each
 * of them may have been closed at its other end just then.
 */
export async function askAgain<T>(ask: () => Promise<T>): Promise<T> {
	for (let tries = 1; tries < 5; tries++) {
		try {
			return await ask();
		} catch {
			await scheduler.wait(50 * tries);
		}
	}
	return ask();
}

export const objectIds = (namespace: DurableObjectNamespace): Promise<DurableObjectId[]> =>
	askAgain(() => listDurableObjectIds(namespace));
