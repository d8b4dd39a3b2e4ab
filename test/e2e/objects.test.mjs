// Calls of Durable Objects in workerd alone: how it marks what breaks, and what a caller is told.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { Miniflare } from "miniflare";

/** An object is asked to do what its name says. A Broken one can't even begin. */
const worker = `
import { DurableObject } from "cloudflare:workers";
import { Deadlines } from "../../src/net/until-aborted";
import { callObject } from "../../src/objects";

export class Whole extends DurableObject {
	answer() { return 1; }
	throw() { throw new Error("its own"); }
	abort() { this.ctx.abort("reset"); }
	breakOff() { return this.ctx.blockConcurrencyWhile(async () => { throw new Error("set-up"); }); }
}
export class Broken extends DurableObject {
	constructor(ctx, bindings) {
		super(ctx, bindings);
		throw new Error("no beginning");
	}
	answer() { return 1; }
}

const told = (error) => ({
	message: error.message,
	code: error.code,
	marks: ["remote", "retryable", "durableObjectReset"].filter((mark) => error[mark]),
});
const failure = (call) => call.then(() => null, told);

export default {
	async fetch(request, { WHOLE, BROKEN }) {
		const [kind, method] = new URL(request.url).pathname.slice(1).split("/");
		const namespace = kind === "whole" ? WHOLE : BROKEN;
		const stub = namespace.get(namespace.idFromName("one"));
		const call = (name) =>
			callObject(new Deadlines(), namespace, "one", (stub) => stub[name](), { isRepeatable: true });
		return Response.json({
			bare: await failure(stub[method]()),
			sameStub: await failure(stub.answer()),
			told: await failure(call(method)),
			afterwards: await failure(call("answer")),
		});
	},
};
`;

describe("workerd", () => {
	let miniflare;

	before(async () => {
		const { outputFiles } = await build({
			stdin: { contents: worker, resolveDir: fileURLToPath(new URL(".", import.meta.url)) },
			bundle: true,
			format: "esm",
			write: false,
			external: ["cloudflare:*"],
		});
		miniflare = new Miniflare({
			modules: true,
			script: outputFiles[0].text,
			compatibilityDate: "2026-04-01",
			durableObjects: {
				WHOLE: { className: "Whole", useSQLite: true },
				BROKEN: { className: "Broken", useSQLite: true },
			},
			handleRuntimeStdio: () => {},
		});
		await miniflare.ready;
	});
	after(() => miniflare.dispose());

	const ask = async (path) => (await miniflare.dispatchFetch(`http://localhost/${path}`)).json();

	it("passes on what an object throws", async () => {
		const { bare, sameStub, told, afterwards } = await ask("whole/throw");
		assert.deepEqual(bare, { message: "its own", marks: ["remote"] });
		assert.deepEqual(told, bare);
		assert.deepEqual([sameStub, afterwards], [null, null]);
	});

	for (const method of ["abort", "breakOff"]) {
		it(`breaks the stub of an object that was reset by ${method}, and a new stub finds it whole`, async () => {
			const { bare, sameStub, told, afterwards } = await ask(`whole/${method}`);
			assert.deepEqual(bare.marks, ["durableObjectReset"]);
			assert.deepEqual(sameStub, bare);
			assert.equal(told.code, "E0000010");
			assert.equal(afterwards, null);
		});
	}

	it("marks an object whose constructor throws as one that was reset", async () => {
		const { bare, told } = await ask("broken/answer");
		assert.deepEqual(bare, { message: "no beginning", marks: ["durableObjectReset"] });
		assert.equal(told.code, "E0000010");
	});
});
