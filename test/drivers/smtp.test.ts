import { describe, expect, inject, it } from "vitest";
import { smtpDriver } from "../../src/drivers/smtp";
import type { Message } from "../../src/messages/message";
import { askServers, driverIo, failureOf } from "./counterparts";
import { newMessage, now } from "./message";

const { smtp, closedPort } = inject("servers");

const startTls = { port: smtp.startTls, security: "STARTTLS" };
const implicitTls = { port: smtp.implicitTls, security: "IMPLICIT_TLS" };

const settings = (config: Record<string, unknown>) => ({
	config: smtpDriver.config.parse({
		host: "localhost",
		fromAddress: "no-reply@tessera.test",
		fromName: "Tessera",
		userName: "tessera",
		...config,
	}),
	secrets: { password: "pässword" },
	callbackUrl: null,
	id: "prv00000000000000000",
});

const mailTo = (localPart: string, fields: Partial<Message> = {}) =>
	newMessage({
		channel: "EMAIL",
		destination: `${localPart}-${crypto.randomUUID()}@example.com`,
		subject: "Your code",
		text: "Your code is 123456.\nIt expires in five minutes.\n",
		...fields,
	});

const send = (mail: Message, config: Record<string, unknown>, budgetMs?: number) =>
	smtpDriver.send(driverIo({}, budgetMs), mail, settings(config));

const received = (mail: Message) => askServers("/mails", { to: mail.destination });

describe("SMTP", () => {
	it.each([
		["STARTTLS and AUTH PLAIN", startTls, "tessera by PLAIN"],
		["implicit TLS and AUTH LOGIN", implicitTls, "tessera by LOGIN"],
	])("hands a mail over by %s", async (_, config, user) => {
		const mail = mailTo("ada");
		const accepted = await send(mail, config);
		expect(accepted).toEqual({ providerMessageId: `${mail.id}@tessera.test`, status: "sent" });
		const mails = await received(mail);
		expect(mails).toHaveLength(1);
		expect(mails[0]).toMatchObject({
			secure: true,
			user,
			hello: "tessera.test",
			from: "no-reply@tessera.test",
			to: [mail.destination],
			sender: [{ address: "no-reply@tessera.test", name: "Tessera" }],
			recipients: [{ address: mail.destination, name: "" }],
			subject: "Your code",
			text: mail.text,
			messageId: `<${mail.id}@tessera.test>`,
			date: new Date(now).toISOString(),
		});
	});

	it("sends without a login where no user name is set", async () => {
		const mail = mailTo("ada");
		await send(mail, { port: smtp.open, userName: undefined });
		expect(await received(mail)).toHaveLength(1);
	});

	it("carries Japanese, emoji and long lines unchanged, in ASCII only", async () => {
		const subject = "確認コードのお知らせ: 🔐 このコードを他人に教えないでください ✓ 有効期限は五分です";
		const text = `コードは 123456 です。\r\n\r\n${"長い行。".repeat(300)}\r\n🔐👨‍👩‍👧\r\n`;
		const mail = mailTo("ada", { subject, text });
		await send(mail, { ...implicitTls, fromName: "テッセラ認証サービス・メール配信係" });
		const [arrived] = await received(mail);
		expect(arrived.subject).toBe(subject);
		expect(arrived.sender[0].name).toBe("テッセラ認証サービス・メール配信係");
		expect(arrived.text).toBe(text.replaceAll("\r\n", "\n"));
		expect(arrived.raw).toMatch(/^[\r\n\x20-\x7e]*$/);
		expect(Math.max(...arrived.raw.split("\r\n").map((line: string) => line.length))).toBeLessThan(998);
	});

	it("brings a long sender's name whole, on lines that RFC 2047 allows", async () => {
		const fromName = "テッセラ認証サービス・メール配信係・カスタマーサポートセンター";
		const mail = mailTo("ada");
		await send(mail, { ...implicitTls, fromName });
		const [arrived] = await received(mail);
		expect(arrived.sender).toEqual([{ address: "no-reply@tessera.test", name: fromName }]);
		const header: string[] = arrived.raw.split("\r\n\r\n")[0].split("\r\n");
		expect(header.filter((line) => line.includes("=?") && line.length > 76)).toEqual([]);
	});

	it("keeps lines that begin with a dot, and text after a dot alone on its line", async () => {
		const mail = mailTo("ada", { text: ".one\n..two\n.\nAfter the dot.\n" });
		await send(mail, startTls);
		expect((await received(mail))[0].text).toBe(".one\n..two\n.\nAfter the dot.\n");
	});

	it.each([
		["a line break in the subject", { subject: "Code\r\nBcc: eve@example.com" }],
		["a bare line feed in the subject", { subject: "Code\nBcc: eve@example.com" }],
		["a null in the subject", { subject: "Code\0" }],
		["a line break in the recipient", { destination: "ada@example.com\r\nRCPT TO:<eve@example.com>" }],
		["a second recipient", { destination: "ada@example.com,eve@example.com" }],
		["an angle bracket in the recipient", { destination: "ada@example.com> NOTIFY=<x@y" }],
	])("refuses %s before it connects", async (_, fields) => {
		// Were it to connect, the failure would be temporary.
		expect(await failureOf(send(mailTo("ada", fields), { port: closedPort }))).toBe("permanent");
	});

	it.each([
		["fromName", "Tessera\r\nBcc: eve@example.com"],
		["fromAddress", "a@b.test>\r\nRCPT TO:<eve@example.com"],
		["userName", "tessera\0eve"],
		["host", "localhost\r\n"],
		["port", 0],
		["security", "NONE"],
	])("takes no configuration with a wrong %s", (field, value) => {
		expect(() => settings({ [field]: value })).toThrow();
	});

	it.each([
		["no recipient of that name", "nobody", "permanent 550-5.1.1"],
		["a full mailbox", "full", "temporary 452-4.2.2"],
		["a mail that is refused", "spam", "permanent 554-5.7.1"],
		["a mail that is put off", "later", "temporary 451-4.3.0"],
	])("tells %s apart", async (_, localPart, failure) => {
		expect(await failureOf(send(mailTo(localPart), startTls))).toBe(failure);
	});

	it.each([
		["a wrong user name", { userName: "eve" }, "misconfigured 535-5.7.8"],
		["a login that is put off", { userName: "tired" }, "temporary 454-4.7.0"],
		["a from address that isn't ours", { fromAddress: "stranger@tessera.test" }, "misconfigured 553-5.7.1"],
		["a missing login", { userName: undefined }, "misconfigured 530"],
	])("tells %s apart", async (_, config, failure) => {
		const mail = mailTo("ada");
		expect(await failureOf(send(mail, { ...startTls, ...config }))).toContain(failure);
		expect(await received(mail)).toEqual([]);
	});

	it("is misconfigured with a user name and no password", async () => {
		const sending = smtpDriver.send(driverIo(), mailTo("ada"), { ...settings(startTls), secrets: {} });
		expect(await failureOf(sending)).toBe("misconfigured");
	});

	it("connects to no private host, and to this machine in development only", async () => {
		const { port } = implicitTls;
		for (const host of ["10.0.0.8", "169.254.169.254", "mail.internal"]) {
			expect(await failureOf(send(mailTo("ada"), { port, host }))).toBe("misconfigured");
		}
		const mail = mailTo("ada");
		const sending = smtpDriver.send({ ...driverIo(), isDevelopment: false }, mail, settings(implicitTls));
		expect(await failureOf(sending)).toBe("misconfigured");
		expect(await received(mail)).toEqual([]);
	});

	it("sends nothing to a server without STARTTLS", async () => {
		const mail = mailTo("ada");
		expect(await failureOf(send(mail, { port: smtp.withoutTls, security: "STARTTLS" }))).toBe("misconfigured");
		expect(await received(mail)).toEqual([]);
	});

	it("believes nothing that was said before TLS began", async () => {
		const error = await send(mailTo("ada"), { port: smtp.hasty, security: "STARTTLS" }).catch((thrown) => thrown);
		expect(error).toMatchObject({ kind: "temporary", message: "something was sent ahead of TLS" });
	});

	it.each([
		["whose certificate nobody vouches for", { port: smtp.untrusted }],
		["whose certificate nobody vouches for, after STARTTLS", { ...startTls, port: smtp.untrustedStartTls }],
		["whose certificate has expired", { port: smtp.expired }],
		["whose certificate is for another name", { port: smtp.misnamed }],
		["that speaks no TLS at this port", { port: smtp.startTls }],
	])("sends nothing to a server %s, and says so", async (_, config) => {
		const mail = mailTo("ada");
		expect(await failureOf(send(mail, config))).toBe("misconfigured tls-failed");
		expect(await received(mail)).toEqual([]);
	});

	it("is temporary when nobody listens, or nobody speaks", async () => {
		expect(await failureOf(send(mailTo("ada"), { port: smtp.vacant }))).toBe("temporary");
		expect(await failureOf(send(mailTo("ada"), { port: smtp.vacant, security: "STARTTLS" }))).toBe("temporary");
		expect(await failureOf(send(mailTo("ada"), { port: closedPort }))).toBe("temporary");
		const startedAt = performance.now();
		expect(await failureOf(send(mailTo("ada"), { port: smtp.mute, security: "STARTTLS" }, 300))).toBe("temporary");
		expect(performance.now() - startedAt).toBeLessThan(1_500);
	});

	it("is unknown when the mail was handed over and no answer came", async () => {
		const silent = mailTo("silent");
		expect(await failureOf(send(silent, implicitTls, 500))).toBe("unknown");
		expect(await received(silent)).toHaveLength(1);
		const dropped = mailTo("dropped");
		expect(await failureOf(send(dropped, { port: smtp.dropping }))).toBe("unknown");
		expect(await received(dropped)).toHaveLength(1);
	});

	it("says neither the address nor the password in a failure", async () => {
		for (const [mail, config] of [
			[mailTo("nobody"), startTls],
			[mailTo("ada"), { ...startTls, userName: "eve" }],
		] as const) {
			const error = await send(mail, config).catch((thrown) => thrown);
			expect(JSON.stringify([error.message, error.providerCode])).not.toMatch(/@|123456|pässword|eve/);
		}
	});
});
