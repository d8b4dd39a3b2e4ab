// House rules about what code takes from its surroundings: the time, chance, the network. A pure file takes nothing.
import { isPure } from "./pure.mjs";
import { codeAlone } from "./source.mjs";

/**
 * The rooms that give the others their clock, or that stamp events with ids: `context` itself, the guard, the log.
 * And the meter, because a Durable Object's alarm rings in real time.
 */
const roomsWithAClock = /^src\/(context\.ts|guard\/|log\/|meter\/)/;

/** A browser has no Ctx. */
const isForBrowsers = /\.browser\.js$/;

const ofTheContext = [
	[/\bDate\.now\(/, "Date.now()", "ctx.now()"],
	[/\bnew Date(\(\s*\)|\b(?!\())/, "new Date()", "ctx.now()"],
	[/\bMath\.random\(/, "Math.random()", "crypto.getRandomValues"],
	[/\bcrypto\.randomUUID\(/, "crypto.randomUUID()", "newId"],
	[/(?<![.\w])fetch\(/, "fetch()", "ctx.fetch"],
];

const ofThePlatform = [
	[/\bset(Timeout|Interval)\b/, "timers"],
	[/(?<![.\w$])console\./, "console"],
	[/(?<![.\w$])caches\b/, "caches"],
	[/(?<![.\w$])fetch\b(?!\(|\??:)/, "fetch"],
	[/\bglobalThis\b/, "globalThis"],
	[/\bperformance\.now\(/, "performance.now()"],
];

/** @returns one sentence per breach */
export const ambientBreaches = (files) =>
	files.flatMap((file) => {
		const code = codeAlone(file.pieces);
		const used = (list) => list.filter(([pattern]) => pattern.test(code));
		if (isPure(file)) {
			const names = used([...ofTheContext, ...ofThePlatform]).map(([, name]) => name);
			return names.map((name) => `${file.path}: is pure, but uses ${name}. Take an argument instead.`);
		}
		if (roomsWithAClock.test(file.path) || isForBrowsers.test(file.path)) return [];
		return used(ofTheContext).map(
			([, name, instead]) => `${file.path}: uses ${name}, which a test can't steer. Use ${instead}.`,
		);
	});
