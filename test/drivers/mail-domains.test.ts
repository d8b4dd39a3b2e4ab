// Every driver of e-mail gets the domain of an internationalised address in A-labels, and so does its provider.
import { describe, expect, inject, it } from "vitest";
import { drivers } from "../../src/drivers";
import { amazonSesDriver } from "../../src/drivers/amazon-ses";
import { cloudflareEmailDriver } from "../../src/drivers/cloudflare-email";
import type { Driver } from "../../src/drivers/driver";
import { resendDriver } from "../../src/drivers/resend";
import { sendgridDriver } from "../../src/drivers/sendgrid";
import { smtpDriver } from "../../src/drivers/smtp";
import { umsDriver } from "../../src/drivers/ums";
import { askServers, driverIo, failureOf } from "./counterparts";
import { account, fakeProvider, jsonAnswer } from "./fake-provider";
import { message, newMessage } from "./message";

const { smtp } = inject("servers");
const fromAddress = "no-reply@example.com";

/** Drivers over HTTP, with settings and an answer that takes the mail. */
const overHttp: [Driver, Parameters<typeof account>[1], () => Response][] = [
	[resendDriver, { config: { fromAddress }, secrets: { apiKey: "re_c1tpEyD8" } }, () => jsonAnswer(200, { id: "1" })],
	[
		sendgridDriver,
		{ config: { fromAddress }, secrets: { apiKey: "SG.aaaa.bbbb-cc" } },
		() => new Response(null, { status: 202, headers: { "X-Message-Id": "1" } }),
	],
	[
		amazonSesDriver,
		{
			config: { region: "eu-west-1", fromAddress },
			secrets: { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" },
		},
		() => jsonAnswer(200, { MessageId: "1" }),
	],
	[
		umsDriver,
		{ config: { endpoint: "https://ums.example.com/send", emailSender: "code@bücher.example" } },
		() => new Response("<Envelope><Body><result>1</result></Body></Envelope>"),
	],
];

const mailTo = (destination: string) => message({ channel: "EMAIL", destination, subject: "Your code" });

describe("The domain of an e-mail", () => {
	it.each(overHttp.map(([driver, settings, taken]) => [driver.id, driver, settings, taken] as const))(
		"is in A-labels in the request of %s",
		async (_, driver, settings, taken) => {
			for (const [destination, sent] of [
				["ada@bücher.example", "ada@xn--bcher-kva.example"],
				["ada@例え。テスト", "ada@xn--r8jz45g.xn--zckzah"],
				["ada@Example.com", "ada@Example.com"],
			] as const) {
				const { io, requests } = fakeProvider(taken());
				await driver.send(io, mailTo(destination), account(driver, settings));
				expect(requests[0]?.body).toContain(sent);
				expect(requests[0]?.body).not.toMatch(/bücher|例え/);
			}
		},
	);

	it("is in A-labels for the Worker's own binding", async () => {
		const sent: unknown[] = [];
		const EMAIL = { send: async (mail: unknown) => ({ messageId: String(sent.push(mail)) }) } as unknown as SendEmail;
		const io = { ...driverIo(), bindings: { ...driverIo().bindings, EMAIL } };
		await cloudflareEmailDriver.send(
			io,
			mailTo("ada@bücher.example"),
			account(cloudflareEmailDriver, { config: { fromAddress } }),
		);
		expect(sent).toMatchObject([{ to: "ada@xn--bcher-kva.example" }]);
	});

	it("makes no mail where the DNS can't have it", async () => {
		const [driver, settings] = overHttp[0]!;
		const { io, requests } = fakeProvider();
		expect(await failureOf(driver.send(io, mailTo("ada@bücher.example:25"), account(driver, settings)))).toBe(
			"permanent",
		);
		expect(requests).toEqual([]);
	});

	it("is tested here for every driver of e-mail", () => {
		const tested = [...overHttp.map(([{ id }]) => id), "cloudflare-email", "smtp", "inbox"];
		expect(
			drivers
				.filter(({ channels }) => channels.includes("EMAIL"))
				.map(({ id }) => id)
				.sort(),
		).toEqual(tested.sort());
	});
});

describe("SMTP", () => {
	const hello = `plain.${crypto.randomUUID().slice(0, 8)}.test`;
	const send = (destination: string, config: Record<string, unknown>) =>
		smtpDriver.send(
			driverIo(),
			newMessage({ channel: "EMAIL", destination, subject: "Your code" }),
			account(smtpDriver, { config: { host: "localhost", fromAddress: `no-reply@${hello}`, ...config } }),
		);

	it.each([
		["ada@bücher.example", "RCPT TO:<ada@xn--bcher-kva.example>"],
		["ada@例え.テスト", "RCPT TO:<ada@xn--r8jz45g.xn--zckzah>"],
		["ada@BÜCHER。example", "RCPT TO:<ada@xn--bcher-kva.example>"],
	])("needs no SMTPUTF8 for %s", async (destination, command) => {
		await send(destination, { port: smtp.scripted });
		const session = (await askServers("/smtp/sessions", { hello })).at(-1);
		expect(session.commands.slice(1, 3)).toEqual([`MAIL FROM:<no-reply@${hello}>`, command]);
	});

	it("needs SMTPUTF8 for a local part outside ASCII, and says so", async () => {
		expect(await failureOf(send("josé@example.com", { port: smtp.scripted }))).toBe("permanent");
		const to = `josé-${crypto.randomUUID()}@bücher.example`;
		await send(to, { port: smtp.open });
		const [arrived] = await askServers("/mails", { to });
		expect(arrived.raw).toContain("@xn--bcher-kva.example\r\n");
	});
});
