// Which settings of which account the properties of messaging are. Data alone. PURE.

/** How a property's text becomes a setting. */
interface Setting {
	/** The name among the account's config or secrets. */
	config?: string;
	secret?: string;
	isNumber?: true;
	/** The property's words for the driver's. Without them, the text is the setting. */
	words?: Readonly<Record<string, string>>;
}

export interface AccountMap {
	driverId: string;
	/** An account of this name is the one that properties are about. */
	accountName: string;
	/** Without these there is no account. */
	needs: readonly string[];
	settings: Readonly<Record<string, Setting>>;
}

const policies = {
	"oracle/wss_username_token_client_policy": "USERNAME_TOKEN_TEXT",
	"oracle/wss_username_token_over_ssl_client_policy": "USERNAME_TOKEN_TEXT",
	USERNAME_TOKEN_TEXT: "USERNAME_TOKEN_TEXT",
	USERNAME_TOKEN_DIGEST: "USERNAME_TOKEN_DIGEST",
} as const;

/** Both services of the reference have one login. */
const login = {
	"ums.integration.userName": { config: "userName" },
	"ums.integration.password": { secret: "password" },
	"ums.integtaion.policies": { config: "security", words: policies },
} as const;

export const messagingMap: AccountMap = {
	driverId: "ums",
	accountName: "Messaging service (properties)",
	needs: ["ums.integration.webservice"],
	settings: {
		"ums.integration.webservice": { config: "endpoint" },
		"ums.integration.fromAddress": { config: "emailSender" },
		...login,
	},
};

export const parlayMap: AccountMap = {
	driverId: "parlayx",
	accountName: "Parlay X (properties)",
	needs: ["ums.integration.parlayx.endpoint"],
	settings: { "ums.integration.parlayx.endpoint": { config: "endpoint" }, ...login },
};

/** Which of the two services sends. */
export const usesParlay = "ums.integration.useParlayX";

const mail = "driver.email.Outgoing";

const mailMap: AccountMap = {
	driverId: "smtp",
	accountName: "Mail server (properties)",
	needs: [`${mail}MailServer`, `${mail}DefaultFromAddress`],
	settings: {
		[`${mail}MailServer`]: { config: "host" },
		[`${mail}MailServerPort`]: { config: "port", isNumber: true },
		[`${mail}MailServerSecurity`]: { config: "security", words: { TLS: "STARTTLS", SSL: "IMPLICIT_TLS" } },
		[`${mail}DefaultFromAddress`]: { config: "fromAddress" },
		[`${mail}Username`]: { config: "userName" },
		[`${mail}Password`]: { secret: "password" },
	},
};

const operator = "driver.smpp.";

const operatorMap: AccountMap = {
	driverId: "smpp",
	accountName: "Operator (properties)",
	needs: [`${operator}SmsServerHost`, `${operator}TransmitterSystemId`, `${operator}TransmitterSystemPassword`],
	settings: {
		[`${operator}SmsServerHost`]: { config: "host" },
		[`${operator}TransmitterSystemId`]: { config: "systemId" },
		[`${operator}TransmitterSystemPassword`]: { secret: "transmitterPassword" },
		[`${operator}TransmitterSystemType`]: { config: "systemType" },
		[`${operator}ReceiverSystemId`]: { config: "receiverSystemId" },
		[`${operator}ReceiverSystemPassword`]: { secret: "receiverPassword" },
		[`${operator}ReceiverSystemType`]: { config: "receiverSystemType" },
		[`${operator}ServerTransmitterPort`]: { config: "transmitterPort", isNumber: true },
		[`${operator}ServerReceiverPort`]: { config: "receiverPort", isNumber: true },
		[`${operator}DefaultEncoding`]: { config: "defaultEncoding" },
		[`${operator}DefaultSenderAddress`]: { config: "senderAddress" },
	},
};

export const accountMaps: readonly AccountMap[] = [messagingMap, parlayMap, mailMap, operatorMap];
