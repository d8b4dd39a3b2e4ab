// Runs once before the suite: starts SMTP and SMPP servers, carriers, directories, and an HTTP door that shows what
// they received.
// Runs once after it: looks for what no log may hold in everything that the Worker wrote to its own.
import { createServer } from "node:http";
import { createServer as createTcpServer } from "node:net";
import { text } from "node:stream/consumers";
import { leaksInWorkerLog } from "../../scripts/scan-output/patterns.mjs";
import { startCarrierServers } from "./carrier-servers.mjs";
import { startDirectoryServers } from "./directory-servers.mjs";
import { findClosedPort, listen } from "./listen.mjs";
import { startSmppServers } from "./smpp-servers.mjs";
import { startSmtpServers } from "./smtp-servers.mjs";

/** @param project vitest's project; tests read by `inject` what it gets by `provide` */
export default async function startServers(project) {
	// vitest.config.ts makes the certificates, because workerd must trust them from its start.
	const certificates = JSON.parse(process.env.TEST_CERTIFICATES);
	const smtp = await startSmtpServers(certificates);
	const smpp = await startSmppServers(certificates);
	const carriers = await startCarrierServers();
	const directories = await startDirectoryServers();
	const printed = [];
	const door = await listen(
		createServer(async (request, response) => {
			const url = new URL(request.url, "http://door");
			const asked = (name) => url.searchParams.get(name);
			const answers = {
				"/carriers": () => carriers.messagesOf(asked("name")),
				"/directories/requests": () => directories.requestsOf(asked("name")),
				"/directories/values": () => directories.valuesOf(asked("name")),
				"/mails": () => smtp.mailsTo(asked("to")),
				"/smtp/sessions": () => smtp.sessionsOf(asked("hello")),
				"/smpp/submits": () => smpp.submitsOf(asked("systemId")),
				"/smpp/sessions": () => smpp.sessionsOf(asked("systemId")),
				"/smpp/deliver": () => smpp.deliver(asked("systemId"), JSON.parse(asked("pdu"))),
				"/smpp/disconnect": () => smpp.disconnect(asked("systemId")),
				"/printed": async () => void printed.push(await text(request)),
			};
			response.end(JSON.stringify((await answers[url.pathname]()) ?? null));
		}),
	);
	project.provide("servers", {
		smtp: smtp.ports,
		smpp: smpp.ports,
		carriers: carriers.origin,
		directories: directories.origin,
		closedPort: await findClosedPort(createTcpServer),
		door: `http://127.0.0.1:${door.port}`,
	});
	return () => {
		smtp.close();
		smpp.close();
		carriers.close();
		directories.close();
		door.close();
		const leaks = leaksInWorkerLog(printed.join("\n"));
		if (leaks.length === 0) return;
		// vitest prints what a teardown throws, and ends well all the same.
		process.exitCode = 1;
		throw new Error(`the Worker's own log holds what nobody may read:\n${leaks.join("\n")}`);
	};
}
