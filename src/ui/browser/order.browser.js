// An ordered list: a row can be dragged to its place by a grip. It fills in and sends the row's own form, the one that
// moves the row to a place. By keyboard and without script, the forms do it alone.

const rows = [...document.querySelectorAll("tr:has(.order)")].filter((row) => row instanceof HTMLTableRowElement);
/** @type {HTMLTableRowElement | null} */
let dragged = null;

for (const row of rows) {
	const grip = document.createElement("span");
	grip.className = "grip";
	grip.draggable = true;
	grip.ariaHidden = "true";
	row.querySelector(".order")?.prepend(grip);

	grip.addEventListener("dragstart", (event) => {
		dragged = row;
		row.classList.add("dragged");
		event.dataTransfer?.setDragImage(row, row.offsetWidth, row.offsetHeight / 2);
	});
	grip.addEventListener("dragend", () => {
		dragged = null;
		row.classList.remove("dragged");
		mark(null, false);
	});
	row.addEventListener("dragover", (event) => {
		if (dragged === null) return;
		event.preventDefault();
		mark(row, isLowerHalf(row, event));
	});
	row.addEventListener("drop", (event) => {
		if (dragged === null) return;
		event.preventDefault();
		move(dragged, placeBeside(row, isLowerHalf(row, event)));
	});
}

/**
 * @param {HTMLTableRowElement} row
 * @param {DragEvent} event
 */
function isLowerHalf(row, event) {
	const { top, height } = row.getBoundingClientRect();
	return event.clientY > top + height / 2;
}

/**
 * Shows where the row would go.
 * @param {HTMLTableRowElement | null} target
 * @param {boolean} isBelow
 */
function mark(target, isBelow) {
	for (const row of rows) {
		row.classList.toggle("drop-above", row === target && !isBelow);
		row.classList.toggle("drop-below", row === target && isBelow);
	}
}

/**
 * The place that the dragged row would have. It leaves its own, so that those below it go up by one.
 * @param {HTMLTableRowElement} target
 * @param {boolean} isBelow
 */
function placeBeside(target, isBelow) {
	const place = placeOf(target) + (isBelow ? 1 : 0);
	return dragged !== null && placeOf(dragged) < place ? place - 1 : place;
}

/** @param {HTMLTableRowElement} row */
function placeOf(row) {
	const field = row.querySelector("input[name=from]");
	return field instanceof HTMLInputElement ? Number(field.value) : 0;
}

/**
 * @param {HTMLTableRowElement} row
 * @param {number} place
 */
function move(row, place) {
	const field = row.querySelector("input.place");
	if (!(field instanceof HTMLInputElement) || place === placeOf(row)) return;
	field.value = String(place);
	field.form?.requestSubmit();
}
