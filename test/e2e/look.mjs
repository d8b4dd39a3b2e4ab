// What a person sees at a glance, as functions that run inside the page: texts that are cut off, that lie over each
// other, or that are in the wrong language.

/** Elements whose text is wider than they are, without a way to scroll. */
export function clippedTexts() {
	const hasOwnText = (element) =>
		[...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim() !== "");
	return [...document.body.querySelectorAll("*")]
		.filter((element) => element.checkVisibility() && hasOwnText(element) && !element.matches(".unseen"))
		.filter((element) => {
			const { display, overflowX } = getComputedStyle(element);
			if (display === "inline" || /auto|scroll/.test(overflowX)) return false;
			return element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0;
		})
		.map((element) => `${element.tagName}.${element.className}: ${element.textContent.trim().slice(0, 60)}`);
}

/** Pairs of texts that lie over each other. The top and the bottom of a line may, because fonts have room there. */
export function overlappingTexts() {
	const clipped = (element, box) => {
		for (let parent = element; parent && parent !== document.body; parent = parent.parentElement) {
			if (getComputedStyle(parent).overflow === "visible") continue;
			const edge = parent.getBoundingClientRect();
			box.left = Math.max(box.left, edge.left);
			box.right = Math.min(box.right, edge.right);
			box.top = Math.max(box.top, edge.top);
			box.bottom = Math.min(box.bottom, edge.bottom);
		}
		return box;
	};
	const boxes = [];
	const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	for (let node = walker.nextNode(); node; node = walker.nextNode()) {
		const element = node.parentElement;
		if (node.data.trim() === "" || !element.checkVisibility() || element.closest(".unseen, .skip-link")) continue;
		const range = document.createRange();
		range.selectNodeContents(node);
		for (const { left, right, top, bottom, height } of range.getClientRects()) {
			const inner = { left: left + 1, right: right - 1, top: top + height / 4, bottom: bottom - height / 4 };
			const box = clipped(element, inner);
			if (box.right > box.left && box.bottom > box.top) boxes.push({ ...box, node });
		}
	}
	boxes.sort((a, b) => a.top - b.top);
	const pairs = [];
	for (const [index, upper] of boxes.entries()) {
		for (let next = index + 1; next < boxes.length && boxes[next].top < upper.bottom; next++) {
			const lower = boxes[next];
			if (lower.node === upper.node || lower.left >= upper.right || upper.left >= lower.right) continue;
			pairs.push(`${upper.node.data.trim().slice(0, 40)} × ${lower.node.data.trim().slice(0, 40)}`);
		}
	}
	return pairs;
}

/**
 * Texts of a Japanese page that hold other words than these names, outside elements that say they are in another
 * language. Code, what was typed, addresses and names (`translate="no"`) are no language.
 * @param names words that are the same in every language
 */
export function foreignTexts(names) {
	const allowed = new Set(names);
	const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
	const found = [];
	const check = (text) => {
		const words = text.replaceAll(/\S+@\S+/g, "").match(/[A-Za-z][A-Za-z-]+/g) ?? [];
		if (words.some((word) => !allowed.has(word) && !/^[A-Z_]+$/.test(word))) found.push(text.trim());
	};
	for (let node = walker.nextNode(); node; node = walker.nextNode()) {
		const element = node.parentElement;
		if (
			element.closest("code, pre, script, style, textarea, noscript, [translate=no]") ||
			element.closest("[lang]").lang !== "ja"
		)
			continue;
		check(node.data);
	}
	for (const element of document.querySelectorAll("[aria-label], [title], [alt], [placeholder], [data-done]")) {
		for (const name of ["aria-label", "title", "alt", "placeholder", "data-done"]) {
			check(element.getAttribute(name) ?? "");
		}
	}
	return found;
}
