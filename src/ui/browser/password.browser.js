// Buttons that show what was typed into a password field. Without this module the fields stay as they are.

for (const field of document.querySelectorAll("input[data-show]")) {
	if (field instanceof HTMLInputElement) addButton(field);
}

/** @param {HTMLInputElement} field has the words of the button as `data-show` and `data-hide` */
function addButton(field) {
	const button = document.createElement("button");
	button.type = "button";
	button.className = "button show-password";
	button.setAttribute("aria-controls", field.id);
	const write = () => {
		const isShown = field.type === "text";
		const text = (isShown ? field.dataset.hide : field.dataset.show) ?? "";
		button.textContent = text;
		// A page may have several such fields.
		button.setAttribute("aria-label", `${text}: ${field.labels?.[0]?.textContent?.trim() ?? ""}`);
	};
	button.addEventListener("click", () => {
		field.type = field.type === "password" ? "text" : "password";
		write();
	});
	// Browsers keep what stands in a text field. A password is sent as one.
	field.form?.addEventListener("submit", () => {
		field.type = "password";
	});
	write();
	field.after(button);
}
