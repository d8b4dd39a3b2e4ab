// Tokens from a PSKC file (RFC 6030).
import { invalid } from "../../errors";
import { type OpenContainer, openContainer, type Unlocking } from "../../otp/pskc/container";
import { type PskcKey, readPackage } from "../../otp/pskc/read";
import { PskcSplitter } from "../../otp/pskc/split";
import type { FileToken } from "./token";

/** Takes the text in pieces of any size. */
export class PskcReader {
	readonly #splitter = new PskcSplitter();
	readonly #unlocking: Unlocking;
	#container: OpenContainer | null = null;
	#hasOpened = false;

	constructor(unlocking: Unlocking) {
		this.#unlocking = unlocking;
	}

	async push(piece: string): Promise<FileToken[]> {
		const tokens: FileToken[] = [];
		for (const text of this.#splitter.push(piece)) {
			this.#container ??= await openContainer(this.#splitter.head, this.#unlocking);
			for (const key of await readPackage(text, this.#container)) tokens.push(this.#toToken(key));
		}
		return tokens;
	}

	async end(): Promise<FileToken[]> {
		this.#splitter.end();
		return [];
	}

	#toToken(key: PskcKey): FileToken {
		// With a wrong password nothing opens. So the first MAC tells of the password, and later ones of their keys.
		if (key.fault?.reason === "token-mac" && !this.#hasOpened) throw invalid("file", "pskc-key");
		this.#hasOpened ||= key.secret !== null;
		const { serial, manufacturer, protocol, hash, digits, counter, secret, fault } = key;
		return {
			serial: serial ?? key.id,
			user: key.user === null ? null : loginIn(key.user),
			manufacturer,
			protocol,
			hash,
			digits,
			// RFC 6238 4.1: thirty seconds, unless somebody says otherwise.
			periodSeconds: key.periodSeconds ?? (protocol === "TOTP" ? 30 : null),
			counter,
			secret,
			fault,
		};
	}
}

/** RFC 6030 4.4: users have distinguished names. Vendors also write plain logins. */
function loginIn(user: string): string {
	const [, name] = /^\s*(?:UID|CN|MAIL|EMAIL|EMAILADDRESS|USERID)\s*=\s*([^,+]+)/i.exec(user) ?? [];
	return (name ?? user).trim();
}
