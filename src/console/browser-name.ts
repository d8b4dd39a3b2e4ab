// What a person calls a browser: "Firefox, Windows". From the User-Agent header, which anybody can forge. PURE.

/** The first that fits counts, because browsers name their ancestors, too. */
const browsers: readonly [RegExp, string][] = [
	[/\bEdg(A|iOS)?\//, "Edge"],
	[/\bOPR\//, "Opera"],
	[/\b(Firefox|FxiOS)\//, "Firefox"],
	[/(Chrome|CriOS)\//, "Chrome"],
	[/\bSafari\//, "Safari"],
];

const systems: readonly [RegExp, string][] = [
	[/\bWindows\b/, "Windows"],
	[/\b(iPhone|iPad)\b/, "iOS"],
	[/\bAndroid\b/, "Android"],
	[/\bMac OS X\b/, "macOS"],
	[/\bCrOS\b/, "ChromeOS"],
	[/\bLinux\b/, "Linux"],
];

/** Null for a browser that nobody knows. */
export function browserName(userAgent: string | null): string | null {
	const names = [browsers, systems].flatMap((kinds) => {
		const found = kinds.find(([pattern]) => pattern.test(userAgent ?? ""));
		return found ? [found[1]] : [];
	});
	return names.length === 0 ? null : names.join(", ");
}
