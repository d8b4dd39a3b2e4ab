// The page for a code: looks for news of the message, counts down to the next one, and takes the code from a message.

/** Looks whether the page would be drawn otherwise now. Then, or when it has waited long enough, it is drawn anew. */
async function wait() {
	const part = document.querySelector("[data-wait]");
	if (!(part instanceof HTMLElement)) return;
	const { attempts, delayMs, stayMs } = JSON.parse(part.dataset.wait ?? "{}");
	for (let attempt = 0; attempt < attempts; attempt++) {
		await sleep(delayMs);
		if (!(await isStillWaiting())) return location.reload();
	}
	await sleep(stayMs);
	location.reload();
}

async function isStillWaiting() {
	try {
		const answer = await fetch(location.href);
		return !answer.ok || (await answer.text()).includes("data-wait=");
	} catch {
		return true;
	}
}

/** @param {number} ms */
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Until then the button doesn't send. The end is announced, and no second before it. @param {HTMLElement} text */
function countDown(text) {
	const form = text.closest("form");
	const button = form?.querySelector("button");
	const end = form?.querySelector(".countdown-end");
	const endsAt = Date.now() + 1_000 * Number(text.dataset.seconds);
	const tick = () => {
		const seconds = Math.ceil((endsAt - Date.now()) / 1_000);
		if (button) button.disabled = seconds > 0;
		text.textContent = seconds > 0 ? (text.dataset.text ?? "").replace("{0}", String(seconds)) : "";
		if (seconds > 0) setTimeout(tick, 250);
		else if (end instanceof HTMLElement) end.textContent = end.dataset.text ?? "";
	};
	tick();
}

/** WebOTP: a phone offers the code of a message that names this site. Nothing is sent by itself. */
async function takeFromMessage() {
	const field = document.querySelector("input[autocomplete=one-time-code]");
	if (!(field instanceof HTMLInputElement) || !("OTPCredential" in window)) return;
	const stop = new AbortController();
	field.form?.addEventListener("submit", () => stop.abort());
	const options = /** @type {CredentialRequestOptions} */ ({ otp: { transport: ["sms"] }, signal: stop.signal });
	const found = await navigator.credentials.get(options).catch(() => null);
	if (found && field.value === "") field.value = /** @type {{ code?: string }} */ (found).code ?? "";
}

for (const text of document.querySelectorAll(".countdown")) if (text instanceof HTMLElement) countDown(text);
wait();
takeFromMessage();
