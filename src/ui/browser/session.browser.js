// Warns two minutes before the session ends, and says when it has ended. Asking is no sign of life for the session.

const page = "/console/session";
const warnMs = 2 * 60_000;
/** A timer rings a little early at times. */
const lateMs = 1_000;
const againMs = 60_000;

const notice = document.createElement("div");
notice.className = "session-notice";
notice.setAttribute("role", "alert");
document.body.append(notice);

/** What one tab does, the others notice. */
const tabs = new BroadcastChannel("tessera-session");

/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;
let askedAt = 0;

/** Shows how long the session lasts, where that is short, and comes again when the answer changes. */
async function look() {
	clearTimeout(timer);
	askedAt = Date.now();
	const state = await ask();
	const leftMs = Number(state?.dataset.left ?? againMs + warnMs);
	if (!state || leftMs > warnMs) notice.replaceChildren();
	else if (notice.textContent !== state.textContent) notice.replaceChildren(state);
	if (leftMs > 0) timer = setTimeout(look, lateMs + (leftMs > warnMs ? leftMs - warnMs : Math.min(leftMs, againMs)));
}

/** @returns {Promise<HTMLElement | null>} null when the page can't be asked at the moment */
async function ask() {
	try {
		const answer = await fetch(page);
		const shown = new DOMParser().parseFromString(await answer.text(), "text/html");
		return shown.querySelector(".session-state");
	} catch {
		return null;
	}
}

notice.addEventListener("submit", async (event) => {
	const { target } = event;
	if (!(target instanceof HTMLFormElement)) return;
	// The page that the reader is on stays as it is.
	event.preventDefault();
	const fields = /** @type {Record<string, string>} */ (Object.fromEntries(new FormData(target)));
	await fetch(page, { method: "POST", body: new URLSearchParams(fields) }).catch(() => {});
	tabs.postMessage("stayed");
	await look();
});

tabs.addEventListener("message", look);

// A laptop that slept has kept no time, and another tab may have signed out.
document.addEventListener("visibilitychange", () => {
	const isStale = notice.hasChildNodes() || Date.now() - askedAt > againMs;
	if (document.visibilityState === "visible" && isStale) look();
});

look();
