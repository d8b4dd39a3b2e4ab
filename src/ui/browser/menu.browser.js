// Closes the menu of a phone when a reader follows a link in it to a place on the same page.

for (const menu of document.querySelectorAll("nav")) {
	if (!menu.hasAttribute("popover")) continue;
	menu.addEventListener("click", ({ target }) => {
		if (target instanceof Element && target.closest('a[href^="#"]')) menu.hidePopover();
	});
}
