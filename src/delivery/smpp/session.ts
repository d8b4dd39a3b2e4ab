// The session of one SMPP account, in a Durable Object: a TCP connection outlives the request that opened it only here.
import { DurableObject } from "cloudflare:workers";
import { livePlatform } from "../../context";
import type { Receipt } from "../driver";
import { DeliveryError } from "../error";
import { untilAborted } from "../until-aborted";
import type { Outcome, ReceiptBatch, ShortMessage, SmppAccount } from "./account";
import { answerWithinMs, type BoundLink, bind, enquire } from "./bind";
import { LinkLost, type SmppLink } from "./link";
import { SentParts } from "./parts";
import { commands, FieldReader, type Pdu, writeFields } from "./pdu";
import { describeStateNumber, messageIdKey, readReceipt } from "./receipt";
import { isUnbound, submitError } from "./status";
import { submitBodies } from "./submit";

interface SmppBindings {
	RECEIPT_QUEUE: Queue<ReceiptBatch>;
}

/** Operators close a silent session after a minute or more; the same alarm keeps the object from being evicted. */
const enquireEveryMs = 30_000;

/** deliver_sm_resp "temporary application error": the operator brings the receipt again. */
const bringAgain = 0x64;

export class SmppSession extends DurableObject<SmppBindings> {
	/** So long the session waits for receipts after the last message. Later ones wait at the operator for the next session. */
	protected stayBoundMs = 15 * 60_000;
	readonly #parts: SentParts;
	#account: SmppAccount | null = null;
	#sender: BoundLink | null = null;
	#receiver: BoundLink | null = null;
	readonly #underWay = new Map<string, AbortController>();
	#lastUsedAt = 0;
	#hasAlarm = false;
	#reference = crypto.getRandomValues(new Uint8Array(1))[0]!;

	constructor(ctx: DurableObjectState, bindings: SmppBindings) {
		super(ctx, bindings);
		this.#parts = new SentParts(ctx.storage.sql);
	}

	/** Sends a message in as many segments as it needs. The value is the operator's id of the first one. */
	async submit(account: SmppAccount, message: ShortMessage): Promise<Outcome<string>> {
		const stop = new AbortController();
		this.#underWay.set(message.id, stop);
		const outcome = await outcomeOf(() => this.#submit(account, message, stop.signal));
		this.#underWay.delete(message.id);
		return outcome;
	}

	/** The caller's time is up: `submit` answers now, and what hasn't left yet leaves no more. */
	giveUp(messageId: string): void {
		this.#underWay.get(messageId)?.abort();
	}

	/** Asks where a message is, by the id that `submit` gave; of a long one, its first segment. */
	query(account: SmppAccount, messageId: string): Promise<Outcome<Receipt>> {
		return outcomeOf(async () => {
			const signal = AbortSignal.timeout(answerWithinMs);
			const link = await this.#openLink(account, signal);
			const { ton, npi, address } = account.sender;
			const body = writeFields(messageId, ton, npi, address);
			const answer = await untilAborted(link.request(commands.querySm, body), signal);
			if (answer.status !== 0) throw submitError(answer.status);
			const fields = new FieldReader(answer.body);
			fields.text(); // message_id
			fields.text(); // final_date
			return { providerMessageId: messageId, ...describeStateNumber(fields.octet(), fields.octet()) };
		});
	}

	/** Keeps the session alive while receipts may come, and ends it afterwards. */
	override async alarm(): Promise<void> {
		this.#hasAlarm = false;
		const now = livePlatform.now();
		this.#parts.forgetOld(now);
		const account = this.#account;
		if (!account) return;
		if (now - this.#lastUsedAt >= this.stayBoundMs) return this.#leave();
		await Promise.all([this.#sender, this.#receiver].map((link) => link && enquire(link)));
		// A session that was lost is made again, so that its receipts find us; a failure is tried again by the next alarm.
		await this.#bindAll(account).bound.catch(() => {});
		await this.#setAlarm();
	}

	async #submit(account: SmppAccount, message: ShortMessage, signal: AbortSignal): Promise<string> {
		const link = await this.#openLink(account, signal);
		this.#reference = (this.#reference + 1) & 0xff;
		const bodies = submitBodies(account, message, this.#reference);
		let messageId: string | null = null;
		for (const body of bodies) {
			const remember = ({ status, body: answerBody }: Pdu) => {
				if (status !== 0) return;
				const partId = new FieldReader(answerBody).text();
				messageId ??= partId;
				const key = messageIdKey(partId, account.receiptIds, "answer");
				this.#parts.remember(key, messageId, bodies.length, livePlatform.now());
			};
			const { status } = await untilAnswered(link.request(commands.submitSm, body, remember), signal);
			if (status === 0) continue;
			if (isUnbound(status)) link.close();
			// With one segment on its way, the message is neither sent nor not sent.
			throw messageId === null
				? submitError(status)
				: new DeliveryError("unknown", "the operator took a part of the message only");
		}
		return messageId ?? "";
	}

	async #openLink(account: SmppAccount, signal: AbortSignal): Promise<SmppLink> {
		// Another password or host: nothing goes over the old session any more.
		if (JSON.stringify(account) !== JSON.stringify(this.#account)) this.#leave();
		this.#account = account;
		this.#lastUsedAt = livePlatform.now();
		if (!this.#hasAlarm) await this.#setAlarm();
		return untilAborted(this.#bindAll(account).bound, signal);
	}

	/** Opens what isn't open. A receiver that fails doesn't hinder sending: its receipts come once it is bound again. */
	#bindAll(account: SmppAccount): BoundLink {
		const onDeliver = (body: Uint8Array) => this.#takeDelivery(account, body);
		if (account.receiver && !this.#receiver?.link.isOpen) {
			this.#receiver = bind(account, "receiver", account.receiver, onDeliver);
			this.#receiver.bound.catch((error) => warn("the SMPP receiver could not be bound", account.id, error));
		}
		if (!this.#sender?.link.isOpen) {
			this.#sender = bind(account, account.receiver ? "transmitter" : "transceiver", account.transmitter, onDeliver);
		}
		return this.#sender;
	}

	/** A receipt is on the queue before the operator hears that we have it. */
	async #takeDelivery(account: SmppAccount, body: Uint8Array): Promise<number> {
		const receipt = readReceipt(body);
		if (!receipt) return 0;
		const key = messageIdKey(receipt.messageId, account.receiptIds, "receipt");
		const message = this.#parts.settle(key, receipt.status);
		if (!message) return 0;
		const { messageId: providerMessageId, status } = message;
		try {
			await this.env.RECEIPT_QUEUE.send({
				accountId: account.id,
				receipts: [{ providerMessageId, status, detail: receipt.detail }],
			});
			return 0;
		} catch (error) {
			warn("an SMPP receipt could not be queued", account.id, error);
			return bringAgain;
		}
	}

	#leave(): void {
		for (const bound of [this.#sender, this.#receiver]) bound?.link.unbind();
		this.#account = this.#sender = this.#receiver = null;
	}

	async #setAlarm(): Promise<void> {
		this.#hasAlarm = true;
		await this.ctx.storage.setAlarm(livePlatform.now() + enquireEveryMs);
	}
}

async function outcomeOf<T>(work: () => Promise<T>): Promise<Outcome<T>> {
	try {
		return { ok: true, value: await work() };
	} catch (error) {
		// What isn't a DeliveryError happened before a message had left; see untilAnswered.
		const { kind, message, providerCode } =
			error instanceof DeliveryError ? error : new DeliveryError("temporary", "no session with the operator in time");
		return { ok: false, kind, message, providerCode };
	}
}

/** A request that left and got no answer may have been obeyed. */
async function untilAnswered(answer: Promise<Pdu>, signal: AbortSignal): Promise<Pdu> {
	try {
		return await untilAborted(answer, signal);
	} catch (error) {
		throw new DeliveryError("unknown", error instanceof LinkLost ? "the connection was lost" : "no answer in time");
	}
}

function warn(message: string, accountId: string, error: unknown): void {
	const cause = error instanceof DeliveryError ? `${error.kind} ${error.providerCode ?? ""}`.trim() : String(error);
	console.warn(JSON.stringify({ level: "warning", message, accountId, cause }));
}
