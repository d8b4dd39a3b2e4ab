import { describe, expect, it } from "vitest";
import { umsDriver } from "../../src/drivers/ums";
import type { Message } from "../../src/messages/message";
import { account, fakeProvider, refusal } from "./fake-provider";
import { message } from "./message";

const endpoint = "https://ums.example.com:8001/sdpmessaging/parlayx/SendMessageService";
const mm = "http://www.csapi.org/schema/parlayx/multimedia_messaging/send/v2_4/local";

const settings = (config: Record<string, unknown> = {}) =>
	account(umsDriver, {
		config: {
			endpoint,
			userName: "weblogic",
			smsSender: "20000",
			emailSender: "no-reply@example.com",
			imSender: "codes|jabber",
			...config,
		},
		secrets: { password: "s3cret" },
	});

const envelope = (body: string) =>
	`<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body>${body}</S:Body></S:Envelope>`;
const taken = () =>
	new Response(envelope(`<n:sendMessageResponse xmlns:n="${mm}"><n:result>2b6a</n:result></n:sendMessageResponse>`));

/** The sendMessage element that a message becomes. */
async function sentElement(fields: Partial<Message>) {
	const { io, requests } = fakeProvider(taken());
	await umsDriver.send(io, message(fields), settings());
	return /<mm:sendMessage .*<\/mm:sendMessage>/.exec(requests[0]?.body ?? "")?.[0];
}

describe("Oracle User Messaging Service", () => {
	it("sends the text beside the envelope", async () => {
		const { io, requests } = fakeProvider(taken());
		const accepted = await umsDriver.send(io, message({ text: "コード: 493817 <&>" }), settings());
		expect(accepted).toEqual({ providerMessageId: "2b6a", status: "queued" });
		const [request] = requests;
		expect([request?.method, request?.url]).toEqual(["POST", endpoint]);
		expect(request?.headers).toEqual({
			accept: "text/xml",
			"content-type": 'multipart/related; type="text/xml"; start="<envelope>"; boundary="tessera-dlv0TESTTESTTESTTEST"',
			soapaction: '""',
		});
		const [preamble, first, second, end] = request!.body.split("--tessera-dlv0TESTTESTTESTTEST");
		expect([preamble, end]).toEqual(["", "--\r\n"]);
		expect(first).toMatch(
			/^\r\nContent-Type: text\/xml; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\nContent-ID: <envelope>\r\n\r\n<\?xml.*<wsse:Username>weblogic<\/wsse:Username>.*#PasswordText">s3cret<.*<\/soap:Envelope>\r\n$/,
		);
		expect(second).toBe(
			"\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\nContent-ID: <content>\r\n\r\nコード: 493817 <&>\r\n",
		);
	});

	it("names recipient and sender as URIs of the channel", async () => {
		const element = (fields: string) => `<mm:sendMessage xmlns:mm="${mm}">${fields}</mm:sendMessage>`;
		expect(await sentElement({})).toBe(
			element("<mm:addresses>sms:+4520123456</mm:addresses><mm:senderAddress>sms:20000</mm:senderAddress>"),
		);
		expect(await sentElement({ channel: "EMAIL", destination: "ada@example.com", subject: "Code <1>" })).toBe(
			element(
				"<mm:addresses>email:ada@example.com</mm:addresses>" +
					"<mm:senderAddress>email:no-reply@example.com</mm:senderAddress><mm:subject>Code &lt;1&gt;</mm:subject>",
			),
		);
		expect(await sentElement({ channel: "IM", destination: "ada?x#y|jabber" })).toBe(
			element(
				"<mm:addresses>im:ada%3Fx%23y%7Cjabber</mm:addresses><mm:senderAddress>im:codes%7Cjabber</mm:senderAddress>",
			),
		);
	});

	it("leaves the sender to the service where none is set", async () => {
		const { io, requests } = fakeProvider(taken());
		await umsDriver.send(io, message(), settings({ smsSender: undefined }));
		expect(requests[0]?.body).not.toContain("senderAddress");
	});

	it("has no channel for calls", async () => {
		const { io } = fakeProvider();
		expect(await refusal(umsDriver, io, message({ channel: "CALL" }), settings())).toEqual(["misconfigured", null]);
	});

	it("tells faults apart", async () => {
		const fault = (detail: string) =>
			new Response(envelope(`<S:Fault><faultcode>S:Server</faultcode><detail>${detail}</detail></S:Fault>`), {
				status: 500,
			});
		const { io } = fakeProvider(
			fault("<ServiceException><messageId>SVC0004</messageId></ServiceException>"),
			fault("<PolicyException><messageId>POL0002</messageId></PolicyException>"),
			fault(""),
		);
		expect(await refusal(umsDriver, io, message(), settings())).toEqual(["permanent", "SVC0004"]);
		expect(await refusal(umsDriver, io, message(), settings())).toEqual(["misconfigured", "POL0002"]);
		expect(await refusal(umsDriver, io, message(), settings())).toEqual(["unknown", "Server"]);
	});

	it("asks for the status of a message", async () => {
		const { io, requests } = fakeProvider(
			new Response(
				envelope(
					`<n:getMessageDeliveryStatusResponse xmlns:n="${mm}"><n:result><address>sms:+4520123456</address><deliveryStatus>DeliveredToTerminal</deliveryStatus></n:result></n:getMessageDeliveryStatusResponse>`,
				),
			),
		);
		expect(await umsDriver.queryStatus?.(io, "2b6a", settings({ security: "USERNAME_TOKEN_DIGEST" }))).toEqual({
			providerMessageId: "2b6a",
			status: "delivered",
			detail: "DeliveredToTerminal",
		});
		expect(requests[0]?.headers["content-type"]).toBe("text/xml; charset=utf-8");
		expect(requests[0]?.body).toContain(
			`<mm:getMessageDeliveryStatus xmlns:mm="${mm}"><mm:requestIdentifier>2b6a</mm:requestIdentifier></mm:getMessageDeliveryStatus>`,
		);
		expect(requests[0]?.body).toContain("#PasswordDigest");
	});
});
