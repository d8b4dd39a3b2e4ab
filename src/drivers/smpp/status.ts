// What a command_status means for the message, or for the account (SMPP 3.4, section 5.1.3). PURE.
import { DeliveryError, type DeliveryErrorKind } from "../kit/error";

/** What a status means for a message. Any other status speaks of this number or text. */
const submitFailureKinds = new Map(
	Object.entries<DeliveryErrorKind>({
		"0x00000003": "misconfigured", // an invalid command: the account may not do this
		"0x00000004": "temporary", // not bound as a transmitter; the session is made anew
		"0x00000008": "temporary", // a system error
		"0x0000000a": "misconfigured", // the source address
		"0x00000014": "temporary", // the queue is full
		"0x00000015": "misconfigured", // the service type
		"0x00000045": "temporary", // submitting failed, without a reason
		"0x00000048": "misconfigured", // the source's type of number
		"0x00000049": "misconfigured", // the source's numbering plan
		"0x00000058": "temporary", // throttled: too many messages at once
		"0x00000064": "temporary", // the receiving application is busy
		"0x000000ff": "temporary", // an unknown error
	}),
);

/** What a status means for a login. Any other status speaks of the account. */
const bindFailureKinds = new Map(
	Object.entries<DeliveryErrorKind>({
		"0x00000005": "temporary", // already bound: the operator still holds our last session
		"0x00000008": "temporary", // a system error
		"0x00000014": "temporary", // the queue is full
		"0x00000058": "temporary", // throttled
	}),
);

/** Whether the operator says that we aren't bound, although the connection is open. */
export const isUnbound = (status: number) => status === 0x04;

export const submitError = (status: number) =>
	failure(submitFailureKinds.get(codeOf(status)) ?? "permanent", "the operator refused the message", status);

export const bindError = (status: number) =>
	failure(bindFailureKinds.get(codeOf(status)) ?? "misconfigured", "the operator refused the session", status);

const failure = (kind: DeliveryErrorKind, text: string, status: number) =>
	new DeliveryError(kind, text, codeOf(status));

/** The status as SMPP's documents write it. */
const codeOf = (status: number) => `0x${status.toString(16).padStart(8, "0")}`;
