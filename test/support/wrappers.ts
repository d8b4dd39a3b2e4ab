// Spares the suite a third of its time: for each Durable Object that is made, the pool wraps the prototype of its class
// once more. After a thousand objects every call would go through a thousand proxies.

/** As the pool calls what answers for a method that the class doesn't have. */
const poolsOwn = "getUnknownPrototypeKey";

const wrapped = new WeakSet<object>();

/** From now on a prototype that the pool has wrapped stays as it is. The pool has no setting for it. */
export function wrapPrototypesOnce(): void {
	if (wrapped.has(Proxy)) return;
	globalThis.Proxy = new Proxy(Proxy, {
		construct(RealProxy, [target, handler]: [object, ProxyHandler<object>]) {
			if (wrapped.has(target)) return target;
			const proxy = new RealProxy(target, handler);
			if (String(handler.get).includes(poolsOwn)) wrapped.add(proxy);
			return proxy;
		},
	});
	wrapped.add(Proxy);
}
