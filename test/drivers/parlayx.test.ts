import { describe, expect, it } from "vitest";
import { parlayxDriver } from "../../src/drivers/parlayx";
import { account, fakeProvider, refusal } from "./fake-provider";
import { message } from "./message";

const endpoint = "https://sdp.example.com/parlayx/SendSmsService";
const sms = "http://www.csapi.org/schema/parlayx/sms/send/v2_1/local";
const wsse = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";

const settings = (config: Record<string, unknown> = {}) =>
	account(parlayxDriver, {
		config: { endpoint, userName: "tessera", senderName: "Tessera", ...config },
		secrets: { password: "s3cret&<pass>" },
	});

const envelope = (body: string) =>
	`<?xml version="1.0"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body>${body}</soapenv:Body></soapenv:Envelope>`;
const taken = () =>
	new Response(
		envelope(`<ns1:sendSmsResponse xmlns:ns1="${sms}"><ns1:result>req&amp;42</ns1:result></ns1:sendSmsResponse>`),
	);
const fault = (status: number, code: string, detail = "") =>
	new Response(
		envelope(
			`<soapenv:Fault><faultcode>${code}</faultcode><faultstring>not to 4520123456</faultstring><detail>${detail}</detail></soapenv:Fault>`,
		),
		{ status },
	);
const exception = (status: number, name: string, messageId: string) =>
	fault(
		status,
		"soapenv:Server",
		`<x:${name} xmlns:x="urn:x"><messageId>${messageId}</messageId><text>not to %1, 493817</text></x:${name}>`,
	);

describe("Parlay X", () => {
	it("sends an SMS with the password in a UsernameToken", async () => {
		const { io, requests } = fakeProvider(taken());
		const sent = message({ text: "Code <493817> & no more" });
		expect(await parlayxDriver.send(io, sent, settings())).toEqual({ providerMessageId: "req&42", status: "queued" });
		expect(requests).toEqual([
			{
				method: "POST",
				url: endpoint,
				headers: { accept: "text/xml", "content-type": "text/xml; charset=utf-8", soapaction: '""' },
				body:
					'<?xml version="1.0" encoding="UTF-8"?>' +
					'<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Header>' +
					`<wsse:Security xmlns:wsse="${wsse}" soap:mustUnderstand="1"><wsse:UsernameToken>` +
					"<wsse:Username>tessera</wsse:Username>" +
					'<wsse:Password Type="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#PasswordText">' +
					"s3cret&amp;&lt;pass&gt;</wsse:Password></wsse:UsernameToken></wsse:Security></soap:Header><soap:Body>" +
					`<sms:sendSms xmlns:sms="${sms}"><sms:addresses>tel:4520123456</sms:addresses>` +
					"<sms:senderName>Tessera</sms:senderName>" +
					"<sms:message>Code &lt;493817&gt; &amp; no more</sms:message></sms:sendSms></soap:Body></soap:Envelope>",
			},
		]);
	});

	it("leaves out the login and the sender name where there are none, and takes another namespace", async () => {
		const { io, requests } = fakeProvider(taken());
		const namespace = "http://www.csapi.org/schema/parlayx/sms/send/v2_2/local";
		await parlayxDriver.send(io, message(), settings({ namespace, userName: undefined, senderName: undefined }));
		expect(requests[0]?.body).toContain(`<soap:Body><sms:sendSms xmlns:sms="${namespace}"><sms:addresses>`);
		expect(requests[0]?.body).not.toMatch(/Header|senderName|Password/);
	});

	it("sends a digest of the password, with a nonce and the time, never the password", async () => {
		const { io, requests } = fakeProvider(taken(), taken());
		const digested = settings({ security: "USERNAME_TOKEN_DIGEST" });
		await parlayxDriver.send(io, message(), digested);
		await parlayxDriver.send(io, message(), digested);
		const [first, second] = requests.map(({ body }) => {
			const [, digest, nonce, created] =
				/#PasswordDigest">([^<]+)<.*#Base64Binary">([^<]+)<.*<wsu:Created xmlns:wsu="[^"]+">([^<]+)</.exec(body) ?? [];
			expect(body).not.toContain("s3cret");
			return { digest, nonce, created };
		});
		expect(first?.created).toBe("2026-11-22T05:00:00.000Z");
		expect(first?.nonce).not.toBe(second?.nonce);
		const bytes = Uint8Array.from([
			...atob(first?.nonce ?? "")
				.split("")
				.map((character) => character.charCodeAt(0)),
			...new TextEncoder().encode(`${first?.created}s3cret&<pass>`),
		]);
		const expected = new Uint8Array(await crypto.subtle.digest("SHA-1", bytes));
		expect(first?.digest).toBe(btoa(String.fromCharCode(...expected)));
	});

	it("fills Huawei's header", async () => {
		const { io, requests } = fakeProvider(taken());
		await parlayxDriver.send(io, message(), settings({ security: "HUAWEI_HEADER", serviceId: "35000001000001" }));
		expect(requests[0]?.body).toMatch(
			/<sp:RequestSOAPHeader xmlns:sp="http:\/\/www\.huawei\.com\.cn\/schema\/common\/v2_1"><sp:spId>tessera<\/sp:spId><sp:spPassword>[0-9a-f]{32}<\/sp:spPassword><sp:serviceId>35000001000001<\/sp:serviceId><sp:timeStamp>20261122050000<\/sp:timeStamp><sp:OA>tel:4520123456<\/sp:OA><sp:FA>tel:4520123456<\/sp:FA><\/sp:RequestSOAPHeader>/,
		);
	});

	it("reads numeric character references, in ids, in faults and in words", async () => {
		const { io } = fakeProvider(
			new Response(envelope("<sendSmsResponse><result>req&#x2D;4&#50;</result></sendSmsResponse>")),
			exception(500, "ServiceException", "&#83;VC0004"),
			new Response(
				envelope(
					"<r><result><address>tel&#58;45</address><deliveryStatus>&#x4D;essageWaiting</deliveryStatus></result></r>",
				),
			),
		);
		expect((await parlayxDriver.send(io, message(), settings())).providerMessageId).toBe("req-42");
		expect(await refusal(parlayxDriver, io, message(), settings())).toEqual(["permanent", "SVC0004"]);
		expect(await parlayxDriver.queryStatus?.(io, "42", settings())).toMatchObject({ status: "queued" });
	});

	it("reads an answer whose elements have no namespace", async () => {
		const { io } = fakeProvider(new Response(envelope("<sendSmsResponse><result>42</result></sendSmsResponse>")));
		expect((await parlayxDriver.send(io, message(), settings())).providerMessageId).toBe("42");
	});

	it.each([
		["a service error", exception(500, "ServiceException", "SVC0001"), ["unknown", "SVC0001"]],
		["a wrong number", exception(500, "ServiceExceptionDetail", "SVC0004"), ["permanent", "SVC0004"]],
		["a wrong number with status 200", exception(200, "ServiceException", "SVC0002"), ["permanent", "SVC0002"]],
		["a policy", exception(500, "PolicyException", "POL0001"), ["misconfigured", "POL0001"]],
		["a refused login", fault(500, "wsse:FailedAuthentication"), ["misconfigured", "FailedAuthentication"]],
		["a request it doesn't understand", fault(500, "soapenv:Client"), ["misconfigured", "Client"]],
		["a server that is down", new Response("<html>down</html>", { status: 503 }), ["temporary", null]],
		["a wrong address of the service", new Response("", { status: 404 }), ["misconfigured", null]],
		["an answer without an id", new Response(envelope("<sendSmsResponse/>")), ["unknown", null]],
		["an answer that is no XML", new Response("OK"), ["unknown", null]],
		["an answer that breaks off", new Response(envelope("<result>42").slice(0, -20)), ["unknown", null]],
	])("tells %s apart", async (_, answer, expected) => {
		const { io } = fakeProvider(answer);
		expect(await refusal(parlayxDriver, io, message(), settings())).toEqual(expected);
	});

	it.each([
		["an external entity", '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>', "&x;"],
		["entities that grow", '<!DOCTYPE a [<!ENTITY x "xx"><!ENTITY y "&x;&x;">]>', "&y;"],
	])("reads nothing from an answer with %s", async (_, doctype, result) => {
		const answer = envelope(`<sendSmsResponse><result>${result}</result></sendSmsResponse>`);
		const { io } = fakeProvider(new Response(answer.replace("?>", `?>${doctype}`)));
		expect(await refusal(parlayxDriver, io, message(), settings())).toEqual(["unknown", null]);
	});

	it("is misconfigured without a password for its user name, or with an endpoint in a private network", async () => {
		const { io } = fakeProvider();
		const withoutPassword = account(parlayxDriver, { config: { endpoint, userName: "tessera" } });
		expect(await refusal(parlayxDriver, io, message(), withoutPassword)).toEqual(["misconfigured", null]);
		const inside = settings({ endpoint: "https://10.0.0.8/parlayx" });
		expect(await refusal(parlayxDriver, io, message(), inside)).toEqual(["misconfigured", null]);
	});

	it.each([
		["DeliveredToTerminal", "delivered"],
		["DeliveredToNetwork", "sent"],
		["MessageWaiting", "queued"],
		["DeliveryImpossible", "undelivered"],
		["DeliveryUncertain", "unknown"],
	])("asks for the status, and understands %s", async (word, status) => {
		const { io, requests } = fakeProvider(
			new Response(
				envelope(
					`<n:getSmsDeliveryStatusResponse xmlns:n="${sms}"><n:result><address>tel:4520123456</address><deliveryStatus>${word}</deliveryStatus></n:result></n:getSmsDeliveryStatusResponse>`,
				),
			),
		);
		expect(await parlayxDriver.queryStatus?.(io, "req<42>", settings())).toEqual({
			providerMessageId: "req<42>",
			status,
			detail: word,
		});
		expect(requests[0]?.body).toContain(
			`<soap:Body><sms:getSmsDeliveryStatus xmlns:sms="${sms}"><sms:requestIdentifier>req&lt;42&gt;</sms:requestIdentifier></sms:getSmsDeliveryStatus></soap:Body>`,
		);
	});

	it("has no receipt while the service says nothing", async () => {
		const { io } = fakeProvider(new Response(envelope("<getSmsDeliveryStatusResponse/>")));
		expect(await parlayxDriver.queryStatus?.(io, "42", settings())).toBeNull();
	});

	it.each(["Delivered", "constructor", "toString", ""])(
		"has no receipt for a word that it doesn't know: %j",
		async (word) => {
			const result = `<result><address>tel:4520123456</address><deliveryStatus>${word}</deliveryStatus></result>`;
			const { io } = fakeProvider(
				new Response(envelope(`<getSmsDeliveryStatusResponse>${result}</getSmsDeliveryStatusResponse>`)),
			);
			expect(await parlayxDriver.queryStatus?.(io, "42", settings())).toBeNull();
		},
	);
});
