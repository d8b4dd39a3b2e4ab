// The product with a clock that a test moves on, for what people see after a while.
import worker from "../../src/index";

export * from "../../src/index";

let aheadMs = 0;
const realNow = Date.now;
// Objects of the product live in the same isolate, so one clock is everybody's.
Date.now = () => realNow() + aheadMs;

export default {
	...worker,
	fetch(...[request, bindings, execution]: Parameters<typeof worker.fetch>) {
		const { pathname, searchParams } = new URL(request.url);
		if (pathname !== "/ahead") return worker.fetch(request, bindings, execution);
		aheadMs += Number(searchParams.get("ms"));
		return new Response();
	},
};
