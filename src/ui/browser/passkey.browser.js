// Buttons that ask the browser for a passkey, and send its answer with their form. Without this module they are hidden.

for (const button of document.querySelectorAll("button.passkey")) {
	if (button instanceof HTMLButtonElement) prepare(button);
}

/** @param {HTMLButtonElement} button has `data-get` or `data-create`, and stands in a form with a field `passkey` */
function prepare(button) {
	const note = button.parentElement?.querySelector(".passkey-note");
	/** @param {string | undefined} text */
	const say = (text = "") => {
		if (note) note.textContent = text;
	};
	if (!globalThis.PublicKeyCredential?.parseRequestOptionsFromJSON) return say(button.dataset.unsupported);
	button.hidden = false;
	button.addEventListener("click", async () => {
		const { form } = button;
		if (!form?.reportValidity()) return;
		say();
		button.disabled = true;
		try {
			const field = form.elements.namedItem("passkey");
			const answer = JSON.stringify(await ask(button.dataset));
			if (field instanceof HTMLInputElement) field.value = answer;
			form.requestSubmit();
		} catch {
			// The person has closed the browser's question, or has no passkey at hand.
			say(button.dataset.failed);
			button.disabled = false;
		}
	});
}

/**
 * @param {DOMStringMap} options as JSON, in the form that browsers read
 * @returns {Promise<Credential | null>}
 */
function ask({ get, create }) {
	if (create !== undefined) {
		const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(JSON.parse(create));
		return navigator.credentials.create({ publicKey });
	}
	const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(JSON.parse(get ?? "{}"));
	return navigator.credentials.get({ publicKey });
}
