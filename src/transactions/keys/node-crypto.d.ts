// What workerd has of Node's certificates. The types of the whole of Node would promise more.

declare module "node:crypto" {
	/** A public key, for `verify` alone. */
	export interface KeyObject {
		readonly type: "public";
	}

	export class X509Certificate {
		constructor(pem: string);
		readonly publicKey: KeyObject;
		/** DER. */
		readonly raw: ArrayBuffer | Uint8Array<ArrayBuffer>;
		/** As OpenSSL writes a date. */
		readonly validFrom: string;
		readonly validTo: string;
		/** By the names; says nothing of the signature. */
		checkIssued(issuer: X509Certificate): boolean;
		verify(key: KeyObject): boolean;
		/** PEM. */
		toString(): string;
	}
}
