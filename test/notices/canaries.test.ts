// What really happens to two people, told by a real mail server and a real operator: no notice gives anything away.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { setPhrase } from "../../src/challenges/owned/phrase";
import { makeRecoveryCodes } from "../../src/challenges/owned/recovery-codes";
import { findRecoveryCodes } from "../../src/challenges/owned/recovery-lists";
import type { NoticeKind } from "../../src/settings/catalogue/notices";
import { ownText } from "../../src/settings/words";
import { getUser } from "../../src/users/service";
import { createApplication } from "../applications/applications";
import { answerQuestions } from "../care/actions";
import { createOperator, note } from "../care/care";
import { answererFor, register } from "../challenges/challenged";
import { newNumber } from "../factors/sent-factor";
import { removeAllProviders } from "../providers/accounts/accounts";
import { resetDefaults } from "../settings/properties";
import { createWorld, unique, type World } from "../support/world";
import { useServers } from "./servers";
import { createOwner, forgetNotices, tellNow } from "./told";

let world: World;
let servers: Awaited<ReturnType<typeof useServers>>;
beforeAll(async () => {
	world = await createWorld();
	await removeAllProviders(world);
	await resetDefaults(world);
	servers = await useServers(world);
	await forgetNotices();
});
afterAll(() => removeAllProviders(world));

type Owner = Awaited<ReturnType<typeof createOwner>>;

const newAddress = () => `${unique("canary")}@example.com`;

/** What `live` does, as the user is told of it. */
const happened: NoticeKind[] = [
	"factorAdded",
	"questionsChanged",
	"phraseChanged",
	"recoveryCodesMade",
	"recoveryCodeUsed",
	"contactChanged",
	"devicesRemoved",
	"temporaryAllow",
	"helpDeskCode",
	"accountReset",
];

/** Uses everything that a user is told of, as users and operators do. Returns what no notice may hold. */
async function live({ id, path, change }: Owner): Promise<string[]> {
	const [factorNumber, mobile, email, secondEmail] = [newNumber(), newNumber(), newAddress(), newAddress()];
	const profile = { phoneNumber: factorNumber };
	const enrolled = await world.call("POST", `${path}/factors`, { factorType: "sms", provider: "OKTA", profile });
	const [passCode = ""] = /\d{6}/.exec(await servers.smsTo(factorNumber)) ?? [];
	const activation = await world.call("POST", `${path}/factors/${enrolled.body.id}/lifecycle/activate`, { passCode });
	expect(activation.status, JSON.stringify(activation.body)).toBe(200);

	const user = await getUser(world.ctx, id);
	await answerQuestions(world, id);
	await setPhrase(world.ctx, user, "quiet otter");
	const codes = await makeRecoveryCodes(world.ctx, user);
	const list = (await findRecoveryCodes(world.ctx, id))!;
	expect((await (await answererFor(world, id, "ChallengeRecoveryCode", list.id))(codes[0]!)).result).toBe("accepted");
	await register(world, id, { mobile, email });
	await change({ secondEmail });

	const deviceToken = unique("token-of-a-browser");
	await world.call("POST", `${path}/registered-devices`, { deviceToken });
	const operator = await createOperator(world);
	const { id: application } = await createApplication(world);
	await operator.act(id, "unregister-devices");
	await operator.act(id, "temporary-allow");
	const { code } = (await operator.act(id, "help-desk-code", { ...note, application })).body;
	expect((await operator.act(id, "reset-all")).status).toBe(204);
	await world.shipLog(id);

	const numbers = [factorNumber, mobile].map((number) => number.slice(2));
	const codesAsTyped = codes.flatMap((one) => [one, one.replaceAll("-", "")]);
	const said = [note.reason, note.ticket, "quiet otter", "answer 0"];
	return [passCode, code, deviceToken, email, secondEmail, ...numbers, ...codesAsTyped, ...said];
}

describe.each(["en", "ja"] as const)("in %s", (locale) => {
	it("nobody reads a code, a secret or an address, of the own account or of another person's", async () => {
		const number = newNumber();
		const [one, other] = [
			await createOwner(world, { locale }),
			await createOwner(world, { locale, hasEmail: false, contacts: { mobile: number } }),
		];
		const canaries = [...(await live(one)), ...(await live(other)), number.slice(2)];
		await tellNow(world);
		const mails = await servers.mailsTo(one.email);
		const sms = await servers.smsTo(number);
		const texts = mails.map(({ text }) => text).join("\n");
		for (const kind of happened) {
			const sentence = ownText(`notice.${kind}`, [locale])!.value;
			expect(
				[texts, sms].map((all) => all.split(sentence).length - 1),
				kind,
			).toEqual([1, 1]);
		}
		expect(mails.map(({ to }) => to)).toEqual(happened.map(() => [one.email]));
		const written = [sms, ...mails.flatMap(({ raw, subject, text }) => [raw, subject, text])].join("\n");
		expect(canaries.filter((canary) => canary === "" || written.includes(canary))).toEqual([]);
		expect(texts + sms).not.toMatch(/@|https?:|\bwww\.|\d{5}/);
	});
});
