// `npm run example`: makes what an example application needs at the server of `npm start`, and starts the example.
// `npm run example -- hosted` starts the one that leaves the pages to Tessera.
import { readCredentials } from "./credentials.mjs";
import { setUp } from "./example/set-up.mjs";

const appUrl = `http://localhost:${process.env.APP_PORT || 3000}`;
const login = "ada@example.com";

try {
	const server = readCredentials();
	Object.assign(process.env, await setUp(server, { name: "Example", appUrl, login }));
	await import(process.argv[2] === "hosted" ? "../examples/hosted-pages.mjs" : "../examples/sign-in.mjs");
	console.log(`
  Sign in as ${login} with the password: a field of blue flax
  Codes arrive at ${server.baseUrl}/dev/inbox
`);
} catch (error) {
	const isDown = error.cause?.code === "ECONNREFUSED";
	console.error(`\n${isDown ? "No server answers. Run npm start in another terminal." : error.message}\n`);
	process.exitCode = 1;
}
