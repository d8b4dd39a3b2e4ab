// The opened secrets of factors: HMAC keys, kept in memory while the guard knows the factor, and hashes of answers.
import { fromBase64 } from "../crypto/bytes";
import type { Keyring } from "../crypto/envelope";
import { type HashAlgorithm, importHmacKey } from "../otp/hotp";
import { openSecret } from "./secret";
import type { KnownFactor } from "./types";

export class FactorKeys {
	readonly #sealKeys: Keyring;
	/** A forgotten factor takes its key along. */
	readonly #keys = new WeakMap<KnownFactor, Promise<CryptoKey>>();

	constructor(sealKeys: Keyring) {
		this.#sealKeys = sealKeys;
	}

	/** The key that computes the factor's codes. */
	get(userId: string, factor: KnownFactor, algorithm: HashAlgorithm): Promise<CryptoKey> {
		const known = this.#keys.get(factor);
		if (known) return known;
		const key = this.openSecret(userId, factor).then((secret) => importHmacKey(fromBase64(secret), algorithm));
		this.#keys.set(factor, key);
		// A failure must not stay: by the next attempt, the missing key may be configured.
		key.catch(() => this.#keys.delete(factor));
		return key;
	}

	async openSecret(userId: string, factor: KnownFactor): Promise<string> {
		if (factor.sealedSecret === null) throw new Error("a factor whose codes are sent has no secret");
		return openSecret(this.#sealKeys, userId, factor.id, factor.sealedSecret);
	}
}
