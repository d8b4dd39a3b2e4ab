// Every figure of RFC 6030 with the values that another reader of PSKC found in it.
import { describe, expect, it } from "vitest";
import { toHex } from "../../../src/crypto/bytes";
import { decodeSecret } from "../../../src/otp/encoding";
import { openContainer, type Unlocking } from "../../../src/otp/pskc/container";
import { type PskcKey, readPackage } from "../../../src/otp/pskc/read";
import { PskcSplitter } from "../../../src/otp/pskc/split";
import expected from "../../vectors/pskc/expected.json";

const files = import.meta.glob<string>("../../vectors/pskc/*.pskcxml", {
	query: "?raw",
	import: "default",
	eager: true,
});

interface Expected {
	unlock: { key?: string; password?: string } | null;
	keys: Record<string, unknown>[];
}

const unlockingOf = ({ unlock }: Expected): Unlocking => {
	if (unlock?.key === undefined) return unlock?.password === undefined ? {} : { password: unlock.password };
	const decoded = decodeSecret(unlock.key, "hexadecimal");
	return decoded.ok ? { key: decoded.bytes as Uint8Array<ArrayBuffer> } : {};
};

async function readAll(text: string, pieceLength: number, given: Unlocking): Promise<PskcKey[]> {
	const splitter = new PskcSplitter();
	const packages: string[] = [];
	for (let at = 0; at < text.length; at += pieceLength)
		packages.push(...splitter.push(text.slice(at, at + pieceLength)));
	splitter.end();
	const container = await openContainer(splitter.head, given);
	return (await Promise.all(packages.map((one) => readPackage(one, container)))).flat();
}

/** The key in the words of `expected.json`. */
const inTheirWords = (key: PskcKey) => ({
	algorithm: key.algorithm,
	id: key.id,
	issuer: key.issuer,
	secret_hex: key.secret === null ? null : toHex(key.secret),
	...(key.serial === null ? {} : { serial: key.serial }),
	...(key.manufacturer === null ? {} : { manufacturer: key.manufacturer }),
	...(key.counter === null ? {} : { counter: key.counter }),
	...(key.digits === null ? {} : { response_length: key.digits }),
});

const compared = ["algorithm", "id", "issuer", "secret_hex", "serial", "manufacturer", "counter", "response_length"];
const wanted = (key: Record<string, unknown>) => ({
	secret_hex: null,
	...Object.fromEntries(Object.entries(key).filter(([name]) => compared.includes(name))),
});

describe.each(Object.entries(expected as Record<string, Expected>))("%s", (name, figure) => {
	const text = Object.entries(files).find(([path]) => path.endsWith(name.replace("rfc6030", "")))![1];

	it.each([100_000, 1, 7])("reads as expected in pieces of %i characters", async (pieceLength) => {
		const keys = await readAll(text, pieceLength, unlockingOf(figure));
		expect(keys.map(inTheirWords)).toEqual(figure.keys.map(wanted));
	});
});

describe("of the figures", () => {
	const read = async (number: number) => {
		const name = `rfc6030/figure${number}.pskcxml` as keyof typeof expected;
		const text = files[`../../vectors/pskc/figure${number}.pskcxml`]!;
		return readAll(text, 100_000, unlockingOf(expected[name] as Expected));
	};
	const reasonsOf = async (number: number) => (await read(number)).map(({ fault }) => fault?.reason ?? null);

	it.each([2, 3, 6, 7, 9, 10])("figure %i has no key that can't be used", async (number) => {
		expect(new Set(await reasonsOf(number))).toEqual(new Set([null]));
	});

	it("figure 3 names the user of the key, and not the user of the device", async () => {
		expect((await read(3))[0]!.user).toBe("UID=jsmith,DC=example-bank,DC=net");
	});

	it("figure 4 has a key without its secret, figure 5 a PIN, figure 8 a secret for a certificate", async () => {
		expect(await reasonsOf(4)).toEqual(["token-secret-missing"]);
		expect(await reasonsOf(5)).toEqual([null, "token-algorithm"]);
		expect(await reasonsOf(8)).toEqual(["token-recipient"]);
	});
});
