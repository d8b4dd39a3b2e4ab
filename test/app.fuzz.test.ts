// Bad input, by chance: every operation of the OpenAPI document gets valid requests with one thing wrong. None of them
// may fail the service, and none that is refused may have changed anything.
import { env } from "cloudflare:test";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { routes } from "../src/app";
import { withGuard } from "../src/guard/client";
import type { OpenApiDocument } from "../src/reference/document";
import { sampleOf } from "../src/reference/sample";
import { fakeService } from "./hooks/hooks";
import {
	fillPath,
	type HostileRequest,
	hostileRequests,
	knownBodyChanges,
	type Specimen,
	schemaOf,
} from "./support/hostile/requests";
import { nameOf } from "./support/route-cases";
import { countOfChanges, readTables, restoreTables } from "./support/tables";
import { createValidRequests, type ValidRequests } from "./support/valid-requests";
import { type Answer, createWorld, type World } from "./support/world";

const seed = 20261122;
/** Hundreds of requests one after the other take their time on a busy machine. */
const busyMs = 120_000;

const document: OpenApiDocument = (await (await createWorld()).call("GET", "/openapi.json")).body;
const operations = Object.entries(document.paths).flatMap(([pathTemplate, methods]) =>
	Object.entries(methods).map(([method, operation]) => ({
		name: `${method.toUpperCase()} ${pathTemplate}`,
		method: method.toUpperCase(),
		pathTemplate,
		operation,
	})),
);
type NamedOperation = (typeof operations)[number];

const named = (some: NamedOperation[]) => some.map((operation) => [operation.name, operation] as const);

/** What such an operation did can't be taken back: each needs users of its own. A transaction is of one step alone. */
const changesGuards = ({ method, pathTemplate }: NamedOperation) =>
	method !== "GET" && (/\{userId\}|\{authenticatorId\}/.test(pathTemplate) || isOfImports(pathTemplate));

const isOfImports = (pathTemplate: string) => pathTemplate.includes("/token-imports");

/** One schema reads the bodies of several operations. It gets the known values once, and then values by chance. */
const firstWithItsBody = new Set(
	new Map(operations.toReversed().map((operation) => [JSON.stringify(schemaOf(operation)), operation])).values(),
);

/** A file is no JSON, so nothing in it is changed as JSON is. */
const takesFile = (name: string) => routes.find((route) => nameOf(route) === name)?.streamsBody === true;

const database = env.DB;
const empty = await readTables(database);

/** A world that is alone in the database, with what it takes to make every operation succeed. */
async function prepare(options?: Parameters<typeof createValidRequests>[1]) {
	await restoreTables(database, empty);
	const world = await createWorld({ fetch: fakeService().fetch });
	const valid = await createValidRequests(world, options);
	return { world, valid, before: await readTables(database) };
}

function specimenOf({ name, ...operation }: NamedOperation, { params, requests }: ValidRequests): Specimen {
	const schema = schemaOf(operation);
	const given = { ...params, ...requests[name]?.params };
	const bodies = requests[name]?.bodies ?? (schema ? [sampleOf(document, schema, "request")] : []);
	const pathTemplate = operation.pathTemplate + (requests[name]?.query ?? "");
	const maxBodyBytes = routes.find((route) => nameOf(route) === name)?.maxBodyBytes ?? 64 * 1024;
	const headers = requests[name]?.headers ?? {};
	return { document, ...operation, pathTemplate, params: given, bodies, headers, maxBodyBytes };
}

function send(world: World, { method, headers }: Specimen, request: HostileRequest): Promise<Answer> {
	const { path, body, contentLength } = request;
	return world.call(method, path, undefined, {
		...(body ? { rawBody: body() } : {}),
		headers: {
			...headers,
			...(body ? { "content-type": "application/json" } : {}),
			...(contentLength === undefined ? {} : { "content-length": String(contentLength) }),
		},
	});
}

function expectOktaError({ status, body, headers }: Answer) {
	expect(status, JSON.stringify(body)).toBeLessThan(500);
	expect(headers.get("content-type")).toBe("application/json");
	expect(body).toEqual({
		errorCode: expect.stringMatching(/^E0000\d{3}$/),
		errorSummary: expect.stringMatching(/\S/),
		errorLink: body.errorCode,
		errorId: expect.stringMatching(/^oae/),
		errorCauses: expect.any(Array),
	});
	for (const cause of body.errorCauses) expect(cause).toEqual({ errorSummary: expect.stringMatching(/\S/) });
}

/** What was accepted, however odd, is read back as it was answered. An answer may leave out what reading shows. */
async function expectReadable(world: World, { pathTemplate, params, headers }: Specimen, { body }: Answer) {
	if (typeof body?.id !== "string") return;
	// What an answer shows once, and never again: an app's new secret, an API token, a one-time password.
	const { _embedded, token, oneTimePassword, oneTimePasswordExpires, ...lasting } = body;
	const path = fillPath(pathTemplate, params);
	const end = path.indexOf(body.id) + body.id.length;
	// A copy stands beside what was copied.
	const list = path.replace(/\/[^/]+\/copy$/, "");
	const own = path.includes(body.id) ? path.slice(0, end) : `${list}/${body.id}`;
	const read = await world.call("GET", own, undefined, { headers });
	const shown = Object.fromEntries(Object.keys(lasting).map((key) => [key, read.body[key]]));
	// As text, because a failure must survive its report: JSON escapes half a surrogate pair, the reporter breaks on one.
	expect(JSON.stringify(shown)).toBe(JSON.stringify(lasting));
}

/**
 * How many requests are made by chance, on top of the known ones: more where there is more to get wrong. A drill makes
 * a hundred thousand more (`npm run drills -- fuzz`).
 */
function chancesFor({ method, bodies, operation }: Specimen): number {
	if (bodies.length > 0) return 20;
	// What every route does with a body that it doesn't want is the router's work, and the same everywhere.
	if (method !== "GET") return 8;
	return operation.parameters.length > 0 ? 16 : 4;
}

it(
	"begins with requests that every operation accepts",
	async () => {
		const { world, valid, before } = await prepare();
		let changes = await countOfChanges(database);
		for (const operation of operations) {
			const { method, pathTemplate, params, bodies, headers } = specimenOf(operation, valid);
			for (const body of bodies.length > 0 ? bodies : [undefined]) {
				const answer = await world.call(method, fillPath(pathTemplate, params), body, { headers });
				expect([200, 204], `${operation.name}: ${JSON.stringify(answer.body)}`).toContain(answer.status);
				if ((await countOfChanges(database)) === changes) continue;
				await restoreTables(database, before);
				changes = await countOfChanges(database);
			}
		}
	},
	busyMs,
);

describe("bad input is answered with a 4xx in Okta's shape, and changes nothing", () => {
	type Prepared = Awaited<ReturnType<typeof prepare>>;

	async function expectRefusals(operation: NamedOperation, { world, valid, before }: Prepared) {
		const specimen = { ...specimenOf(operation, valid), ...(takesFile(operation.name) ? { bodies: [] } : {}) };
		// After each answer, so that a request costs one question. What was put back has changed the number, too.
		let changes = await countOfChanges(database);
		const property = fc.asyncProperty(hostileRequests(specimen), async (request) => {
			const answer = await send(world, specimen, request);
			if (request.isSurelyWrong) expect(answer.status, "it was accepted").toBeGreaterThanOrEqual(400);
			if (answer.status >= 400) {
				expectOktaError(answer);
				const counted = await countOfChanges(database);
				if (counted !== changes) expect(await readTables(database)).toEqual(before);
				changes = counted;
			} else if (specimen.method !== "GET") {
				await expectReadable(world, specimen, answer).finally(() => restoreTables(database, before));
			}
			// Five wrong codes would lock the user, and no later one would be judged.
			if (answer.status === 403)
				await withGuard(world.ctx, specimen.params.userId!, (guard) =>
					guard.unlock({ id: world.ctx.requestId, by: "administrator", now: world.clock.now }),
				);
			expect("polluted" in {}).toBe(false);
		});
		const known = firstWithItsBody.has(operation) ? knownBodyChanges(specimen, { shares: 3 }) : [];
		const examples = known.map((request): [HostileRequest] => [request]);
		await fc.assert(property, { seed, examples, numRuns: examples.length + chancesFor(specimen) });
	}

	describe("where all that changes is in the database", () => {
		let prepared: Prepared;
		// Everything that there can be is made, which takes its time on a busy machine.
		beforeAll(async () => {
			prepared = await prepare();
		}, 60_000);

		it.each(named(operations.filter((operation) => !changesGuards(operation))))(
			"%s",
			(_, operation) => expectRefusals(operation, prepared),
			busyMs,
		);
	});

	// An import goes on after its answer, and waiting for it takes minutes. The drill has these operations, too.
	describe("where guards remember as well", () => {
		it.each(named(operations.filter((operation) => changesGuards(operation) && !isOfImports(operation.pathTemplate))))(
			"%s",
			async (_, operation) => expectRefusals(operation, await prepare({ hasTransactions: false })),
			busyMs,
		);
	});
});
