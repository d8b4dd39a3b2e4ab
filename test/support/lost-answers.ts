// A namespace of real Durable Objects whose answers get lost on the way back: the object has done what it was asked.

/** As workerd marks a connection that broke. */
export const connectionLost = () => Object.assign(new Error("Network connection lost."), { retryable: true });

/** As workerd marks an object that broke. */
export const objectReset = () => Object.assign(new Error("Durable Object reset"), { durableObjectReset: true });

interface LosingNamespace<Namespace> {
	namespace: Namespace;
	/** The methods that were called, in their order. */
	calls: string[];
	/** How many stubs were made. */
	stubs(): number;
}

/** @param lossOf the error in place of the answer of this call, counted from 0; null lets the answer through */
export function losingAnswers<Namespace extends DurableObjectNamespace<undefined>>(
	real: Namespace,
	lossOf: (index: number) => unknown,
): LosingNamespace<Namespace> {
	const calls: string[] = [];
	let stubs = 0;
	const losing = (stub: object) =>
		new Proxy(stub, {
			get:
				(target, method) =>
				async (...given: unknown[]) => {
					const loss = lossOf(calls.push(String(method)) - 1);
					const answer = await Reflect.get(target, method)(...given);
					if (loss !== null) throw loss;
					return answer;
				},
		});
	const namespace = new Proxy(real, {
		get(target, name) {
			const member = Reflect.get(target, name);
			if (name !== "get") return typeof member === "function" ? member.bind(target) : member;
			return (id: DurableObjectId) => {
				stubs += 1;
				return losing(target.get(id));
			};
		},
	});
	return { namespace, calls, stubs: () => stubs };
}
