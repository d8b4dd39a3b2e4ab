// A page about work that goes on by itself: shows how far it is, until it stands still. Without this module a link
// shows the page anew.

const pauseMs = 2_000;
const longestPauseMs = 30_000;

/** Has the address of a page with the same part, as long as the work goes on. */
const part = document.querySelector("[data-progress]");
let pause = pauseMs;

async function look() {
	const address = part instanceof HTMLElement ? part.dataset.progress : undefined;
	if (!part || address === undefined) return;
	const answer = await fetch(address, { redirect: "manual" }).catch(() => null);
	const text = answer?.ok ? await answer.text() : "";
	const fresh = new DOMParser().parseFromString(text, "text/html").getElementById(part.id);
	// What can be done now is different, and so are other parts of the page.
	if (fresh && fresh.dataset.progress === undefined) return location.reload();
	if (fresh) part.replaceChildren(...fresh.childNodes);
	pause = fresh ? pauseMs : Math.min(longestPauseMs, pause * 2);
	setTimeout(look, document.hidden ? longestPauseMs : pause);
}

if (part) setTimeout(look, pause);
