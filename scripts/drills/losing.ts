// Guard calls that lose their answers: the guard has done its work and has written, and the caller gets an error.
import type { Bindings } from "../../src/env";

/** How many of the calls lose their answers: 0 to 1. */
let lostShare = 0;

export function setLostShare(share: number): void {
	lostShare = share;
}

const known = new WeakMap<Bindings, Bindings>();

/** The same bindings, with guards whose answers get lost. The product knows its bindings by identity. */
export function losing(bindings: Bindings): Bindings {
	const made = known.get(bindings) ?? { ...bindings, GUARD: losingNamespace(bindings.GUARD) };
	known.set(bindings, made);
	return made;
}

const losingNamespace = (namespace: DurableObjectNamespace): DurableObjectNamespace =>
	callsOf(namespace, (name, call) => {
		const result = call();
		return name === "get" || name === "getByName" ? losingStub(result as DurableObjectStub) : result;
	});

const losingStub = (stub: DurableObjectStub): DurableObjectStub =>
	callsOf(stub, async (_name, call) => {
		const answer = await call();
		if (Math.random() < lostShare) throw lostConnection();
		return answer;
	});

/** The same object, whose methods are called by `around`. */
const callsOf = <T extends object>(object: T, around: (name: string | symbol, call: () => unknown) => unknown): T =>
	new Proxy(object, {
		get(target, name) {
			const methods = target as Record<string | symbol, (...args: unknown[]) => unknown>;
			if (typeof methods[name] !== "function") return methods[name];
			// Not `apply`: everything that is read from a remote method is another remote method.
			return (...args: unknown[]) => around(name, () => methods[name]!(...args));
		},
	});

/** What the platform throws when an object is reset while somebody waits for its answer. */
const lostConnection = () => Object.assign(new Error("Network connection lost."), { retryable: true, remote: true });
