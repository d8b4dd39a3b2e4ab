// The search field of the top bar: shows what its page would show while somebody types, and moves by the arrow keys.

const waitMs = 200;

const form = document.querySelector("form[data-find]");
if (form instanceof HTMLFormElement) bringToLife(form, form.dataset.find ?? "");

/**
 * @param {HTMLFormElement} search
 * @param {string} id of the results on the page of the search
 */
function bringToLife(search, id) {
	const field = search.querySelector("input");
	if (!field) return;
	const list = document.createElement("div");
	list.className = "found found-list";
	list.hidden = true;
	search.append(list);
	let latest = 0;
	/** @type {ReturnType<typeof setTimeout> | undefined} */
	let timer;

	async function show() {
		const asked = ++latest;
		const text = field?.value.trim() ?? "";
		if (text === "") return hide();
		const address = new URL(search.action);
		address.searchParams.set(field?.name ?? "q", text);
		// After the session's end the answer leads elsewhere. `session.js` says so, and what was typed on the page stays.
		const answer = await fetch(address, { redirect: "manual" }).catch(() => null);
		if (!answer?.ok) return hide();
		if (asked !== latest) return;
		const page = new DOMParser().parseFromString(await answer.text(), "text/html");
		list.replaceChildren(...(page.getElementById(id)?.childNodes ?? []));
		list.hidden = false;
	}

	function hide() {
		latest++;
		list.hidden = true;
	}

	field.addEventListener("input", () => {
		clearTimeout(timer);
		timer = setTimeout(show, waitMs);
	});
	document.addEventListener("keydown", (event) => {
		if (event.key !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
		event.preventDefault();
		field.focus();
		field.select();
	});
	search.addEventListener("keydown", (event) => {
		if (event.key === "Escape") return hide();
		if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
		/** @type {(Element | null)[]} */
		const stops = [field, ...(list.hidden ? [] : list.querySelectorAll("a"))];
		const here = stops.indexOf(document.activeElement);
		const next = here + (event.key === "ArrowDown" ? 1 : -1);
		event.preventDefault();
		const stop = stops[(next + stops.length) % stops.length];
		if (stop instanceof HTMLElement) stop.focus();
	});
	search.addEventListener("focusout", ({ relatedTarget }) => {
		if (!(relatedTarget instanceof Node) || !search.contains(relatedTarget)) hide();
	});
}
