// What is written to the console while the tests run, also where a test mutes it. The suite fails when it finds there
// what no log may hold: see test/support/servers.mjs.
import { inject } from "vitest";

let lines: string[] = [];
const levels = ["debug", "error", "info", "log", "trace", "warn"] as const;

const real = console;

/** From now on every line is kept. A test's spy is called after that. */
export function keepPrinted(): void {
	const keeping = new Proxy(real, {
		get(target, name) {
			const method = Reflect.get(target, name);
			if (!levels.includes(name as (typeof levels)[number])) return method;
			return (...words: unknown[]) => {
				lines.push(words.map((word) => (word instanceof Error ? String(word.stack) : String(word))).join(" "));
				return Reflect.apply(method, target, words);
			};
		},
	});
	Object.assign(globalThis, { console: keeping });
}

/** Gives what was written to the suite's servers, which look at it at the end. */
export async function handInPrinted(): Promise<void> {
	const body = lines.join("\n");
	lines = [];
	if (body !== "") await fetch(`${inject("servers").door}/printed`, { method: "POST", body });
}
