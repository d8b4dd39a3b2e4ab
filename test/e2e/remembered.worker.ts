// A Worker that remembers as the product does, and forgets at once, so that requests wait for reads of each other.
import type { Ctx } from "../../src/context";
import { Remembered } from "../../src/remembered";

const database = {};
const readMs = 2;
const remembered = new Remembered(async () => {
	await new Promise((resolve) => setTimeout(resolve, readMs));
	return "value";
});

export default {
	async fetch(request: Request, _: unknown, execution: { waitUntil(work: Promise<unknown>): void }): Promise<Response> {
		const ctx = {
			now: () => Date.now(),
			background: (work: Promise<unknown>) => execution.waitUntil(work),
			env: { bindings: { DB: database } },
		} as unknown as Ctx;
		const value = await remembered.get(ctx);
		remembered.forget(ctx);
		return new Response(value + (await request.text()));
	},
};
