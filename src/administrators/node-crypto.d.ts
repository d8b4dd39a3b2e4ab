// A function of Node that workerd has and Web Crypto lacks. The types of the whole of Node would promise more.

declare module "node:crypto" {
	interface ScryptOptions {
		N: number;
		r: number;
		p: number;
	}

	export function scrypt(
		password: string,
		salt: Uint8Array,
		keyLength: number,
		options: ScryptOptions,
		done: (error: Error | null, key: Uint8Array) => void,
	): void;
}
