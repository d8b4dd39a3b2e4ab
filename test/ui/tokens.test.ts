import { describe, expect, it } from "vitest";
import tokens from "../../src/ui/style/tokens.css";

/** The value of a color by day and by night. */
function faces(name: string): [string, string] {
	const [, value = ""] = new RegExp(`--${name}: ([^;]+);`).exec(tokens) ?? [];
	const found = /^light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)$/.exec(value) ?? /^(#[0-9a-f]{6})$/.exec(value);
	if (!found) throw new Error(`${name} is ${value || "missing"}`);
	return [found[1]!, found[2] ?? found[1]!];
}

function brightness(color: string): number {
	const channels = [1, 3, 5].map((start) => Number.parseInt(color.slice(start, start + 2), 16) / 255);
	const [red, green, blue] = channels.map((value) =>
		value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4,
	);
	return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function contrast(a: string, b: string): number {
	const [dark, bright] = [brightness(a), brightness(b)].sort((x, y) => x - y);
	return (bright! + 0.05) / (dark! + 0.05);
}

const pairs = (inks: string[], grounds: string[]) =>
	inks.flatMap((ink) => grounds.map((ground) => [ink, ground] as const));

const pageGrounds = ["canvas", "surface"];
const codeGrounds = ["code-canvas", "code-bar"];

describe("the colors", () => {
	it.each([
		...pairs(["text", "muted", "accent", "warning", "success"], pageGrounds),
		...["info", "success", "warning", "danger", "accent"].map((ink) => [ink, `${ink}-tint`] as const),
		...pairs(["text"], ["accent-tint"]),
		...pairs(["code-text", "code-muted", "code-key", "code-string", "code-literal"], codeGrounds),
		["canvas", "accent"] as const,
	])("give text in %s on %s a contrast of 4.5 (WCAG 2.2, 1.4.3)", (ink, ground) => {
		for (const face of [0, 1] as const) {
			expect(contrast(faces(ink)[face], faces(ground)[face])).toBeGreaterThanOrEqual(4.5);
		}
	});

	it.each([
		// The borders of controls, and the focus ring.
		...pairs(["control-line", "accent"], pageGrounds),
		...pairs(["code-control-line", "code-key"], codeGrounds),
	])("give the border %s on %s a contrast of 3 (WCAG 2.2, 1.4.11)", (line, ground) => {
		for (const face of [0, 1] as const) {
			expect(contrast(faces(line)[face], faces(ground)[face])).toBeGreaterThanOrEqual(3);
		}
	});
});
