// Real SMPP servers for the tests. The system id, or the number of a message, decides how a server answers.
import { createServer } from "node:net";
import smpp from "smpp";
import { listen } from "./listen.mjs";

/**
 * A system id begins with … → the status of the answer to a bind. `mute` never answers, `late` answers after a second.
 */
const bindStatuses = {
	wrong: smpp.ESME_RINVPASWD,
	refused: smpp.ESME_RBINDFAIL,
	busy: smpp.ESME_RTHROTTLED,
	mute: null,
};
/** The delay of the answer to a submit_sm for a number that ends with 8888. */
const slowAnswerMs = 300;
/** A number ends with … → the status of the answer to submit_sm. */
const submitStatuses = { 5801: smpp.ESME_RTHROTTLED, 1101: smpp.ESME_RINVDSTADR, 1001: smpp.ESME_RINVSRCADR };
const bindCommands = ["bind_transceiver", "bind_transmitter", "bind_receiver"];

/** @returns ports, and what the tests ask for through the door */
export async function startSmppServers(certificates) {
	const sessions = [];
	const submits = [];
	let lastMessageId = 0x1a2b;

	const onSession = (session) => {
		session.on("error", () => {});
		session.on("pdu", (pdu) => {
			if (bindCommands.includes(pdu.command)) return bind(session, pdu);
			if (pdu.command === "submit_sm") return submit(session, pdu);
			if (pdu.command === "query_sm") return query(session, pdu);
			if (pdu.command === "generic_nack") session.nacks = (session.nacks ?? 0) + 1;
			if (pdu.command === "unbind") {
				session.send(pdu.response());
				session.hasUnbound = true;
				return session.close();
			}
			if (pdu.command === "enquire_link") {
				session.enquiries = (session.enquiries ?? 0) + 1;
				if (!session.systemId.startsWith("deaf")) session.send(pdu.response());
			}
		});
	};

	function bind(session, pdu) {
		const { system_id: systemId, password, system_type: systemType, command, interface_version: version } = pdu;
		Object.assign(session, { systemId, bound: { systemId, password, systemType, command, version } });
		sessions.push(session);
		const status = behaviour(bindStatuses, systemId, "startsWith") ?? 0;
		const answer = () => session.send(pdu.response({ command_status: status, system_id: "smsc" }));
		if (systemId.startsWith("late")) setTimeout(answer, 1_000);
		else if (!systemId.startsWith("mute")) answer();
	}

	function submit(session, pdu) {
		const { short_message: message, validity_period: validUntil, ...fields } = pdu;
		lastMessageId += 1;
		const messageId = lastMessageId.toString(16);
		const udh = message.udh ? message.udh.map((element) => element.toString("hex")) : null;
		submits.push({
			...fields,
			systemId: session.systemId,
			messageId,
			text: message.message,
			validSeconds: Math.round((validUntil - Date.now()) / 1000),
			udh,
		});
		session.unanswered = (session.unanswered ?? 0) + 1;
		session.mostUnanswered = Math.max(session.mostUnanswered ?? 0, session.unanswered);
		const number = pdu.destination_addr;
		if (number.endsWith("9999")) return;
		if (number.endsWith("9998")) return session.destroy();
		// Only the second part of a longer message.
		if (number.endsWith("9997") && udh?.[0].endsWith("02"))
			return session.send(pdu.response({ command_status: smpp.ESME_RTHROTTLED }));
		const status = behaviour(submitStatuses, number, "endsWith") ?? 0;
		const answer = () => {
			session.unanswered -= 1;
			session.send(pdu.response({ command_status: status, message_id: messageId }));
		};
		if (number.endsWith("8888")) return setTimeout(answer, slowAnswerMs);
		if (number.endsWith("6666")) return deliverBefore(answer, session.systemId, messageId);
		// The receipt follows the answer in the same packet, as on a fast network.
		session.socket.cork();
		answer();
		if (number.endsWith("7777")) deliverOn(session, receiptText(messageId, "DELIVRD"));
		session.socket.uncork();
	}

	/** The receipt comes before the answer. A receipt that is refused is sent again. */
	function deliverBefore(answer, systemId, messageId) {
		const text = receiptText(messageId, "DELIVRD");
		const receiver = receiverOf(systemId);
		deliverOn(receiver, text, ({ command_status: status }) => {
			answer();
			if (status !== 0) setTimeout(() => deliverOn(receiver, text), 100);
		});
	}

	/** A number that ends with 2222 is delivered; 4444 gets no answer; all others are undeliverable. */
	function query(session, pdu) {
		const submit = submits.find(({ messageId }) => messageId === pdu.message_id);
		if (!submit) return session.send(pdu.response({ command_status: smpp.ESME_RQUERYFAIL }));
		if (submit.destination_addr.endsWith("4444")) return;
		const state = submit.destination_addr.endsWith("2222")
			? { message_state: 2, error_code: 0 }
			: { message_state: 5, error_code: 34 };
		session.send(pdu.response({ message_id: pdu.message_id, final_date: "", ...state }));
	}

	const receiverOf = (systemId) =>
		sessions.findLast(
			({ systemId: id, bound, socket }) => id === systemId && bound.command !== "bind_transmitter" && !socket.destroyed,
		);

	const plain = await listen(smpp.createServer(onSession));
	const tls = await listen(smpp.createServer(certificates.trusted, onSession));
	const untrusted = await listen(smpp.createServer(certificates.untrusted, onSession).on("tlsClientError", () => {}));
	const mute = await listen(createServer((socket) => socket.on("error", () => {})));
	return {
		ports: { plain: plain.port, tls: tls.port, untrusted: untrusted.port, mute: mute.port },
		submitsOf: (systemId) => submits.filter((submit) => submit.systemId === systemId),
		sessionsOf: (systemId) =>
			sessions
				.filter((session) => session.systemId === systemId)
				.map(({ bound, enquiries = 0, hasUnbound = false, mostUnanswered = 0, nacks = 0, socket }) => ({
					...bound,
					enquiries,
					nacks,
					mostUnanswered,
					hasUnbound,
					isOpen: !socket.destroyed,
				})),
		/** Sends a request, usually deliver_sm, on the session that can receive. Returns name and status of its answer. */
		deliver: (systemId, { command = "deliver_sm", ...pdu }) =>
			new Promise((resolve) => {
				receiverOf(systemId)[command](pdu, ({ command: name, command_status: status }) => resolve({ name, status }));
				if (command === "alert_notification") resolve(null);
			}),
		disconnect: (systemId) => {
			for (const session of sessions) if (session.systemId === systemId) session.destroy();
		},
		close: () => [plain, tls, untrusted, mute].map((server) => server.close()),
	};
}

const deliverOn = (session, text, onAnswer) =>
	session.deliver_sm({ esm_class: 0x04, short_message: { message: text } }, onAnswer);

const receiptText = (messageId, word) =>
	`id:${messageId} sub:001 dlvrd:001 submit date:2611221200 done date:2611221201 stat:${word} err:000 text:Your code`;

const behaviour = (table, text, how) => {
	const found = Object.entries(table).find(([part]) => text[how](part));
	return found?.[1];
};
