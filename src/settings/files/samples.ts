// Numbers and addresses as people write them, to show what an expression refuses. Numbers are those of examples. PURE.
import type { RE2JS } from "re2js";
import { longestValue, matchWhole } from "../expression";

const numbers: Readonly<Record<string, readonly string[]>> = {
	US: ["(555) 123-4567", "+1 555 123 4567"],
	CA: ["(613) 555-0142", "+1 613 555 0142"],
	JP: ["090-1234-5678", "09012345678", "+81 90-1234-5678"],
	GB: ["07700 900123", "+44 7700 900123"],
	DE: ["0151 23456789", "+49 151 23456789"],
	FR: ["06 12 34 56 78", "+33 6 12 34 56 78"],
	IN: ["081234 56789", "+91 81234 56789"],
	CN: ["131 2345 6789", "+86 131 2345 6789"],
	KR: ["010-2000-0000", "+82 10-2000-0000"],
	BR: ["(11) 96123-4567", "+55 11 96123-4567"],
	AU: ["0412 345 678", "+61 412 345 678"],
};

/** Where nobody has said where users are, and for a region without samples of its own. */
const everywhere = ["US", "JP", "GB"];

const addresses = ["taro@example.co.jp", "a.b@mail.example.com", "ana@example.info", "shop@my-shop.example"];

const mostTold = 3;

/** Values that belong in a field, by its key: what people of the regions would type. */
export function samplesFor(fieldKey: string, regions: readonly string[]): readonly string[] {
	if (fieldKey === "email") return addresses;
	if (fieldKey !== "mobile" && fieldKey !== "phone") return [];
	const known = regions.filter((region) => Object.hasOwn(numbers, region));
	return (known.length > 0 ? known : everywhere).flatMap((region) => numbers[region] ?? []);
}

/** The first samples that an expression refuses. */
export const refusedSamples = (expression: RE2JS, samples: readonly string[]): string[] =>
	samples.filter((sample) => !matchWhole(expression, sample).isMatch).slice(0, mostTold);

/** The first samples that are longer than a field. */
export const tooLongSamples = (maxLength: number, samples: readonly string[]): string[] =>
	samples.filter((sample) => sample.length > Math.min(maxLength, longestValue)).slice(0, mostTold);
