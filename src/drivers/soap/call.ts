// Makes a SOAP 1.1 call: an envelope goes out, the body's content comes back, and faults are told apart.
import type { DriverIo } from "../driver";
import { DeliveryError, type DeliveryErrorKind } from "../kit/error";
import { callProvider, kindOfStatus } from "../kit/http";
import { demandPublicUrl } from "../kit/servers";
import { elementsNamed, parseXml, textNamed } from "./xml";

const soap = "http://schemas.xmlsoap.org/soap/envelope/";

interface SoapCall {
	endpoint: string;
	/** XML of the header's content. The prefix `soap` is declared. */
	header: string;
	/** XML of the operation's element. */
	body: string;
	/** A text that goes beside the envelope (SOAP Messages with Attachments). */
	attachment?: { id: string; text: string };
}

/** Returns the answer's Body as nested objects. Throws DeliveryError, of kind unknown when the answer can't be read. */
export async function callSoap(io: DriverIo, call: SoapCall): Promise<unknown> {
	demandPublicUrl(call.endpoint, io);
	const envelope =
		`<?xml version="1.0" encoding="UTF-8"?><soap:Envelope xmlns:soap="${soap}">` +
		`${call.header && `<soap:Header>${call.header}</soap:Header>`}<soap:Body>${call.body}</soap:Body></soap:Envelope>`;
	const { contentType, content } = call.attachment
		? withAttachment(envelope, call.attachment)
		: { contentType: "text/xml; charset=utf-8", content: envelope };
	const answer = await callProvider(io, call.endpoint, {
		method: "POST",
		headers: { accept: "text/xml", "content-type": contentType, soapaction: '""' },
		body: content,
	});
	const [body] = elementsNamed(parseXml(answer.text), "Body");
	// Some services send a fault with status 200. Some send an HTML page with any status.
	const [fault] = elementsNamed(body, "Fault");
	if (fault !== undefined) throw faultError(fault);
	if (answer.status !== 200) throw new DeliveryError(kindOfStatus(answer.status), "the service refused the call");
	if (body === undefined) throw new DeliveryError("unknown", "the answer is not a SOAP envelope");
	return body;
}

/** What the numbers of a ServiceException mean. Source: Parlay X 2.1, part 1 (Common), section 7. */
const failureKinds = new Map(
	Object.entries<DeliveryErrorKind>({
		SVC0001: "unknown", // an error of the service, which may have sent
		SVC0002: "permanent", // an input that is not valid
		SVC0003: "permanent", // an input that is none of the valid values
		SVC0004: "permanent", // no valid address
		SVC0005: "misconfigured", // the correlator is in use
	}),
);

function faultError(fault: unknown): DeliveryError {
	const messageId = textNamed(fault, "messageId");
	if (messageId !== undefined) {
		const byFamily = messageId.startsWith("POL") ? "misconfigured" : "temporary";
		return new DeliveryError(failureKinds.get(messageId) ?? byFamily, "the service answered with a fault", messageId);
	}
	// The fault has no number. A server that failed may have sent before. Other faults speak of our login or settings.
	const code = textNamed(fault, "faultcode")?.replace(/^.*:/, "") ?? "";
	const kind = code.startsWith("Server") ? "unknown" : "misconfigured";
	return new DeliveryError(kind, "the service answered with a fault", code || null);
}

function withAttachment(envelope: string, { id, text }: { id: string; text: string }) {
	const boundary = `tessera-${id}`;
	const part = (type: string, name: string, content: string) =>
		`--${boundary}\r\nContent-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n` +
		`Content-ID: <${name}>\r\n\r\n${content}\r\n`;
	return {
		contentType: `multipart/related; type="text/xml"; start="<envelope>"; boundary="${boundary}"`,
		content: `${part("text/xml", "envelope", envelope)}${part("text/plain", "content", text)}--${boundary}--\r\n`,
	};
}
