// `node bench/people.mjs`: the first and the fiftieth page of lists of 100,000 users, beside a bare read of D1.
import { bounded } from "./lists.mjs";
import { call, startServer } from "./server.mjs";

const users = Number(process.env.BENCH_USERS ?? 100_000);
const usersPerRequest = 10_000;

const server = await startServer({ entry: "bench/people.ts", isQuiet: true });
try {
	const { id: group } = await call(server, "POST", "/api/v1/groups", { profile: { name: "Everybody of the bench" } });
	for (let from = 0; from < users; from += usersPerRequest) {
		await call(server, "POST", `/bench/people/${group}/${from}/${Math.min(users, from + usersPerRequest)}`);
	}
	await bounded(server, {
		page: "/console/users",
		bareAfter: "person-002500",
		searches: {
			everybody: {},
			"one status": { status: "ACTIVE" },
			"a name": { q: "anna" },
			"a login": { q: "person-0" },
			group: { group },
		},
	});
} finally {
	await server.stop();
}
