// The form of a new authenticator: shows the fields of the chosen protocol alone, and explains the window in seconds.

const protocol = document.querySelector("select[name=protocol]");
const output = document.querySelector("output[data-window]");

if (protocol instanceof HTMLSelectElement) {
	const show = () => {
		for (const group of document.querySelectorAll("fieldset[data-when]")) {
			if (group instanceof HTMLElement) group.hidden = group.dataset.when !== protocol.value;
		}
	};
	protocol.addEventListener("change", show);
	show();
}

if (output instanceof HTMLOutputElement) {
	const explain = () => {
		const step = typed("timeIntervalInSeconds");
		const interval = typed("acceptableAdjacentIntervals");
		if (step === null || interval === null) return;
		const { window = "", windowOfOne = "" } = output.dataset;
		output.textContent = (interval === 0 ? windowOfOne : window)
			.replaceAll("{step}", String(step))
			.replaceAll("{interval}", String(interval))
			.replaceAll("{seconds}", String(step * interval));
	};
	output.closest("form")?.addEventListener("input", explain);
	explain();
}

/**
 * @param {string} name
 * @returns the number in the field; null while there is none
 */
function typed(name) {
	const field = document.querySelector(`input[name=${name}]`);
	const text = field instanceof HTMLInputElement ? field.value.normalize("NFKC").trim() : "";
	return /^\d{1,3}$/.test(text) ? Number(text) : null;
}
