// What is made of a remembered value is made once for each key, and ends with the value.
import { expect, it } from "vitest";
import { derived } from "../src/derived";

function countingPlus() {
	let made = 0;
	const plus = derived((of: { text: string }, ...key: string[]) => {
		made += 1;
		return [of.text, ...key].join("+");
	});
	return { plus, made: () => made };
}

it("is made once for each object and key", () => {
	const { plus, made } = countingPlus();
	const [one, other] = [{ text: "a" }, { text: "a" }];
	expect([plus(one, "x"), plus(one, "x"), plus(other, "x"), plus(one), plus(one)]).toEqual([
		"a+x",
		"a+x",
		"a+x",
		"a",
		"a",
	]);
	expect(made()).toBe(3);
});

it("tells keys apart that look alike when they are joined", () => {
	const { plus } = countingPlus();
	const of = { text: "a" };
	expect([plus(of, "x,y"), plus(of, "x", "y"), plus(of, "x", "", "y")]).toEqual(["a+x,y", "a+x+y", "a+x++y"]);
});

it("keeps no more than 64 keys, and makes a forgotten one anew", () => {
	const { plus, made } = countingPlus();
	const of = { text: "a" };
	for (let number = 0; number < 65; number++) plus(of, String(number));
	expect([plus(of, "64"), plus(of, "0"), made()]).toEqual(["a+64", "a+0", 66]);
});
