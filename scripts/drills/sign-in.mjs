// A sign-in by a transaction, as an application plays it: step by step, and onward from wherever it stands.
import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";

const path = "/api/v1/transactions";
const mostTurns = 60;
const askEveryMs = 500;

const newSecret = () => randomBytes(32).toString("base64url");

/** In their order. */
export const steps = [
	"begin",
	"tell a wrong password",
	"tell the right password",
	"choose",
	"look at the delivery",
	"answer wrongly",
	"send again",
	"answer",
	"make the way back",
	"redeem",
];

export class SignIn {
	/** How often it was begun. */
	beginnings = 0;
	/** Of the messages that an answer has told of. */
	shown = new Set();
	/** `jwt`, and when it came. */
	result = null;
	#handle = null;
	#passCode = null;
	/** Of the return URL. */
	#code = null;

	constructor({ id, email, returnUrl }) {
		Object.assign(this, { user: id, email, returnUrl, id: null, nonce: null });
	}

	/** Takes the steps before this one. */
	async playUntil(client, step) {
		for (let earlier = 0; earlier < step; earlier++) await this.take(client, earlier);
	}

	/** Takes the step of this number. Throws when there is no answer, or no 200. */
	async take(client, step) {
		switch (steps[step]) {
			case "begin":
				return this.#begin(client);
			case "tell a wrong password":
				return this.#post(client, "password", { result: "wrong" });
			case "tell the right password":
				return this.#post(client, "password", { result: "right" });
			case "choose":
				await this.#post(client, "choose", { type: "ChallengeEmail" });
				return this.#readPassCode(client);
			case "look at the delivery":
				return this.#ask(client, "GET", "/delivery");
			case "answer wrongly":
				return this.#post(client, "answer", { answer: otherThan(this.#passCode) });
			case "send again":
				return this.#post(client, "resend");
			case "answer":
				return this.#post(client, "answer", { answer: this.#passCode });
			case "make the way back":
				return this.#wayBack(client);
			case "redeem":
				return this.#redeem(client);
		}
	}

	/** Goes on as the answers say, to a result. Throws where they say nothing. */
	async goOn(client) {
		for (let turn = 0; turn < mostTurns && this.result === null; turn++) {
			await this.#next(client).catch(async (error) => {
				// A person reads why, and tries again: somebody else's turn ends, a server is there again.
				if (!error.says) throw error;
				await sleep(askEveryMs);
			});
		}
		if (this.result === null) throw new Error("it never came to an end");
	}

	async #next(client) {
		// Without an answer there is no handle, so the application begins again. Nothing has been sent.
		if (this.#handle === null) return this.#begin(client);
		const { status, asked } = await this.#ask(client, "GET", "");
		switch (status) {
			case "CONTINUE":
				return this.#post(client, "password", { result: "right" });
			case "CHALLENGE": {
				if (asked === null) return this.#post(client, "choose", { type: "ChallengeEmail" });
				await this.#readPassCode(client);
				if (this.#passCode === null) return this.#post(client, "resend");
				return this.#post(client, "answer", { answer: this.#passCode });
			}
			case "ALLOW":
				return this.#finish(client);
			default:
				throw new Error(`it stands at ${status}`);
		}
	}

	/** A code that was redeemed, and whose answer got lost, has left its result behind. */
	async #finish(client) {
		try {
			await this.#wayBack(client);
			await this.#redeem(client);
		} catch (error) {
			if (error.status !== 403) throw error;
			this.#keep(await this.#post(client, "result"));
		}
	}

	async #begin(client) {
		this.beginnings += 1;
		const nonce = newSecret();
		const body = { user: this.user, client: { deviceToken: newSecret() }, returnUrl: this.returnUrl, nonce };
		const { handle, transaction } = await this.#send(client, "POST", path, { ...body, state: newSecret() });
		this.#handle = handle;
		Object.assign(this, { id: transaction.id, nonce });
	}

	async #wayBack(client) {
		const { redirectTo } = await this.#post(client, "redirect");
		this.#code = new URL(redirectTo).searchParams.get("code");
	}

	async #redeem(client) {
		this.#keep(await this.#send(client, "POST", `${path}/redeem`, { code: this.#code }));
	}

	#keep({ result }) {
		this.result = { jwt: result, at: new Date() };
	}

	/** What the person has in the inbox; null: nothing yet. */
	async #readPassCode(client) {
		const inbox = await this.#send(client, "GET", `/dev/inbox.json?limit=1&to=${encodeURIComponent(this.email)}`);
		this.#passCode = inbox[0]?.code ?? null;
	}

	#post = (client, name, body) => this.#ask(client, "POST", `/${name}`, body);

	async #ask(client, method, rest, body) {
		const answered = await this.#send(client, method, `${path}/${this.id}${rest}`, body);
		const messages = (answered.transaction ?? answered).asked?.messages ?? [];
		for (const { id } of messages) this.shown.add(id);
		return answered;
	}

	async #send(client, method, to, body) {
		const headers = this.#handle === null ? {} : { "transaction-handle": this.#handle };
		const { status, body: answered } = await client.ask(method, to, body, headers);
		if (status === 200) return answered;
		const says = answered.errorCauses?.[0]?.errorSummary ?? (status === 503 ? answered.errorSummary : undefined);
		throw Object.assign(new Error(`${method} ${to}: ${status} ${JSON.stringify(answered)}`), { status, says });
	}
}

const otherThan = (code) => (code.startsWith("1") ? "2" : "1") + code.slice(1);
