// Opens a connection to an operator, and logs in.

import { untilAborted } from "../../net/until-aborted";
import { DeliveryError } from "../kit/error";
import { findTlsFailure } from "../kit/tls-failure";
import type { BindLogin, SmppAccount } from "./account";
import { type OnDeliver, SmppLink } from "./link";
import { commands, writeFields } from "./pdu";
import { bindError } from "./status";

export interface BoundLink {
	/** Open at first. Closed once the login has failed or the session has ended. */
	link: SmppLink;
	/** Resolves when the operator has accepted the login. Rejects with DeliveryError. */
	bound: Promise<SmppLink>;
}

export const answerWithinMs = 10_000;
const interfaceVersion = 0x34;

export function bind(
	account: SmppAccount,
	role: "transceiver" | "transmitter" | "receiver",
	login: BindLogin,
	onDeliver: OnDeliver,
): BoundLink {
	const server = { host: account.host, port: login.port, isTls: account.isTls };
	const link = new SmppLink(server, onDeliver);
	const command = {
		transceiver: commands.bindTransceiver,
		transmitter: commands.bindTransmitter,
		receiver: commands.bindReceiver,
	};
	const bound = logIn(link, command[role], login, server);
	// Callers that need the link learn of the failure. The platform must not report a failure that nobody waits for.
	bound.catch(() => {});
	return { link, bound };
}

/** Asks the operator whether it is still there. Closes the link when there is no answer. */
export async function enquire({ link }: BoundLink): Promise<void> {
	if (!link.isOpen) return;
	try {
		await untilAborted(link.request(commands.enquireLink), AbortSignal.timeout(answerWithinMs));
	} catch {
		link.close();
	}
}

async function logIn(
	link: SmppLink,
	command: number,
	login: BindLogin,
	server: { host: string; port: number },
): Promise<SmppLink> {
	const signal = AbortSignal.timeout(answerWithinMs);
	const { systemId, password, systemType } = login;
	const anyAddress = [0, 0, ""] as const; // TON, NPI, address range
	const body = writeFields(systemId, password, systemType, interfaceVersion, ...anyAddress);
	try {
		const answer = await untilAborted(link.request(command, body), signal);
		if (answer.status !== 0) throw bindError(answer.status);
		return link;
	} catch (error) {
		link.close();
		if (error instanceof DeliveryError) throw error;
		const tlsFailure = link.isTlsInDoubt ? await findTlsFailure(server, signal) : null;
		throw tlsFailure ?? new DeliveryError("temporary", "no session with the operator");
	}
}
