// Which Durable Objects there are.
import { listDurableObjectIds } from "cloudflare:test";

/** The pool asks the process that runs Vitest, which may have closed the connection just then. So it's asked twice. */
export const objectIds = (namespace: DurableObjectNamespace): Promise<DurableObjectId[]> =>
	listDurableObjectIds(namespace).catch(() => listDurableObjectIds(namespace));
