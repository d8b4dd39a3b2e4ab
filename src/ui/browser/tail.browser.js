// New rows of a list that appear by themselves. Without this module a link shows the list anew.

const pauseMs = 4_000;
const longestPauseMs = 30_000;
const mostRows = 500;
/** A list that was empty comes back by a reload. Its address then says that it goes on by itself. */
const liveMark = "#live";

for (const bar of document.querySelectorAll("[data-tail]")) {
	if (bar instanceof HTMLElement) bringToLife(bar);
}

/** @param {HTMLElement} bar has the address of new rows, the id of their part of that page, and the words */
function bringToLife(bar) {
	/** @type {HTMLTableSectionElement | null | undefined} */
	const list = bar.parentElement?.querySelector("table.table tbody");
	const [live, show] = [button("tail-switch"), button("tail-show")];
	const status = bar.querySelector(".tail-status");
	if (!live || !show || !status) return;
	const address = new URL(bar.dataset.tail ?? "", location.href);
	/** Rows that wait until the reader wants them, the newest first. @type {Element[]} */
	let waiting = [];
	let pause = pauseMs;
	/** @type {ReturnType<typeof setTimeout> | undefined} */
	let timer;

	async function look() {
		clearTimeout(timer);
		try {
			const answer = await fetch(address, { redirect: "manual" });
			if (!isOn()) return;
			// The page leads to the sign-in, or the role has changed.
			if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) {
				return stop(bar.dataset.over);
			}
			if (!answer.ok) throw new Error(String(answer.status));
			const text = await answer.text();
			if (!isOn()) return;
			const part = new DOMParser().parseFromString(text, "text/html").getElementById(partId());
			take([...(part?.querySelectorAll("tbody tr") ?? [])]);
			address.searchParams.set("after", part?.dataset.next ?? "");
			pause = part?.hasAttribute("data-full") ? 0 : pauseMs;
			say(bar.dataset.watching);
		} catch {
			if (!isOn()) return;
			pause = Math.min(longestPauseMs, Math.max(pauseMs, pause * 2));
			say(bar.dataset.waiting);
		}
		timer = setTimeout(look, document.hidden ? longestPauseMs : pause);
	}

	/** @param {Element[]} rows the newest first */
	function take(rows) {
		const known = new Set([...waiting, ...(list?.rows ?? [])].map(nameOf));
		waiting = [...rows.filter((row) => !known.has(nameOf(row))), ...waiting].slice(0, mostRows);
		if (waiting.length === 0) return;
		if (!list) {
			location.hash = liveMark;
			return location.reload();
		}
		const isInView = list.getBoundingClientRect().top > 0;
		if (isInView && !list.contains(document.activeElement)) return showAll();
		if (!show) return;
		const text = waiting.length === 1 ? bar.dataset.one : bar.dataset.some;
		show.textContent = (text ?? "").replace("{n}", String(waiting.length));
		show.hidden = false;
	}

	function showAll() {
		for (const row of waiting) row.classList.add("row-new");
		list?.prepend(...waiting);
		waiting = [];
		for (const row of [...(list?.rows ?? [])].slice(mostRows)) row.remove();
		if (show) show.hidden = true;
	}

	/** @param {string | undefined} why */
	function stop(why) {
		clearTimeout(timer);
		live?.setAttribute("aria-pressed", "false");
		say(why);
	}

	/** A screen reader hears a text when it changes. @param {string | undefined} text */
	function say(text = "") {
		if (status && status.textContent !== text) status.textContent = text;
	}

	/** @param {string} name */
	function button(name) {
		return /** @type {HTMLButtonElement | null} */ (bar.querySelector(`button.${name}`));
	}

	const partId = () => bar.dataset.part ?? "";
	const isOn = () => live?.getAttribute("aria-pressed") === "true";
	/** Each row leads to its own page. @param {Element} row */
	const nameOf = (row) => row.querySelector("th a")?.getAttribute("href");

	live.hidden = false;
	live.addEventListener("click", () => {
		if (isOn()) return stop("");
		live.setAttribute("aria-pressed", "true");
		look();
	});
	show.addEventListener("click", () => {
		showAll();
		bar.scrollIntoView();
		live.focus();
	});
	document.addEventListener("visibilitychange", () => {
		if (!document.hidden && isOn()) look();
	});
	if (location.hash === liveMark) live.click();
}
