// What a command_status means for the message, or for the account (SMPP 3.4, section 5.1.3).
import { DeliveryError, type DeliveryErrorKind } from "../kit/error";

const submitKinds = new Map<number, DeliveryErrorKind>([
	[0x03, "misconfigured"], // invalid command: the account may not do this
	[0x04, "temporary"], // not bound as a transmitter; the session is made anew
	[0x08, "temporary"], // system error
	[0x0a, "misconfigured"], // source address
	[0x14, "temporary"], // queue full
	[0x15, "misconfigured"], // service type
	[0x45, "temporary"], // submit failed, without a reason
	[0x48, "misconfigured"], // source TON
	[0x49, "misconfigured"], // source NPI
	[0x58, "temporary"], // throttled: too many messages at once
	[0x64, "temporary"], // the receiving application is busy
	[0xff, "temporary"], // unknown error
]);

/** A bind that fails speaks of the account, unless the operator is busy or still holds our last session. */
const bindKinds = new Map<number, DeliveryErrorKind>([
	[0x05, "temporary"], // already bound
	[0x08, "temporary"],
	[0x14, "temporary"],
	[0x58, "temporary"],
]);

/** Bound no longer, whatever the connection says. */
export const isUnbound = (status: number) => status === 0x04;

export const submitError = (status: number) =>
	new DeliveryError(submitKinds.get(status) ?? "permanent", "the operator refused the message", asCode(status));

export const bindError = (status: number) =>
	new DeliveryError(bindKinds.get(status) ?? "misconfigured", "the operator refused the session", asCode(status));

const asCode = (status: number) => `0x${status.toString(16).padStart(8, "0")}`;
