// The shape of `vectors/signatures.json`: each provider's cases fill their own fields of it.

export interface SignatureCase {
	provider: string;
	scheme: string;
	name: string;
	valid: boolean;
	method?: string;
	url?: string;
	header?: Record<string, string>;
	params?: Record<string, string | string[]>;
	body?: unknown;
	token?: string;
	authToken?: string;
	signatureSecret?: string;
	secret?: string;
	publicKey?: string;
	appSecret?: string;
	certificatePem?: string;
	accessKeyId?: string;
	secretAccessKey?: string;
	region?: string;
	service?: string;
	date?: string;
	requestHeaders?: Record<string, string>;
	authorization?: string;
}

/** Parameters as the form body that they came in. */
export function formOf(params: Record<string, string | string[]>): string {
	const pairs = Object.entries(params).flatMap(([name, values]) => [values].flat().map((value) => [name, value]));
	return new URLSearchParams(pairs).toString();
}
