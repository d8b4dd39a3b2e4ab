// Choosing a picture for a field that takes a data URL. Without this module the choice stays hidden.

/** As high as a logo is drawn on a screen with four pixels for each. */
const mostHeight = 128;
const mostLength = 32 * 1024;

for (const choice of document.querySelectorAll("[data-picture]")) {
	const input = choice.querySelector("input");
	const field = input?.form?.elements.namedItem((choice instanceof HTMLElement && choice.dataset.picture) || "");
	if (!(choice instanceof HTMLElement) || !input || !(field instanceof HTMLTextAreaElement)) continue;
	choice.hidden = false;
	input.addEventListener("change", async () => {
		const file = input.files?.[0];
		if (!file) return;
		// What is no picture is left to the server, which says so at the field.
		field.value = await smallPicture(file).catch(() => file.name);
		field.dispatchEvent(new Event("input", { bubbles: true }));
	});
}

/**
 * The picture as a PNG, smaller and smaller until the field takes it.
 * @param {File} file
 */
async function smallPicture(file) {
	const picture = await createImageBitmap(file);
	const canvas = document.createElement("canvas");
	for (let height = Math.min(mostHeight, picture.height); ; height = Math.ceil(height / 2)) {
		canvas.height = height;
		canvas.width = Math.max(1, Math.round((picture.width * height) / picture.height));
		canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
		const url = canvas.toDataURL("image/png");
		if (url.length <= mostLength || height === 1) return url;
	}
}
