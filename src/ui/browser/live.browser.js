// What follows somebody's typing: a form is sent in the background, and parts of its answer are shown. The search field
// of the top bar shows its results. A form with a preview shows it, and what is wrong at the fields.

const waitMs = 250;

const search = document.querySelector("form[data-find]");
if (search instanceof HTMLFormElement) followSearch(search, search.dataset.find ?? "");

for (const button of document.querySelectorAll("main button[name=do][value=preview]")) {
	if (button instanceof HTMLButtonElement && button.form) followPreview(button.form, button);
}

/**
 * Asks a moment after the last key, and shows the answer unless something else was asked meanwhile.
 * @param {HTMLFormElement} form
 * @param {() => Promise<Response> | null} ask null: there is nothing to ask
 * @param {(page: Document | null) => void} show null: there is no answer
 * @returns {() => void} takes back what was asked
 */
function follow(form, ask, show) {
	let latest = 0;
	/** @type {ReturnType<typeof setTimeout> | undefined} */
	let timer;
	async function answer() {
		const asked = ++latest;
		const response = await ask()?.catch(() => null);
		// After the session's end the answer leads elsewhere. `session.js` says so, and what was typed stays.
		const text = response?.ok || response?.status === 400 ? await response.text() : null;
		if (asked === latest) show(text === null ? null : new DOMParser().parseFromString(text, "text/html"));
	}
	form.addEventListener("input", () => {
		clearTimeout(timer);
		timer = setTimeout(answer, waitMs);
	});
	return () => {
		clearTimeout(timer);
		latest++;
	};
}

/**
 * @param {HTMLFormElement} form
 * @param {string} id of the results on the page of the search
 */
function followSearch(form, id) {
	const field = form.querySelector("input");
	if (!field) return;
	const list = document.createElement("div");
	list.className = "found found-list";
	list.hidden = true;
	form.append(list);

	const ask = () => {
		if (field.value.trim() === "") return null;
		const address = new URL(form.action);
		address.searchParams.set(field.name, field.value.trim());
		return fetch(address, { redirect: "manual" });
	};
	const takeBack = follow(form, ask, (page) => {
		const found = page?.getElementById(id);
		list.hidden = !found;
		if (found) list.replaceChildren(...found.childNodes);
	});
	const hide = () => {
		takeBack();
		list.hidden = true;
	};

	document.addEventListener("keydown", (event) => {
		if (event.key !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
		event.preventDefault();
		field.focus();
		field.select();
	});
	form.addEventListener("keydown", (event) => {
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
	form.addEventListener("focusout", ({ relatedTarget }) => {
		if (!(relatedTarget instanceof Node) || !form.contains(relatedTarget)) hide();
	});
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLButtonElement} button that asks for the preview
 */
function followPreview(form, button) {
	/** Fields that nobody has touched aren't wrong yet. @type {Set<EventTarget | null>} */
	const touched = new Set();
	form.addEventListener("input", ({ target }) => touched.add(target));

	const address = button.hasAttribute("formaction") ? button.formAction : form.action;
	const ask = () => fetch(address, { method: "POST", body: bodyOf(form, button), redirect: "manual" });
	follow(form, ask, (page) => {
		if (!page) return;
		const { activeElement: focused } = document;
		for (const part of document.querySelectorAll("[data-live]")) {
			part.replaceChildren(...(page.getElementById(part.id)?.childNodes ?? []));
		}
		// Whoever chose something in such a part is still there.
		if (focused && !focused.isConnected) document.getElementById(focused.id)?.focus();
		for (const control of form.elements) {
			const fresh = page.getElementById(control.id);
			if (touched.has(control) && fresh) showErrors(control, fresh);
		}
	});
}

/** The beginning of a file is enough. It is a little more than what is looked at, so that it is known to be cut. */
const previewedBytes = 65 * 1024;

/**
 * @param {HTMLFormElement} form
 * @param {HTMLButtonElement} button
 */
function bodyOf(form, button) {
	const fields = new FormData(form, button);
	for (const [name, value] of [...fields]) {
		if (value instanceof File) fields.set(name, value.slice(0, previewedBytes), value.name);
	}
	if (form.enctype === "multipart/form-data") return fields;
	return new URLSearchParams([...fields].map(([name, value]) => [name, String(value)]));
}

/**
 * @param {Element} control
 * @param {Element} fresh the same in the answer
 */
function showErrors(control, fresh) {
	const field = control.closest(".field");
	field?.querySelector(".field-error")?.remove();
	const error = fresh.closest(".field")?.querySelector(".field-error");
	if (error) field?.append(error);
	for (const name of ["aria-invalid", "aria-describedby"]) {
		const value = fresh.getAttribute(name);
		if (value === null) control.removeAttribute(name);
		else control.setAttribute(name, value);
	}
}
