// Tells the demo's story: says why, asks the API, shows what came back, and stops when it isn't what the story says.

const why = (text) => console.log(`\n${text}`);

/** A narrator who speaks to the API at `baseUrl` with the token, and with more headers where there are any. */
export function createNarrator({ baseUrl, apiToken, headers = {} }) {
	/**
	 * @param raw `{ headers, text }`: a request of somebody who has no token of ours, sent as it is
	 * @returns `{ status, headers, body }` of an answer
	 */
	async function ask(method, path, body, raw) {
		const answer = await fetch(baseUrl + path, {
			method,
			headers: raw?.headers ?? {
				authorization: `SSWS ${apiToken}`,
				...(body === undefined ? {} : { "content-type": "application/json" }),
				...headers,
			},
			body: raw?.text ?? (body === undefined ? undefined : JSON.stringify(body)),
		});
		const text = await answer.text();
		return { status: answer.status, headers: answer.headers, body: text === "" ? null : JSON.parse(text) };
	}

	/**
	 * One step of the story: a request, told.
	 * @param step `text`: why · `method`, `path`, `body`: what is asked · `status`, `errorCode`: what has to come ·
	 *   `show(answer)`: the part of the answer worth a look
	 */
	async function tell({ text, method = "POST", path, body, status = 200, errorCode, show }) {
		if (text) why(text);
		const answer = await ask(method, path, body);
		console.log(`  ${method} ${path}${body === undefined ? "" : ` ${JSON.stringify(body)}`}`);
		const error = answer.body?.errorCode ? `${answer.body.errorCode} ${answer.body.errorSummary}` : "";
		console.log(`  → ${answer.status}  ${[error, show?.(answer)].filter(Boolean).join("  ")}`);
		require(answer.status === status, `status ${status}`, answer);
		require(answer.body?.errorCode === errorCode, errorCode ?? "an answer without an error code", answer);
		return answer;
	}

	return { ask, tell, why };
}

/** Stops the demo when an answer isn't what the story says. */
export function require(isAsTold, expected, answer) {
	if (isAsTold) return;
	throw new Error(`expected ${expected}, got ${answer.status} ${JSON.stringify(answer.body, null, 2)}`);
}
