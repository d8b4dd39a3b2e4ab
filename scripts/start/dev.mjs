// `wrangler dev` as a program of our own, on a local D1 that has all migrations: the command can't be told to open no
// inspector, which lets every program of this machine read the Worker's memory.
import { unstable_startWorker } from "wrangler";
import { migrate } from "./migrate.mjs";

const { host, port, publicOrigin, vars, state, inspectorPort } = JSON.parse(process.argv[2]);

await migrate(state);

const worker = await unstable_startWorker({
	config: "wrangler.toml",
	envFiles: [vars],
	bindings: { PUBLIC_ORIGIN: { type: "plain_text", value: publicOrigin } },
	// The command reads this from the compatibility flags of wrangler.toml.
	build: { nodejsCompatMode: "v2" },
	dev: {
		server: { hostname: host, port },
		inspector: inspectorPort === null ? false : { hostname: host, port: inspectorPort },
		persist: state,
		logLevel: "error",
		watch: true,
	},
});

// On this machine nobody but us rings every minute, as wrangler.toml asks for. Without it no notice would be sent.
const everyMinute = `http://${host}:${port}/cdn-cgi/handler/scheduled?cron=${encodeURIComponent("* * * * *")}`;
setInterval(() => worker.fetch(everyMinute).catch(() => {}), 60_000);
