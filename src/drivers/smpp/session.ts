// The session of one SMPP account. It is a Durable Object, because elsewhere a TCP connection ends with its request.
import { DurableObject } from "cloudflare:workers";
import { livePlatform } from "../../context";
import { untilAborted } from "../../net/until-aborted";
import type { Receipt } from "../driver";
import { DeliveryError } from "../kit/error";
import type { Outcome, ReceiptBatch, ShortMessage, SmppAccount } from "./account";
import { answerWithinMs } from "./bind";
import { LinkLost, type SmppLink } from "./link";
import { AccountLinks, connectionKey, warn } from "./links";
import { SentParts } from "./parts";
import { commands, FieldReader, type Pdu, writeFields } from "./pdu";
import { describeStateNumber, readReceipt } from "./receipt";
import { readReply } from "./reply";
import { isUnbound, submitError } from "./status";
import { submitBodies } from "./submit";
import { UnclaimedReceipts } from "./unclaimed";

interface SmppBindings {
	RECEIPT_QUEUE: Queue<ReceiptBatch>;
}

/** Operators close a silent session after a minute or more. The same alarm keeps the object from being evicted. */
const enquireEveryMs = 30_000;

/** deliver_sm_resp "temporary application error": the operator brings the receipt again. */
const bringAgain = 0x64;

/** How long the session waits for receipts after the last message. The next session gets later receipts. */
const stayBoundMs = 15 * 60_000;

/** How long isolates believe old settings of an account. Links of such settings are kept no longer. */
const believedMs = 30_000;

export class SmppSession extends DurableObject<SmppBindings> {
	/** The clock. A test sets its own. */
	protected now = livePlatform.now;
	/** For callers that never give up. A caller whose own request was cancelled can't call `giveUp`. */
	protected submitWithinMs = answerWithinMs;
	readonly #parts: SentParts;
	/** By `connectionKey`. While an account changes, some isolates come with old settings and some with new. */
	readonly #links = new Map<string, AccountLinks>();
	/** The links that were used last. */
	#current: AccountLinks | null = null;
	#releasedAt = Number.NEGATIVE_INFINITY;
	readonly #unclaimed = new UnclaimedReceipts();
	readonly #underWay = new Map<string, AbortController>();
	#hasAlarm = false;
	#reference = crypto.getRandomValues(new Uint8Array(1))[0]!;

	constructor(ctx: DurableObjectState, bindings: SmppBindings) {
		super(ctx, bindings);
		this.#parts = new SentParts(ctx.storage.sql);
	}

	/** Sends a message in as many segments as it needs. The value is the operator's id of the first segment. */
	async submit(account: SmppAccount, message: ShortMessage): Promise<Outcome<string>> {
		const stop = new AbortController();
		this.#underWay.set(message.id, stop);
		const signal = AbortSignal.any([stop.signal, AbortSignal.timeout(this.submitWithinMs)]);
		const outcome = await outcomeOf(() => this.#submit(account, message, signal));
		this.#underWay.delete(message.id);
		return outcome;
	}

	/** Called when the caller's time is up. `submit` answers now, and segments that haven't left stay here. */
	giveUp(messageId: string): void {
		this.#underWay.get(messageId)?.abort();
	}

	/**
	 * Asks where a message is, by the id that `submit` gave. A long message has the id of its first segment.
	 * Such a message is delivered only when receipts have said the same of its other segments.
	 */
	query(account: SmppAccount, messageId: string): Promise<Outcome<Receipt>> {
		return outcomeOf(async () => {
			const signal = AbortSignal.timeout(answerWithinMs);
			const link = await this.#open(this.#linksOf(account), signal);
			const { ton, npi, address } = account.sender;
			const body = writeFields(messageId, ton, npi, address);
			const answer = await untilAborted(link.request(commands.querySm, body), signal);
			if (answer.status !== 0) throw submitError(answer.status);
			const fields = new FieldReader(answer.body);
			fields.text(); // message_id
			fields.text(); // final_date
			const state = describeStateNumber(fields.octet(), fields.octet());
			const message = this.#parts.settle(messageId, state.status);
			const status = message?.status === null ? "sent" : state.status;
			return { providerMessageId: messageId, status, detail: state.detail };
		});
	}

	/**
	 * Called when the account was switched off or deleted. Unbinds at once, or once no message is unanswered. Another
	 * isolate may still send, and a status may be asked for. Then the links are kept for a moment only.
	 */
	release(): void {
		this.#releasedAt = this.now();
		for (const links of this.#links.values()) links.stayMs = 0;
		this.#leaveUnused(this.#releasedAt);
	}

	/** Keeps the session alive while receipts may come, and ends it afterwards. */
	override async alarm(): Promise<void> {
		this.#hasAlarm = false;
		const now = this.now();
		this.#parts.forgetOld(now);
		this.#unclaimed.forgetOld(now);
		this.#leaveUnused(now);
		if (this.#links.size === 0) return;
		await Promise.all([...this.#links.values()].map((links) => links.enquire()));
		await this.#current?.restore();
		await this.#setAlarm();
	}

	async #submit(account: SmppAccount, message: ShortMessage, signal: AbortSignal): Promise<string> {
		const links = this.#linksOf(account);
		const isReleased = this.now() - this.#releasedAt < believedMs;
		links.stayMs = isReleased ? believedMs : stayBoundMs;
		// Entered once for all segments. If each segment waited here, a message might be given up half sent.
		await links.window.enter(account.windowSize, signal);
		let answer: Promise<Pdu> | null = null;
		try {
			const link = await this.#open(links, signal);
			this.#reference = (this.#reference + 1) & 0xff;
			const bodies = submitBodies(account, message, this.#reference);
			let messageId: string | null = null;
			for (const body of bodies) {
				const remember = ({ status, body: answerBody }: Pdu) => {
					if (status !== 0) return;
					const partId = new FieldReader(answerBody).text();
					messageId ??= partId;
					if (partId !== "") this.#parts.remember(partId, messageId, bodies.length, this.now());
				};
				answer = link.request(commands.submitSm, body, remember);
				const { status } = await untilAnswered(answer, signal);
				if (status === 0) continue;
				if (isUnbound(status)) link.close();
				// An earlier segment is on its way, so the message is neither sent nor not sent.
				throw messageId === null
					? submitError(status)
					: new DeliveryError("unknown", "the operator took a part of the message only");
			}
			return messageId ?? "";
		} finally {
			// A message without an answer takes up room at the operator, also when its caller has given up.
			const answered = answer ?? Promise.resolve();
			untilAborted<unknown>(answered, AbortSignal.timeout(answerWithinMs))
				.catch(() => {})
				.then(() => {
					links.window.leave();
					if (links.stayMs === 0) this.#leaveUnused(this.now());
				});
		}
	}

	/** The links of these settings, whether they are open or not. */
	#linksOf(account: SmppAccount): AccountLinks {
		const key = connectionKey(account);
		const known = this.#links.get(key);
		const links = known ?? new AccountLinks(account, (settings, request) => this.#takeDelivery(settings, request));
		links.account = account;
		links.lastUsedAt = this.now();
		this.#current = links;
		if (!known) {
			links.stayMs = believedMs;
			// Unused links go first, because an operator may allow one session only.
			this.#leaveUnused(links.lastUsedAt);
			this.#links.set(key, links);
		}
		return links;
	}

	async #open(links: AccountLinks, signal: AbortSignal): Promise<SmppLink> {
		if (!this.#hasAlarm) await this.#setAlarm();
		return untilAborted(links.open(), signal);
	}

	/** Puts a receipt or a reply on the queue first. Only then does the operator hear that we have it. */
	async #takeDelivery(account: SmppAccount, request: Pdu): Promise<number> {
		const receipt = readReceipt(request);
		if (!receipt) {
			const reply = readReply(request, account.sender.address, this.now());
			return reply ? this.#queue({ accountId: account.id, receipts: [], replies: [reply] }) : 0;
		}
		const { messageIds } = receipt;
		const key = messageIds.map((id) => this.#parts.find(id, account.receiptIds)).find((found) => found !== null);
		const message = key === undefined ? null : this.#parts.settle(key, receipt.status);
		if (!message) {
			const mayBeOurs = this.#isAnswerAwaited && this.#unclaimed.mayBeClaimed(messageIds.join(), this.now());
			return mayBeOurs ? bringAgain : 0;
		}
		const { messageId: providerMessageId, status } = message;
		if (status === null) return 0;
		return this.#queue({ accountId: account.id, receipts: [{ providerMessageId, status, detail: receipt.detail }] });
	}

	async #queue(heard: ReceiptBatch): Promise<number> {
		try {
			await this.env.RECEIPT_QUEUE.send(heard);
			return 0;
		} catch (error) {
			warn("what an SMPP operator brought could not be queued", heard.accountId, error);
			return bringAgain;
		}
	}

	get #isAnswerAwaited(): boolean {
		return [...this.#links.values()].some(({ window }) => window.isBusy);
	}

	#leaveUnused(now: number): void {
		for (const [key, links] of this.#links) {
			const stayMs = links === this.#current ? links.stayMs : Math.min(links.stayMs, believedMs);
			if (links.window.isBusy || now - links.lastUsedAt < stayMs) continue;
			links.unbind();
			this.#links.delete(key);
			if (links === this.#current) this.#current = null;
		}
	}

	async #setAlarm(): Promise<void> {
		this.#hasAlarm = true;
		await this.ctx.storage.setAlarm(this.now() + enquireEveryMs);
	}
}

async function outcomeOf<T>(work: () => Promise<T>): Promise<Outcome<T>> {
	try {
		return { ok: true, value: await work() };
	} catch (error) {
		// Any other error happened before the message left; see `untilAnswered`.
		const { kind, message, providerCode } =
			error instanceof DeliveryError
				? error
				: new DeliveryError("temporary", "nothing could leave for the operator in time");
		return { ok: false, kind, message, providerCode };
	}
}

/** Waits for an answer. Without an answer, the operator may still have obeyed the request: unknown. */
async function untilAnswered(answer: Promise<Pdu>, signal: AbortSignal): Promise<Pdu> {
	try {
		return await untilAborted(answer, signal);
	} catch (error) {
		throw new DeliveryError("unknown", error instanceof LinkLost ? "the connection was lost" : "no answer in time");
	}
}
