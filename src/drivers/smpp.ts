// Sends SMS straight to an operator by SMPP 3.4. Each account has one session, in a Durable Object of its own.
import * as z from "zod";
import { reason } from "../errors/cause";
import { Aborted, Deadlines, untilAborted } from "../net/until-aborted";
import { callObject } from "../objects";
import { type DriverIo, driver, type Receipt, type SettingsOf } from "./driver";
import { DeliveryError } from "./kit/error";
import { demandPublicHost, portNumber, publicHost } from "./kit/servers";
import type { BindLogin, Outcome, SmppAccount } from "./smpp/account";
import { answerWithinMs } from "./smpp/bind";
import type { SmppSession } from "./smpp/session";

/** A C-octet string of SMPP: ASCII, and one octet shorter than its field, because a null ends the string. */
const asciiText = (maxLength: number) =>
	z
		.string()
		.max(maxLength)
		.regex(/^[\x20-\x7e]*$/, reason("ascii-only"));

const Config = z.object({
	host: publicHost({
		title: "Server",
		description: "Host of the operator's SMSC",
		examples: ["smpp.example.com"],
	}),
	bindMode: z.enum(["TRANSCEIVER", "TRANSMITTER_AND_RECEIVER"]).default("TRANSCEIVER").meta({
		title: "Bind mode",
		description: "One session for messages and receipts, or one for each where the operator wants two",
	}),
	transmitterPort: portNumber.default(3550).meta({
		title: "Transmitter port",
		description:
			"Port for messages, and for receipts too when one session does both. Often 3550 with TLS, 2775 without",
	}),
	receiverPort: portNumber
		.optional()
		.meta({ title: "Receiver port", description: "Port for receipts. Empty: the same as for messages" }),
	tls: z
		.boolean()
		.default(true)
		.meta({ title: "TLS", description: "Without it passwords, numbers and codes cross the network in the clear" }),
	systemId: asciiText(15).min(1).meta({ title: "System id", description: "The account id the operator gave you" }),
	systemType: asciiText(12).default("").meta({ title: "System type", description: "Only when the operator names one" }),
	receiverSystemId: asciiText(15)
		.min(1)
		.optional()
		.meta({ title: "Receiver system id", description: "Empty: the same as for messages" }),
	receiverSystemType: asciiText(12)
		.optional()
		.meta({ title: "Receiver system type", description: "Empty: the same as for messages" }),
	defaultEncoding: z.enum(["IA5", "UCS2", "GSM_DEFAULT"]).default("IA5").meta({
		title: "Default encoding",
		description: "How texts are written. What IA5 or the GSM alphabet can't write is sent as UCS2",
	}),
	senderAddress: asciiText(20)
		.default("")
		.meta({
			title: "Default sender address",
			description: "Number or name that messages come from. Empty: the operator's default for the account",
			examples: ["Example", "81312345678"],
		}),
	senderTon: z.number().int().min(0).max(6).default(5).meta({
		title: "Sender type of number",
		description: "5 for a name of up to 11 characters, 1 for an international number, 3 for a short code",
	}),
	senderNpi: z.number().int().min(0).max(18).default(0).meta({
		title: "Sender numbering plan",
		description: "0 for a name, 1 for a telephone number",
	}),
	registeredDelivery: z
		.boolean()
		.default(true)
		.meta({ title: "Delivery receipts", description: "Asks the operator to report what became of each message" }),
	receiptIds: z
		.enum(["ANY", "SAME", "HEX_THEN_DECIMAL", "DECIMAL_THEN_HEX"])
		.default("ANY")
		.meta({
			title: "Message ids in receipts",
			description:
				"Some operators answer with a hexadecimal id and report with the same number in decimal, or vice versa. " +
				"Name the way if ids are short, or if other programs send by the same system id",
		}),
	windowSize: z.number().int().min(1).max(100).default(10).meta({
		title: "Window",
		description: "Messages that may be unanswered at once. Operators advise about 10, and throttle an account beyond",
	}),
});

const Secrets = z.object({
	/** SMPP allows 8 characters. Operators are known to give longer passwords. */
	transmitterPassword: asciiText(64).meta({
		title: "Transmitter password",
		description: "The password of the system id",
	}),
	receiverPassword: asciiText(64)
		.optional()
		.meta({ title: "Receiver password", description: "Empty: the same as for messages" }),
});

export const smppDriver = driver({
	id: "smpp",
	title: "SMPP",
	channels: ["SMS"],
	config: Config,
	senderFields: { SMS: "senderAddress" },
	secrets: Secrets,
	async send(io, message, account) {
		demandPublicHost(account.config.host, io);
		const shortMessage = {
			id: message.id,
			destination: message.destination,
			text: message.text,
			validSeconds: (message.expiresAt - io.now()) / 1000,
		};
		if (io.signal.aborted) throw new DeliveryError("temporary", "no time was left");
		// A signal can't travel to the Durable Object, so a call tells it about the abort.
		const giveUp = () => {
			callSession(io, account.id, (session) => session.giveUp(message.id), { isRepeatable: true }).catch(() => {});
		};
		io.signal.addEventListener("abort", giveUp);
		try {
			// A message whose answer got lost may be on its way, so it isn't submitted again.
			const submit = (session: Session) => session.submit(smppAccount(account), shortMessage);
			const id = await answerOf<string>(callSession(io, account.id, submit, { isRepeatable: false }));
			return { providerMessageId: id === "" ? null : id, status: "sent" };
		} finally {
			io.signal.removeEventListener("abort", giveUp);
		}
	},
	replies: { senderFields: ["senderAddress"] },
	release: (io, accountId) => callSession(io, accountId, (session) => session.release(), { isRepeatable: true }),
	async queryStatus(io, providerMessageId, account) {
		demandPublicHost(account.config.host, io);
		const query = (session: Session) => session.query(smppAccount(account), providerMessageId);
		const asking = answerOf<Receipt>(callSession(io, account.id, query, { isRepeatable: true }));
		try {
			return await untilAborted(asking, io.signal);
		} catch (error) {
			if (error instanceof Aborted) throw new DeliveryError("temporary", "no answer in time");
			throw error;
		}
	},
});

type Session = DurableObjectStub<SmppSession>;

/** The session itself gives up earlier, and then tells how far the message has come. */
const sessionWithinMs = answerWithinMs + 2_000;

function callSession<Answer extends Promise<unknown>>(
	io: DriverIo,
	accountId: string,
	call: (session: Session) => Answer,
	options: { isRepeatable: boolean },
): Promise<Awaited<Answer>> {
	const namespace = io.bindings.SMPP as DurableObjectNamespace<SmppSession> | undefined;
	if (!namespace) throw new DeliveryError("misconfigured", "the binding SMPP is missing");
	return callObject(new Deadlines(), namespace, accountId, call, { ...options, withinMs: sessionWithinMs });
}

async function answerOf<T>(asking: Promise<Outcome<T>>): Promise<T> {
	// Without an answer from the Durable Object, nobody knows how far the message got.
	const outcome = await asking.catch(() => null);
	if (outcome === null) throw new DeliveryError("unknown", "the session was interrupted");
	if (outcome.ok) return outcome.value;
	throw new DeliveryError(outcome.kind, outcome.message, outcome.providerCode);
}

function smppAccount({ id, config, secrets }: SettingsOf<typeof Config, typeof Secrets> & { id: string }): SmppAccount {
	const transmitter: BindLogin = {
		port: config.transmitterPort,
		systemId: config.systemId,
		password: secrets.transmitterPassword,
		systemType: config.systemType,
	};
	const receiver: BindLogin = {
		port: config.receiverPort ?? transmitter.port,
		systemId: config.receiverSystemId ?? transmitter.systemId,
		password: secrets.receiverPassword ?? transmitter.password,
		systemType: config.receiverSystemType ?? transmitter.systemType,
	};
	return {
		id,
		host: config.host,
		isTls: config.tls,
		transmitter,
		receiver: config.bindMode === "TRANSCEIVER" ? null : receiver,
		defaultEncoding: config.defaultEncoding,
		sender: { address: config.senderAddress, ton: config.senderTon, npi: config.senderNpi },
		wantsReceipts: config.registeredDelivery,
		receiptIds: config.receiptIds,
		windowSize: config.windowSize,
	};
}
