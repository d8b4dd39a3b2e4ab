// Tells a server that is up but can't be trusted from a server that is down. The platform says the same of both.
import { connect } from "cloudflare:sockets";
import { untilAborted } from "../../net/until-aborted";
import { DeliveryError } from "./error";

/** A load balancer without a server behind it takes a connection and ends it at once. */
const hangsUpWithinMs = 200;

/**
 * To be asked after TLS has failed. Connects once more, in plain text, and says nothing.
 * @returns what is wrong with the settings or the server's certificate; null when the server is down
 */
export async function findTlsFailure(
	server: { host: string; port: number },
	signal: AbortSignal,
): Promise<DeliveryError | null> {
	return (await isUp(server, signal)) ? tlsFailed() : null;
}

/** The certificate isn't trusted, has expired or is for another name. Or the port speaks no TLS. */
export const tlsFailed = () => new DeliveryError("misconfigured", "no TLS that can be trusted", "tls-failed");

async function isUp({ host, port }: { host: string; port: number }, signal: AbortSignal): Promise<boolean> {
	const socket = connect({ hostname: host, port }, { secureTransport: "off", allowHalfOpen: false });
	// Failures surface where we wait. Without this handler, the platform would report them a second time.
	socket.closed.catch(() => {});
	try {
		await untilAborted(socket.opened, signal);
		const reading = socket.readable.getReader().read();
		const silence = new Promise<{ done: false }>((resolve) => setTimeout(resolve, hangsUpWithinMs, { done: false }));
		const { done } = await untilAborted(Promise.race([reading, silence]), signal);
		return !done;
	} catch {
		return false;
	} finally {
		socket.close().catch(() => {});
	}
}
