// Codes by e-mail through a mail server that nobody here wrote. Skipped where Debian's exim4 isn't installed.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { makeCertificates } from "../support/certificates.mjs";
import { startExim, whyNoExim } from "./exim.mjs";
import { ask, create, newHome, startServer } from "./server.mjs";

const login = { userName: "tessera", password: "p4ss:wörd" };

describe("exim4", { timeout: 120_000, skip: whyNoExim() }, () => {
	let home;
	let server;
	let exim;

	before(async () => {
		const { authorityPath, trusted } = await makeCertificates();
		exim = await startExim(trusted, login);
		home = await newHome();
		home.environment.NODE_EXTRA_CA_CERTS = authorityPath;
		server = await startServer(home);
	});
	after(async () => {
		await server?.stop();
		await exim?.stop();
		home?.remove();
	});

	/** A provider account for one way of TLS. */
	const createAccount = (security, port, password = login.password) =>
		create(server, "/api/v1/provider-accounts", {
			name: `Exim by ${security} with ${password.length} characters`,
			driver: "smtp",
			config: { host: "localhost", port, security, fromAddress: "codes@example.com", userName: login.userName },
			secrets: { password },
		});

	for (const [security, kind] of [
		["STARTTLS", "startTls"],
		["IMPLICIT_TLS", "implicitTls"],
	]) {
		it(`takes a code by ${security}, which is then verified`, async () => {
			const account = await createAccount(security, exim.ports[kind]);
			const to = `${kind.toLowerCase()}@example.com`;
			const route = await create(server, "/api/v1/delivery-routes", {
				name: security,
				conditions: { channels: ["EMAIL"] },
				providers: [account],
			});
			const userId = await create(server, "/api/v1/users", { profile: { login: to, email: to, locale: "ja" } });
			const factors = `/api/v1/users/${userId}/factors`;
			const factor = { factorType: "email", provider: "OKTA", profile: { email: to } };
			const factorId = await create(server, `${factors}?activate=true`, factor);
			const challenged = await ask(server, "POST", `${factors}/${factorId}/verify`);
			assert.equal(challenged.body.factorResult, "CHALLENGE", JSON.stringify(challenged.body));

			const mail = await exim.mailTo(to);
			assert.equal(mail.from.value[0].address, "codes@example.com");
			assert.match(mail.subject, /[\u3040-\u30ff]/);
			assert.equal(mail.messageId, `<${challenged.body._embedded.delivery.id}@example.com>`);
			const [passCode] = /\b\d{6}\b/.exec(mail.text);
			const verified = await ask(server, "POST", `${factors}/${factorId}/verify`, { passCode });
			assert.deepEqual([verified.status, verified.body], [200, { factorResult: "SUCCESS" }]);
			await ask(server, "DELETE", `/api/v1/delivery-routes/${route}`);
		});
	}

	it("refuses a wrong password, which is called a wrong setting", async () => {
		const account = await createAccount("STARTTLS", exim.ports.startTls, "wrong");
		const tested = await ask(server, "POST", `/api/v1/provider-accounts/${account}/test`, {
			channel: "EMAIL",
			to: "nobody@example.com",
		});
		assert.equal(tested.status, 200);
		assert.equal(tested.body.failure.kind, "misconfigured");
	});
});
