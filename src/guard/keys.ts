// The opened secrets of factors: HMAC keys, kept in memory as long as the guard lives, and hashes of answers.
import { fromBase64 } from "../crypto/bytes";
import type { Keyring } from "../crypto/envelope";
import { type HashAlgorithm, importHmacKey } from "../otp/hotp";
import { openSecret } from "./secret";
import type { KnownFactor } from "./types";

export class FactorKeys {
	readonly #sealKeys: Keyring;
	readonly #keys = new Map<string, Promise<CryptoKey>>();

	constructor(sealKeys: Keyring) {
		this.#sealKeys = sealKeys;
	}

	/** The key that computes the factor's codes. */
	get(userId: string, factor: KnownFactor, algorithm: HashAlgorithm): Promise<CryptoKey> {
		const known = this.#keys.get(factor.id);
		if (known) return known;
		const key = this.openSecret(userId, factor).then((secret) => importHmacKey(fromBase64(secret), algorithm));
		this.#keys.set(factor.id, key);
		// A failure must not stay: by the next attempt, the missing key may be configured.
		key.catch(() => this.#keys.delete(factor.id));
		return key;
	}

	async openSecret(userId: string, factor: KnownFactor): Promise<string> {
		if (factor.sealedSecret === null) throw new Error("a factor whose codes are sent has no secret");
		return openSecret(this.#sealKeys, userId, factor.id, factor.sealedSecret);
	}

	/** @param factorId null: all factors */
	forget(factorId: string | null): void {
		if (factorId === null) this.#keys.clear();
		else this.#keys.delete(factorId);
	}
}
