// How a file is handed over to its import.
import { env } from "cloudflare:test";
import { expect, it } from "vitest";
import { losingAnswers } from "../support/lost-answers";
import { createAuthenticator } from "../support/otp-tokens";
import { createWorld } from "../support/world";
import { beginImport, csvOf, newLine, sendFile } from "./imports";

it("an upload makes one call for 500 tokens, so that 250,000 need half of what an invocation may call", async () => {
	const { namespace, calls } = losingAnswers(env.IMPORTS as never, () => null);
	const world = await createWorld({ bindings: { ...env, IMPORTS: namespace } as never });
	const id = await beginImport(world, { authenticatorId: await createAuthenticator(world) });
	const file = csvOf(Array.from({ length: 1_001 }, () => newLine()));
	expect((await sendFile(world, id, file)).status).toBe(200);
	expect(calls.filter((method) => method === "addRows")).toHaveLength(3);
});
