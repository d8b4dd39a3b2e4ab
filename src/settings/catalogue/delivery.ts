// Properties of what sends messages, most of which live in provider accounts, and of what people answer. PURE.
import { flag, line, oneOf, type Property, wholeNumber } from "./property";

const livesIn = "accounts";
const port = wholeNumber(1, 65_535);
const password = { type: { kind: "text", max: 1_024 }, isSecret: true } as const;

const messagingService: readonly Property[] = [
	{ name: "ums.integration.webservice", type: { kind: "url" }, meaning: "URL of the messaging service" },
	{ name: "ums.integration.parlayx.endpoint", type: { kind: "url" }, meaning: "URL of the Parlay X service" },
	{ name: "ums.integration.useParlayX", type: flag, meaning: "Whether Parlay X sends, and not the messaging service" },
	{ name: "ums.integration.userName", type: line, meaning: "User name for either service" },
	{ name: "ums.integration.password", ...password, meaning: "Password for either service" },
	{
		name: "ums.integtaion.policies",
		aliases: ["ums.integration.policies"],
		type: line,
		meaning: "Security policies of the service, with commas between",
	},
	{
		name: "ums.integration.fromAddress",
		type: { kind: "sender", max: 254 },
		meaning: "Address that e-mail comes from",
	},
];

const mail: readonly Property[] = [
	{ name: "OutgoingMailServer", type: line, meaning: "Host of the mail server" },
	{ name: "OutgoingMailServerPort", type: port, meaning: "Port of the mail server" },
	{ name: "OutgoingMailServerSecurity", type: oneOf("TLS", "SSL"), meaning: "TLS: STARTTLS; SSL: TLS from the start" },
	{ name: "OutgoingDefaultFromAddress", type: { kind: "sender", max: 254 }, meaning: "Address that e-mail comes from" },
	{ name: "OutgoingUsername", type: line, meaning: "User name for the mail server" },
	{ name: "OutgoingPassword", ...password, meaning: "Password for the mail server" },
];

const operator: readonly Property[] = [
	{ name: "SmsServerHost", type: line, meaning: "Host of the operator's SMSC" },
	{ name: "TransmitterSystemId", aliases: ["SmsAccountId"], type: line, meaning: "System id that sends" },
	{ name: "TransmitterSystemPassword", ...password, meaning: "Password of the system id that sends" },
	{ name: "TransmitterSystemType", type: line, meaning: "System type of what sends" },
	{ name: "ReceiverSystemId", type: line, meaning: "System id that receives" },
	{ name: "ReceiverSystemPassword", ...password, meaning: "Password of the system id that receives" },
	{ name: "ReceiverSystemType", type: line, meaning: "System type of what receives" },
	{ name: "ServerTransmitterPort", type: port, meaning: "Port for messages" },
	{ name: "ServerReceiverPort", type: port, meaning: "Port for receipts" },
	{ name: "DefaultEncoding", type: oneOf("IA5", "UCS2", "GSM_DEFAULT"), meaning: "How texts are written" },
	{
		name: "DefaultSenderAddress",
		type: { kind: "sender", max: 254 },
		meaning: "Number or name that messages come from",
	},
];

const ofDriver = (driver: string, properties: readonly Property[]): Property[] =>
	properties.map(({ name, aliases = [], ...property }) => ({
		...property,
		name: `driver.${driver}.${name}`,
		aliases: aliases.map((alias) => `driver.${driver}.${alias}`),
		isGlobal: true,
		livesIn,
	}));

/** What people may answer to text messages. Words of all languages count, because we don't know who writes. */
const replies: readonly Property[] = [
	{
		name: "otp.sms.stop.words",
		type: line,
		isPerLocale: true,
		meaning: "Words that end text messages to the number they come from, with commas between",
	},
	{
		name: "otp.sms.start.words",
		type: line,
		isPerLocale: true,
		meaning: "Words that bring text messages back, with commas between",
	},
	{
		name: "otp.sms.help.words",
		type: line,
		isPerLocale: true,
		meaning: "Words that ask for help, with commas between",
	},
	{
		name: "otp.sms.help.message",
		type: { kind: "message", placeholders: [1], hasLines: true },
		isPerLocale: true,
		meaning: "The answer to a word that asks for help, once a day for each number. {1} is the organization",
	},
];

export const deliveryProperties: readonly Property[] = [
	...replies,
	...messagingService.map((property): Property => ({ ...property, livesIn })),
	...ofDriver("email", mail),
	...ofDriver("smpp", operator),
	{
		name: "extends",
		type: line,
		livesIn: "applications",
		meaning: "The group between the application and the default",
	},
];
