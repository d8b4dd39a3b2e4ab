// A user who can be challenged, the object that keeps a transaction's codes, and the verbs with a context of their own.
import { env, runInDurableObject } from "cloudflare:test";
import type { Challenge, MessageOptions } from "../../src/challenges/challenge";
import { type CodeKeeper, CodeStore } from "../../src/challenges/codes/store";
import { type Person, readPerson } from "../../src/challenges/person";
import { answerChallenge, type Delivered, deliverChallenge, offeredChallenges } from "../../src/challenges/service";
import { readType } from "../../src/challenges/type";
import { contactSettings } from "../../src/contacts/fields";
import { registerContact } from "../../src/contacts/register";
import { type Ctx, createCtx } from "../../src/context";
import { getUser } from "../../src/users/service";
import { inboxOf, newNumber } from "../factors/sent-factor";
import { ofDefault, setProperty } from "../settings/properties";
import { createUser } from "../support/otp-tokens";
import { unique, type World } from "../support/world";

/** Real SQLite in a real object, which every call reaches from afar. */
export function keeperOf(transactionId: string) {
	const stub = () => env.GUARD.get(env.GUARD.idFromName(transactionId));
	const inStore = <T>(call: (store: CodeStore) => T): Promise<T> =>
		runInDurableObject(stub(), (_, state) => call(new CodeStore(state.storage.sql)));
	const keeper: CodeKeeper = {
		claim: (type, made, deliveryId, now) => inStore((store) => store.claim(type, made, deliveryId, now)),
		giveBack: (type, deliveryId) => inStore((store) => store.giveBack(type, deliveryId)),
		end: () => inStore((store) => store.end()),
	};
	const stored = () =>
		runInDurableObject(stub(), (_, state) => JSON.stringify([...state.storage.sql.exec("SELECT * FROM kept_codes")]));
	return { keeper, inStore, stored };
}

/** What is left over of a test's background work. */
export function ctxOf(world: World, fetching?: typeof fetch): { ctx: Ctx; settled(): Promise<unknown> } {
	const works: Promise<unknown>[] = [];
	const platform = { now: () => world.clock.now, fetch: fetching ?? world.ctx.fetch };
	const ctx = createCtx(env, platform, (work) => works.push(work));
	return { ctx, settled: () => Promise.all(works) };
}

export const options: MessageOptions = { acceptLanguage: null, ipAddress: null, originCountry: null };

export const switchOn = (world: World, ...types: string[]): Promise<unknown> =>
	Promise.all(types.map((type) => setProperty(world, ofDefault(`challenge.type.enum.${type}.available`), "true")));

/** Registers contact data as if it had been proven. */
export async function register(world: World, userId: string, contacts: Record<string, string>): Promise<void> {
	const { ctx } = ctxOf(world);
	const [user, settings] = await Promise.all([getUser(ctx, userId), contactSettings(ctx, undefined)]);
	for (const [key, value] of Object.entries(contacts)) {
		const field = settings.fields.find((one) => one.key === key)!;
		await registerContact(ctx, user, settings, { field, value, isProven: true, textVersion: null });
	}
}

interface Wanted {
	contacts?: Record<string, string>;
	profile?: Record<string, unknown>;
	fetch?: typeof fetch;
}

/** A user with a mobile phone, an address and the terms, and all that a transaction does with this user. */
export async function createChallenged(world: World, wanted: Wanted = {}) {
	const { id: userId, login } = await createUser(world, wanted.profile);
	const mobile = newNumber();
	await register(world, userId, wanted.contacts ?? { mobile, terms: "true", email: login });
	const person = async (languages: readonly string[] = ["en"]): Promise<Person> => {
		const { ctx } = ctxOf(world);
		return readPerson(ctx, await getUser(ctx, userId), undefined, languages);
	};
	const offered = async (languages?: readonly string[]) => offeredChallenges(ctxOf(world).ctx, await person(languages));
	return { userId, login, mobile, person, offered, begin: beginner(world, userId, person, wanted.fetch) };
}

const beginner =
	(world: World, userId: string, personOf: () => Promise<Person>, fetching: typeof fetch | undefined) =>
	async (typeKey = "ChallengeSMS", change: Partial<Challenge> = {}) => {
		const transactionId = change.transactionId ?? unique("trx");
		const { keeper, inStore, stored } = keeperOf(transactionId);
		const { settings } = await personOf();
		const challenge: Challenge = {
			transactionId,
			userId,
			type: readType(settings, typeKey),
			choiceId: "",
			purpose: "verification",
			...change,
		};
		const send = async (more: Partial<MessageOptions> = {}): Promise<Delivered> => {
			const { ctx, settled } = ctxOf(world, fetching);
			const delivered = await deliverChallenge(ctx, keeper, await personOf(), challenge, { ...options, ...more });
			await settled();
			return delivered;
		};
		const answer = async (text: string, other: Partial<Challenge> = {}) => {
			const { ctx, settled } = ctxOf(world, fetching);
			const verdict = await answerChallenge(ctx, keeper, { ...challenge, ...other }, text);
			await settled();
			return verdict;
		};
		return { challenge, keeper, inStore, stored, send, answer };
	};

export const codeTo = async (world: World, to: string): Promise<string> => (await inboxOf(world, to))[0]!.code;

/** Another code of the same shape. */
export const otherThan = (code: string): string => (code.startsWith("1") ? "2" : "1") + code.slice(1);

/** A user's challenge of a type, by one of the things that the user has. */
export async function asked(world: World, userId: string, typeKey: string, choiceId: string) {
	const { settings } = await readPerson(world.ctx, await getUser(world.ctx, userId));
	const transactionId = unique("trx");
	const { keeper } = keeperOf(transactionId);
	const type = readType(settings, typeKey);
	const challenge: Challenge = { transactionId, userId, type, choiceId, purpose: "verification" };
	const answer = async (text: string) => {
		const { ctx, settled } = ctxOf(world);
		const verdict = await answerChallenge(ctx, keeper, challenge, text);
		await settled();
		return verdict;
	};
	return { challenge, keeper, answer };
}

export const answererFor = async (...of: Parameters<typeof asked>) => (await asked(...of)).answer;
