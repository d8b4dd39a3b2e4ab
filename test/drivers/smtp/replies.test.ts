// What the SMTP driver makes of replies, and how it takes its leave, at a server that answers as it is told.
import { describe, expect, inject, it, vi } from "vitest";
import { smtpDriver } from "../../../src/drivers/smtp";
import { askServers, driverIo, failureOf } from "../counterparts";
import { newMessage } from "../message";

const { smtp } = inject("servers");

/** @param script see test/support/scripted-smtp.mjs */
function scripted(script: string, fields: { login?: boolean; budgetMs?: number } = {}) {
	const hello = `${script}.${crypto.randomUUID().slice(0, 8)}.test`;
	const config = smtpDriver.config.parse({
		host: "localhost",
		port: smtp.scripted,
		fromAddress: `no-reply@${hello}`,
		...(fields.login ? { userName: "tessera" } : {}),
	});
	const mail = newMessage({ channel: "EMAIL", destination: "ada@example.com", subject: "Your code" });
	const account = { id: "prv00000000000000000", config, secrets: { password: "secret" }, callbackUrl: null };
	return {
		sending: smtpDriver.send(driverIo({}, fields.budgetMs), mail, account),
		/** Once the driver has left. */
		session: () =>
			vi.waitFor(async () => {
				const [session] = await askServers("/smtp/sessions", { hello });
				expect(session).toMatchObject({ isOver: true });
				return session as { commands: string[]; mails: number };
			}, 3_000),
	};
}

describe("An SMTP reply", () => {
	it.each([
		"usual",
		"rcpt-251",
		"rcpt-252-2-1-5",
		"rcpt-253",
		"mail-252",
		"ehlo-251",
		"data-350",
		"end-252",
		"end-200",
		"end-299-2-6-0",
	])("is a success by its first digit: %s", async (script) => {
		const { sending, session } = scripted(script);
		expect(await sending).toMatchObject({ status: "sent" });
		const { commands, mails } = await session();
		expect(mails).toBe(1);
		expect(commands.map((line) => line.split(" ")[0])).toEqual(["EHLO", "MAIL", "RCPT", "DATA", "QUIT"]);
	});

	it("is a success for a login, too, by its first digit", async () => {
		expect(await scripted("auth-230", { login: true }).sending).toMatchObject({ status: "sent" });
	});

	it.each([
		["end-354", "unknown 354"],
		["end-100", "unknown 100"],
		["end-399", "unknown 399"],
		["end-650-5-7-1", "unknown 650-5.7.1"],
		["end-000", "unknown 0"],
		["end-nonsense", "unknown"],
		["end-450", "temporary 450"],
		["end-452-4-3-1", "temporary 452-4.3.1"],
		["end-599", "permanent 599"],
	])("to the mail itself, %s, is %s", async (script, failure) => {
		expect(await failureOf(scripted(script).sending)).toBe(failure);
	});

	it.each([
		["mail-354", "temporary 354"],
		["rcpt-150", "temporary 150"],
		["data-250", "temporary 250"],
		["rcpt-nonsense", "temporary"],
		["ehlo-nonsense", "temporary"],
	])("before the mail left, %s, is %s, because nothing can be out", async (script, failure) => {
		const { sending, session } = scripted(script);
		expect(await failureOf(sending)).toBe(failure);
		expect((await session()).mails).toBe(0);
	});

	it.each([
		["rcpt-553-5-7-1", "misconfigured 553-5.7.1"],
		["rcpt-550-5-7-1", "misconfigured 550-5.7.1"],
		["rcpt-550-5-7-60", "misconfigured 550-5.7.60"],
		["rcpt-554-5-7-1", "misconfigured 554-5.7.1"],
		["rcpt-550-5-1-8", "misconfigured 550-5.1.8"],
		["rcpt-553-5-1-7", "misconfigured 553-5.1.7"],
		["rcpt-553-5-1-3", "permanent 553-5.1.3"],
		["rcpt-550-5-1-1", "permanent 550-5.1.1"],
		["rcpt-550-5-1-70", "permanent 550-5.1.70"],
		["rcpt-552-5-2-2", "permanent 552-5.2.2"],
		["rcpt-553", "permanent 553"],
		["rcpt-450-4-7-1", "temporary 450-4.7.1"],
		["end-554-5-7-1", "permanent 554-5.7.1"],
	])("%s is %s: whether it speaks of us or of the recipient", async (script, failure) => {
		expect(await failureOf(scripted(script).sending)).toBe(failure);
	});
});

describe("An SMTP conversation", () => {
	it.each([
		["ehlo-554", ["EHLO"]],
		["mail-553-5-7-1", ["EHLO", "MAIL"]],
		["mail-451", ["EHLO", "MAIL"]],
		["rcpt-550-5-1-1", ["EHLO", "MAIL", "RCPT"]],
		["rcpt-452", ["EHLO", "MAIL", "RCPT"]],
		["data-554", ["EHLO", "MAIL", "RCPT", "DATA"]],
		["end-554", ["EHLO", "MAIL", "RCPT", "DATA"]],
		["end-451", ["EHLO", "MAIL", "RCPT", "DATA"]],
		["end-354", ["EHLO", "MAIL", "RCPT", "DATA"]],
		["rcpt-550--quit-500", ["EHLO", "MAIL", "RCPT"]],
		["rcpt-550--quit-nothing", ["EHLO", "MAIL", "RCPT"]],
	])("that is refused, %s, ends with QUIT", async (script, before) => {
		const { sending, session } = scripted(script, { budgetMs: 1_000 });
		await failureOf(sending);
		expect((await session()).commands.map((line) => line.split(" ")[0])).toEqual([...before, "QUIT"]);
	});

	it("whose login is refused ends with QUIT", async () => {
		const { sending, session } = scripted("auth-535-5-7-8", { login: true });
		expect(await failureOf(sending)).toBe("misconfigured 535-5.7.8");
		expect((await session()).commands.slice(1)).toEqual(["AUTH PLAIN", "QUIT"]);
	});

	it("ends with QUIT each time, also when many are refused at once", async () => {
		const all = Array.from({ length: 54 }, () => scripted("end-554-5-7-1"));
		await Promise.all(all.map(({ sending }) => failureOf(sending)));
		const sessions = await Promise.all(all.map(({ session }) => session()));
		expect(sessions.filter(({ commands }) => commands.at(-1) === "QUIT")).toHaveLength(54);
	});

	it("doesn't keep its caller waiting for the answer to QUIT", async () => {
		const startedAt = performance.now();
		await scripted("quit-nothing", { budgetMs: 3_000 }).sending;
		expect(performance.now() - startedAt).toBeLessThan(2_000);
	});
});
