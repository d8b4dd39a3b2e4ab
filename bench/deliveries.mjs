// `node bench/deliveries.mjs`: the first and the fiftieth page of lists of 1,000,000 deliveries, beside a bare read.
import { bounded } from "./lists.mjs";
import { call, startServer } from "./server.mjs";

const deliveries = Number(process.env.BENCH_DELIVERIES ?? 1_000_000);
const deliveriesPerRequest = 10_000;

const numbered = (prefix, number) => prefix + String(number).padStart(17, "0");

const server = await startServer({ entry: "bench/deliveries.ts", isQuiet: true });
try {
	for (let from = 0; from < deliveries; from += deliveriesPerRequest) {
		await call(server, "POST", `/bench/deliveries/${from}/${Math.min(deliveries, from + deliveriesPerRequest)}`);
	}
	await bounded(server, {
		page: "/console/deliveries",
		bareAfter: numbered("dlv", Math.floor(deliveries / 2)),
		searches: {
			everything: {},
			"a user": { user: numbered("00u", 7) },
			"a destination": { to: "hash-7" },
			"a rare status": { status: "failed" },
			"a common status": { status: "delivered" },
			"an account": { provider: numbered("prv", 9) },
			"an account's failures": { provider: numbered("prv", 3), status: "failed" },
			"a common status of an account": { provider: numbered("prv", 3), status: "sent" },
		},
	});
} finally {
	await server.stop();
}
