// Pads with keys: pressing one adds its id to what the form sends. Without this module a pad stays hidden, and its
// field stands alone.

for (const pad of document.querySelectorAll(".keypad")) {
	const field = pad.closest("form")?.elements.namedItem("answer");
	if (pad instanceof HTMLElement && field instanceof HTMLInputElement) bringToLife(pad, field);
}

/**
 * @param {HTMLElement} pad
 * @param {HTMLInputElement} field stands beside the pad. Whoever types there presses no keys, and the other way round
 */
function bringToLife(pad, field) {
	const sent = /** @type {HTMLInputElement} */ (pad.querySelector("input[name=keys]"));
	const signs = /** @type {HTMLElement} */ (pad.querySelector(".entered-signs"));
	const count = /** @type {HTMLElement} */ (pad.querySelector(".entered-count"));
	const hides = pad.dataset.hides !== undefined;
	/** @type {HTMLElement[]} */
	let pressed = [];

	/** @param {HTMLElement[]} keys */
	function take(keys) {
		pressed = keys;
		sent.value = keys.map(({ dataset }) => dataset.key).join("");
		signs.textContent = keys.map(({ textContent }) => (hides ? "•" : textContent)).join("");
		count.textContent = (count.dataset.text ?? "").replace("{0}", String(keys.length));
	}

	pad.addEventListener("click", ({ target }) => {
		if (!(target instanceof HTMLElement)) return;
		const { key, takes } = target.dataset;
		if (key === undefined && takes === undefined) return;
		field.value = "";
		if (key !== undefined) take([...pressed, target]);
		else take(takes === "last" ? pressed.slice(0, -1) : []);
	});
	field.addEventListener("input", () => take([]));
	// A browser that comes back to the page may have kept what was pressed.
	take([]);
	pad.hidden = false;
	moveByArrows(pad);
}

const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/**
 * Tab reaches one key of each group, and arrow keys lead from there to the next key of their direction.
 * @param {HTMLElement} pad
 */
function moveByArrows(pad) {
	const keys = [.../** @type {NodeListOf<HTMLElement>} */ (pad.querySelectorAll(".key"))];
	for (const key of keys) key.tabIndex = key === key.parentElement?.firstElementChild ? 0 : -1;

	pad.addEventListener("keydown", (event) => {
		const here = keys.find((key) => key === event.target);
		const step = steps[/** @type {keyof typeof steps} */ (event.key)];
		if (!here || !step) return;
		event.preventDefault();
		const next = nextKey(keys, here, step);
		for (const key of keys) if (key.parentElement === next.parentElement) key.tabIndex = key === next ? 0 : -1;
		next.focus();
	});
}

/**
 * The nearest key that can be seen in this direction; where there is none, the same key.
 * @param {HTMLElement[]} keys
 * @param {HTMLElement} here
 * @param {number[]} step
 */
function nextKey(keys, here, [right = 0, down = 0]) {
	const from = here.getBoundingClientRect();
	const far = keys
		.filter((key) => key !== here && key.checkVisibility())
		.map((key) => {
			const { x, y } = key.getBoundingClientRect();
			const along = (x - from.x) * right + (y - from.y) * down;
			const across = Math.abs((x - from.x) * down) + Math.abs((y - from.y) * right);
			return { key, along, distance: along + 3 * across };
		})
		.filter(({ along }) => along > 1);
	return far.sort((one, other) => one.distance - other.distance)[0]?.key ?? here;
}
