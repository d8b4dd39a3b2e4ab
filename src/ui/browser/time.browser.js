// Keeps "5 minutes ago" true while a page stays open, and tells the server the zone of this browser.

const yearSeconds = 31_536_000;
const refreshMs = 30_000;

/** @type {readonly (readonly [Intl.RelativeTimeFormatUnit, number])[]} */
const units = [
	["year", 31_536_000],
	["month", 2_592_000],
	["day", 86_400],
	["hour", 3_600],
	["minute", 60],
];

const format = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "auto" });

function refresh() {
	for (const text of document.querySelectorAll("time .ago")) {
		const at = Date.parse(text.closest("time")?.dateTime ?? "");
		const seconds = Math.round((at - Date.now()) / 1_000);
		const [unit, length] = units.find(([, size]) => Math.abs(seconds) >= size) ?? ["second", 60];
		const fresh = format.format(Math.trunc(seconds / length), unit);
		if (text.textContent !== fresh) text.textContent = fresh;
	}
}
setInterval(refresh, refreshMs);

// A zone that the reader chose is in a cookie that scripts can't read and can't replace, so it stays.
const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
// biome-ignore lint/suspicious/noDocumentCookie: Safari has no Cookie Store API for pages over plain HTTP.
document.cookie = `zone=${timeZone}; path=/; max-age=${yearSeconds}; samesite=lax; secure`;
