// Which column of a CSV file holds what: as the caller said, by a header's words, or by the shapes of vendors. PURE.
import { invalid } from "../../errors";

export const columnNames = [
	"serial",
	"user",
	"secret",
	"type",
	"algorithm",
	"digits",
	"period",
	"counter",
	"manufacturer",
] as const;
export type ColumnName = (typeof columnNames)[number];

/** What a column holds → the name in the file's header, or the column's number from 1. */
export type ColumnChoice = Partial<Record<ColumnName, string | number>>;

export interface Layout {
	/** What a column holds → its place from 0. */
	places: Partial<Record<ColumnName, number>>;
	hasHeader: boolean;
	/** The fifth column of some files is the period of a TOTP token, and the counter of a HOTP token. */
	periodOrCounter?: number;
	/** Where the shape says it. */
	secretEncoding?: "base32" | "hexadecimal";
}

/** Words of headers, without blanks and signs. The Entra ID, Token2 and privacyIDEA names are among them. */
const words: Record<ColumnName, readonly string[]> = {
	serial: [
		"serial",
		"serialnumber",
		"serialno",
		"tokenserial",
		"tokenserialnumber",
		"tokenid",
		"シリアル",
		"シリアル番号",
	],
	user: [
		"user",
		"login",
		"userid",
		"username",
		"upn",
		"userprincipalname",
		"email",
		"ユーザー",
		"ログイン",
		"ログイン名",
	],
	secret: ["secret", "secretkey", "seed", "key", "sharedsecret", "otpkey", "hmackey", "シークレット", "秘密鍵"],
	type: ["type", "tokentype", "protocol", "種別"],
	algorithm: ["algorithm", "hash", "hashalgorithm", "hashlib", "アルゴリズム"],
	digits: ["digits", "otplength", "otplen", "length", "passcodelength", "codelength", "桁数"],
	period: ["period", "timeinterval", "interval", "timestep", "step", "timeintervalinseconds", "間隔"],
	counter: ["counter", "movingfactor", "eventcounter", "カウンター"],
	manufacturer: ["manufacturer", "vendor", "製造元"],
};

const fold = (text: string) =>
	text
		.normalize("NFKC")
		.toLowerCase()
		.replaceAll(/[\s_.()-]/g, "");

/**
 * Finds the columns by the first record of a file.
 * @throws ApiError naming the columns that are missing
 */
export function layoutOf(first: readonly string[], choice: ColumnChoice, hasHeader: boolean | null): Layout {
	const folded = first.map(fold);
	if (Object.keys(choice).length > 0) return chosenLayout(folded, choice, hasHeader);
	const places: Layout["places"] = {};
	for (const name of columnNames) {
		const place = folded.findIndex((word) => words[name].includes(word));
		if (place !== -1) places[name] = place;
	}
	if (places.secret !== undefined && hasHeader !== false) return complete({ places, hasHeader: true });
	return complete(shapeOf(first) ?? { places: {}, hasHeader: false });
}

function chosenLayout(folded: readonly string[], choice: ColumnChoice, hasHeader: boolean | null): Layout {
	const places: Layout["places"] = {};
	const missing: string[] = [];
	for (const [name, column] of Object.entries(choice) as [ColumnName, string | number][]) {
		const place = typeof column === "number" ? column - 1 : folded.indexOf(fold(column));
		if (place < 0 || place >= folded.length) missing.push(String(column).slice(0, 40));
		else places[name] = place;
	}
	if (missing.length > 0) throw invalid("columns", "import-columns", { names: missing });
	const isByName = Object.values(choice).some((column) => typeof column === "string");
	return complete({ places, hasHeader: hasHeader ?? isByName });
}

/** Files without a header. The YubiKey tool writes the kind first, OATH files the serial number, then the secret. */
function shapeOf(first: readonly string[]): Layout | null {
	const kind = first[0]?.trim() ?? "";
	if (first.length >= 12 && /^(OATH-HOTP|Yubico OTP|Static Password|Challenge-Response)/i.test(kind)) {
		return { places: { type: 0, serial: 3, secret: 5, digits: 11 }, hasHeader: false, secretEncoding: "hexadecimal" };
	}
	const places = { serial: 0, secret: 1 };
	if (first.length === 2) return { places, hasHeader: false };
	if (!/^(HOTP|TOTP)$/i.test(first[2]?.trim() ?? "")) return null;
	if (first.length === 3) return { places: { ...places, type: 2 }, hasHeader: false };
	const withDigits = { ...places, type: 2, digits: 3 };
	if (first.length === 4) return { places: withDigits, hasHeader: false };
	return first.length === 5 ? { places: withDigits, hasHeader: false, periodOrCounter: 4 } : null;
}

function complete(layout: Layout): Layout {
	if (layout.places.secret === undefined) throw invalid("columns", "import-columns", { names: ["secret"] });
	if (layout.places.serial === undefined && layout.places.user === undefined) {
		throw invalid("columns", "import-columns", { names: ["serial", "user"] });
	}
	return layout;
}
