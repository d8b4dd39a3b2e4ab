// Codes of every shape, in English and Japanese, at real counterparts: a mail server, an operator, a hook's receiver.
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { askServers } from "../drivers/counterparts";
import { createHook, freeTheActivePlace } from "../hooks/hooks";
import { createAccount, removeAllProviders } from "../providers/accounts/accounts";
import { ofDefault, resetDefaults, setProperty } from "../settings/properties";
import { carrierUrl, takenBy } from "../support/carriers";
import { createWorld, unique, type World } from "../support/world";
import { createChallenged, switchOn } from "./challenged";

const { smtp, smpp } = inject("servers");

let world: World;
beforeAll(async () => {
	world = await createWorld();
	await resetDefaults(world);
	await switchOn(world, "ChallengeSMS", "ChallengeEmail");
});
afterAll(async () => {
	await freeTheActivePlace(world);
	await removeAllProviders(world);
	await resetDefaults(world);
});

const shapes = [
	["4", "1234567890abcd", /^[0-9a-d]{4}$/],
	["12", "ABCDEFGHJKLMNPQRSTUVWXYZ", /^[A-HJ-NP-Z]{12}$/],
	["5", "1234567890", /^\d{5}$/],
] as const;

const cases = shapes.flatMap(([length, alphabet, form]) =>
	["en", "ja"].map((language) => ({ length, alphabet, form, language })),
);

async function shapeCodes({ length, alphabet }: { length: string; alphabet: string }) {
	await setProperty(world, ofDefault("otp.generate.code.length"), length);
	await setProperty(world, ofDefault("otp.generate.code.characters"), alphabet);
}

/** The longest run of signs that could be the code. */
const codeIn = (text: string, form: RegExp): string =>
	text.split(/[^0-9A-Za-z]+/).find((part) => form.test(part) && /[0-9]|^[A-Z]+$/.test(part)) ?? "";

describe.each(cases)("$length of $alphabet in $language", (one) => {
	const { language, form } = one;
	const inJapanese = /\p{scx=Hira}/u;

	/** Sends a code, and lets the person answer with what the counterpart has. */
	async function exchange(type: string, textOf: (to: { mobile: string; login: string }) => Promise<string>) {
		await shapeCodes(one);
		const person = await createChallenged(world);
		const { send, answer } = await person.begin(type);
		expect(await send({ acceptLanguage: language })).toMatchObject({ result: "sent" });
		const text = await textOf(person);
		expect(inJapanese.test(text)).toBe(language === "ja");
		const code = codeIn(text, form);
		expect(code, text).toMatch(form);
		expect((await answer(code)).result).toBe("accepted");
	}

	it("arrives by SMTP", async () => {
		await removeAllProviders(world);
		await createAccount(world, {
			driver: "smtp",
			config: {
				host: "localhost",
				port: smtp.startTls,
				security: "STARTTLS",
				fromAddress: "no-reply@tessera.test",
				userName: "tessera",
			},
			secrets: { password: "pässword" },
		});
		await exchange("ChallengeEmail", async ({ login }) => {
			const [mail] = await askServers("/mails", { to: login });
			expect(mail.subject).not.toMatch(form);
			return mail.text;
		});
	});

	it("arrives by SMPP", async () => {
		await removeAllProviders(world);
		const systemId = `t${crypto.randomUUID().replaceAll("-", "")}`.slice(0, 15);
		await createAccount(world, {
			driver: "smpp",
			config: {
				host: "localhost",
				transmitterPort: smpp.plain,
				tls: false,
				systemId,
				systemType: "OTP",
				senderAddress: "Tessera",
			},
			secrets: { transmitterPassword: "secret12" },
		});
		await exchange("ChallengeSMS", async () => {
			const submits: { text: string }[] = await askServers("/smpp/submits", { systemId });
			return submits.map(({ text }) => text).join("");
		});
	});

	it("arrives at the receiver of a hook", async () => {
		await removeAllProviders(world);
		const name = unique("receiver");
		await createHook(world, { uri: carrierUrl(name, "ok") });
		await exchange("ChallengeSMS", async () => {
			const [taken] = (await takenBy(name)) as unknown as { otpCode: string; msgTemplate: string }[];
			expect(taken!.msgTemplate).toContain(taken!.otpCode);
			return taken!.msgTemplate;
		});
		await freeTheActivePlace(world);
	});
});
