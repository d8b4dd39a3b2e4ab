// Buttons that copy a text. Without this module they stay hidden, and a reader selects the text.

const doneMs = 2_000;

// Browsers have no clipboard for pages that came over plain HTTP.
if (navigator.clipboard) {
	const announcement = document.createElement("p");
	announcement.className = "unseen";
	announcement.setAttribute("role", "status");
	document.body.append(announcement);

	for (const button of document.querySelectorAll("button")) {
		if (!button.classList.contains("copy")) continue;
		button.hidden = false;
		button.addEventListener("click", () => copy(button, announcement));
	}
}

/**
 * @param {HTMLButtonElement} button stands within `.copyable`, as does the text in `.copy-source`
 * @param {HTMLElement} announcement what a screen reader says
 */
async function copy(button, announcement) {
	const source = button.closest(".copyable")?.querySelector(".copy-source");
	await navigator.clipboard.writeText(source?.textContent ?? "");
	announcement.textContent = button.dataset.done ?? "";
	button.classList.add("copy-done");
	setTimeout(() => {
		announcement.textContent = "";
		button.classList.remove("copy-done");
	}, doneMs);
}
