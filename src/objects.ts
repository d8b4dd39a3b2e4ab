// Every call of a Durable Object: a new stub, a deadline, a second call where that helps, and 503 where nothing helps.
import { unavailable } from "./errors";
import { Aborted, type Deadlines } from "./net/until-aborted";
import { causeOf, writeWorkerLog } from "./worker-log";

interface CallOptions {
	/** Whether the call may be made twice and still counts once. A lost answer doesn't say whether the object obeyed. */
	isRepeatable: boolean;
	/** The deadline of the first call, and again of the second. */
	withinMs?: number;
}

const usuallyWithinMs = 5_000;

/** An object that was reset is back in a moment. An overloaded object needs some seconds. */
const retryAfterSeconds = 3;

/**
 * Calls an object of this name.
 * @param deadlines of the request or event that calls
 * @throws ApiError 503 E0000010 when the object can't be reached or can't begin; otherwise what the object throws
 */
export async function callObject<T extends Rpc.DurableObjectBranded, Answer extends Promise<unknown>>(
	deadlines: Deadlines,
	namespace: DurableObjectNamespace<T>,
	name: string,
	call: (stub: DurableObjectStub<T>) => Answer,
	{ isRepeatable, withinMs = usuallyWithinMs }: CallOptions,
): Promise<Awaited<Answer>> {
	// A stub that failed once fails for ever, so each call gets its own.
	const callOnce = (): Promise<Awaited<Answer>> =>
		deadlines.within(withinMs, call(namespace.get(namespace.idFromName(name))) as Promise<Awaited<Answer>>);
	try {
		return await callOnce();
	} catch (error) {
		if (!isRepeatable || !mayHelpAgain(error)) throw told(error);
	}
	try {
		return await callOnce();
	} catch (error) {
		throw told(error);
	}
}

/** What the caller gets for an error of a call. */
function told(error: unknown): unknown {
	if (!isOutOfReach(error)) return error;
	writeWorkerLog("error", { message: "a Durable Object is out of reach", cause: causeOf(error) });
	return unavailable(retryAfterSeconds);
}

/** What workerd writes on errors. `durableObjectReset`: the object broke, perhaps before it could begin. */
type Marked = Partial<Record<"retryable" | "overloaded" | "durableObjectReset", boolean>>;

const marksOf = (error: unknown): Marked => (error ?? {}) as Marked;

function mayHelpAgain(error: unknown): boolean {
	const { retryable, overloaded } = marksOf(error);
	return retryable === true && overloaded !== true;
}

/**
 * Errors without a mark. SQLite has no memory left when some thousand objects live in one process, and an object whose
 * database couldn't even be opened says "internal error".
 */
const unmarked = /SQLITE_NOMEM|out of memory|^internal error; reference = |Network connection lost/;

function isOutOfReach(error: unknown): boolean {
	const { retryable, overloaded, durableObjectReset } = marksOf(error);
	if (error instanceof Aborted || retryable || overloaded || durableObjectReset) return true;
	return error instanceof Error && unmarked.test(error.message);
}
