// Sends SMS by Parlay X 2.1, part 4 (ETSI ES 202 391-4), as operators' service platforms offer it.
import * as z from "zod";
import { reason } from "../errors/cause";
import { type DriverIo, driver, type SettingsOf } from "./driver";
import { escapeXml } from "./kit/escape";
import { callSoap } from "./soap/call";
import { ParlaySecrets, parlayFields, parlayLogin, readDeliveryStatus, readRequestIdentifier } from "./soap/parlay";
import { digestToken, huaweiHeader, textToken } from "./soap/security";

const Config = z.object({
	...parlayFields,
	namespace: z
		.url()
		.max(256)
		.default("http://www.csapi.org/schema/parlayx/sms/send/v2_1/local")
		.meta({ title: "Namespace", description: "Operators also run v2_2, v2_3 and later ones" }),
	security: z
		.enum(["USERNAME_TOKEN_TEXT", "USERNAME_TOKEN_DIGEST", "HUAWEI_HEADER"])
		.default("USERNAME_TOKEN_TEXT")
		.meta({
			title: "Security policy",
			description:
				"How user name and password are sent: WS-Security with the password or a digest of it, or Huawei's header",
		}),
	serviceId: z
		.string()
		.regex(/^\w{1,64}$/)
		.optional()
		.meta({ title: "Service id", description: "Only in Huawei's header, when the operator gave one" }),
	senderName: z
		.string()
		.regex(/^[\x20-\x7e]{1,64}$/, reason("printable-ascii"))
		.optional()
		.meta({
			title: "Sender name",
			description: "Empty: the operator's default for the account",
			examples: ["Example"],
		}),
});

export const parlayxDriver = driver({
	id: "parlayx",
	title: "Parlay X",
	channels: ["SMS"],
	config: Config,
	senderFields: { SMS: "senderName" },
	secrets: ParlaySecrets,
	async send(io, message, account) {
		const { endpoint, namespace, senderName } = account.config;
		const address = `tel:${message.destination.replace("+", "")}`;
		const body = await callSoap(io, {
			endpoint,
			header: await loginHeader(io, account, address),
			body:
				`<sms:sendSms xmlns:sms="${escapeXml(namespace)}"><sms:addresses>${escapeXml(address)}</sms:addresses>` +
				(senderName === undefined ? "" : `<sms:senderName>${escapeXml(senderName)}</sms:senderName>`) +
				`<sms:message>${escapeXml(message.text)}</sms:message></sms:sendSms>`,
		});
		return { providerMessageId: readRequestIdentifier(body), status: "queued" };
	},
	async queryStatus(io, providerMessageId, account) {
		const { endpoint, namespace } = account.config;
		const body = await callSoap(io, {
			endpoint,
			// We don't keep the number. The platform wants the field, but doesn't look at its content.
			header: await loginHeader(io, account, ""),
			body:
				`<sms:getSmsDeliveryStatus xmlns:sms="${escapeXml(namespace)}">` +
				`<sms:requestIdentifier>${escapeXml(providerMessageId)}</sms:requestIdentifier></sms:getSmsDeliveryStatus>`,
		});
		return readDeliveryStatus(body, providerMessageId);
	},
});

async function loginHeader(
	io: DriverIo,
	{ config, secrets }: SettingsOf<typeof Config, typeof ParlaySecrets>,
	address: string,
): Promise<string> {
	const login = parlayLogin(config, secrets);
	if (!login) return "";
	if (config.security === "USERNAME_TOKEN_TEXT") return textToken(login);
	if (config.security === "USERNAME_TOKEN_DIGEST") return digestToken(login, io.now());
	return huaweiHeader(login, config.serviceId, address, io.now());
}
