// An application that signs people in with a password and a code of Tessera's, on pages of its own. To be copied.
// It needs Node and `jose`. `npm run example` makes what it needs at a local Tessera, and starts it.
import { createHmac, randomBytes, scryptSync, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";
import { createRemoteJWKSet, jwtVerify } from "jose";

/** Tessera's address, a token that is tied to this application, the application's id, and where browsers find us. */
const { TESSERA_URL, TESSERA_TOKEN, TESSERA_APPLICATION, APP_URL, APP_PORT } = process.env;

/** As it is registered at Tessera, to the letter. */
const returnUrl = `${APP_URL}/signed-in`;
const keys = createRemoteJWKSet(new URL("/.well-known/jwks.json", TESSERA_URL), { cacheMaxAge: 300_000 });

const newSecret = () => randomBytes(32).toString("base64url");
const isSame = (one, other) => {
	const [a, b] = [one, other].map((text) => Buffer.from(String(text)));
	return a.length === b.length && timingSafeEqual(a, b);
};

// These few lines stand for your own record of people, and for your own limit of wrong passwords.
const salt = randomBytes(16);
const hashOf = (password) => scryptSync(password, salt, 32);
const people = new Map([["ada@example.com", hashOf("a field of blue flax")]]);
const nobody = hashOf(newSecret());
const isPasswordRight = (login, password) => timingSafeEqual(hashOf(password), people.get(login) ?? nobody);

/** Id → who has signed in, or who is on the way: which transaction, and what has to come back. */
const sessions = new Map();
const sessionMs = { signingIn: 15 * 60_000, person: 8 * 3_600_000 };
const csrfKey = randomBytes(32);
const csrfOf = (sessionId) => createHmac("sha256", csrfKey).update(sessionId).digest("base64url");

/** A new id at each step towards more rights, so that nobody can know it from before. */
function renew(visit, kind, value) {
	sessions.delete(visit.sessionId);
	visit.sessionId = newSecret();
	const now = Date.now();
	for (const [id, { endsAt }] of sessions) if (endsAt <= now) sessions.delete(id);
	visit.session = { [kind]: value, endsAt: now + sessionMs[kind] };
	sessions.set(visit.sessionId, visit.session);
}

/** What a person is told, and nothing else of an error. */
class Refusal extends Error {}

async function askTessera(method, path, { body, handle, knownSource } = {}) {
	const answer = await fetch(`${TESSERA_URL}/api/v1/transactions${path}`, {
		method,
		headers: {
			authorization: `SSWS ${TESSERA_TOKEN}`,
			...(body ? { "content-type": "application/json" } : {}),
			...(handle ? { "transaction-handle": handle } : {}),
			...(knownSource ? { "known-source": knownSource } : {}),
		},
		body: body && JSON.stringify(body),
		signal: AbortSignal.timeout(10_000),
	});
	const answered = await answer.json();
	if (answer.ok) return answered;
	const { errorSummary, errorCauses } = answered;
	throw new Refusal(errorCauses?.[0]?.errorSummary ?? errorSummary);
}

/** A step of the visitor's own transaction. */
const take = ({ session: { signingIn }, knownSource }, name, body) =>
	askTessera("POST", `/${signingIn.id}/${name}`, { body, handle: signingIn.handle, knownSource });

async function beginSignIn(visit) {
	const { login = "", password = "" } = visit.fields;
	if (!isPasswordRight(login, password)) return signInPage(visit, "Login or password is wrong.", login);
	const [state, nonce, deviceToken] = [newSecret(), newSecret(), visit.device ?? newSecret()];
	const client = { ip: visit.ip, userAgent: visit.userAgent, deviceToken };
	const { handle, transaction } = await askTessera("POST", "", {
		body: { user: login, checkpoint: "POST_AUTHENTICATION", locale: "en", client, returnUrl, state, nonce },
	});
	renew(visit, "signingIn", { login, id: transaction.id, handle, state, nonce, deviceToken });
	return goOn(visit, transaction);
}

/** Where the person goes with the transaction as it is now. */
async function goOn(visit, { status }) {
	if (status !== "ALLOW") return { to: "/code" };
	return { to: (await take(visit, "redirect")).redirectTo };
}

/** A step that the person asks for. Why it is refused stands on the page that comes next. */
const step = (asked) => async (visit) => {
	const { signingIn } = visit.session;
	if (!signingIn) return { to: "/sign-in" };
	try {
		return await goOn(visit, await asked(visit, signingIn));
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
		signingIn.notice = error.message;
		return { to: "/code" };
	}
};

const choose = step((visit) => take(visit, "choose", { type: visit.fields.type ?? "", choice: visit.fields.choice }));
const resend = step((visit) => take(visit, "resend"));
const skip = step((visit) => take(visit, "skip"));
const answer = step(async (visit, signingIn) => {
	signingIn.isRemembered = visit.fields.remember === "yes";
	const given = { answer: visit.fields.answer ?? "", wantsKnownSource: signingIn.isRemembered };
	const { result, transaction, knownSource } = await take(visit, "answer", given);
	signingIn.knownSource = knownSource;
	if (result !== "RIGHT") signingIn.notice = transaction.asked?.incorrectMessage ?? "Too many wrong answers.";
	return transaction;
});

/** The person comes back. Nothing counts that this browser's own session doesn't expect. */
async function finishSignIn(visit) {
	const { signingIn } = visit.session;
	const { state, code } = visit.query;
	if (!signingIn || !isSame(state, signingIn.state)) throw new Refusal("This sign-in wasn't begun in this browser.");
	sessions.delete(visit.sessionId);
	const { result } = await askTessera("POST", "/redeem", { body: { code } });
	const { payload } = await jwtVerify(result, keys, {
		algorithms: ["ES256"],
		issuer: TESSERA_URL,
		audience: TESSERA_APPLICATION,
		typ: "transaction-result+jwt",
		requiredClaims: ["exp", "sub"],
	}).catch((cause) => {
		throw new Error("a result that can't be verified", { cause });
	});
	if (!isSame(payload.jti, signingIn.id) || !isSame(payload.nonce, signingIn.nonce)) {
		throw new Refusal("This sign-in is another one's.");
	}
	renew(visit, "person", { login: signingIn.login, how: payload.amr });
	const { isRemembered, deviceToken, knownSource } = signingIn;
	return { to: "/", remembered: isRemembered ? { device: deviceToken, known: knownSource } : {} };
}

function signOut(visit) {
	sessions.delete(visit.sessionId);
	return { to: "/sign-in" };
}

// Pages. What isn't made by `html` is escaped.
class Html {
	constructor(text) {
		this.text = text;
	}
}
const html = (parts, ...values) => new Html(String.raw({ raw: parts }, ...values.map(written)));
const written = (value) => {
	if (value instanceof Html) return value.text;
	if (Array.isArray(value)) return value.map(written).join("");
	return String(value ?? "").replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
};

const page = (title, content, status = 200) => ({
	status,
	type: "text/html; charset=utf-8",
	text: html`<!doctype html>
<html lang="en">
<meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title} · Example for Tessera</title><link rel="stylesheet" href="/style.css">
<main><h1>${title}</h1>${content}</main>
</html>`.text,
});

const form = (visit, action, content) =>
	html`<form method="post" action="${action}"><input type="hidden" name="csrf" value="${csrfOf(visit.sessionId)}">${content}</form>`;
const notice = (text) => (text ? html`<p class="notice" role="alert">${text}</p>` : "");

function home(visit) {
	const { person } = visit.session;
	if (!person) return { to: "/sign-in" };
	const how = person.how.length > 0 ? html`<p>Confirmed by: ${person.how.join(", ")}</p>` : "";
	return page(
		"Welcome",
		html`<p>You are signed in as ${person.login}.</p>${how}${form(visit, "/sign-out", html`<button>Sign out</button>`)}`,
	);
}

const signInPage = (visit, text, login) =>
	page(
		"Sign in",
		html`${notice(text)}${form(
			visit,
			"/sign-in",
			html`<label>Login<input name="login" value="${login}" autocomplete="username" required autofocus></label>
<label>Password<input name="password" type="password" autocomplete="current-password" required></label>
<button>Continue</button>`,
		)}`,
		text ? 403 : 200,
	);

async function codePage(visit) {
	const { signingIn } = visit.session;
	if (!signingIn) return { to: "/sign-in" };
	const transaction = await askTessera("GET", `/${signingIn.id}`, { handle: signingIn.handle });
	if (transaction.status === "ALLOW") return goOn(visit, transaction);
	const text = signingIn.notice;
	signingIn.notice = undefined;
	const content = [notice(text), html`<p>${transaction.text}</p>`, ...waysOn(visit, transaction)];
	return page("Confirm that it is you", content);
}

/** What the person can do now. Without anything, the transaction has ended, or needs what these pages don't have. */
function waysOn(visit, { asked, offer = [], maySkip }) {
	const way = offer.find(({ type }) => type === asked?.type);
	return [
		way && answerForm(visit, asked, way),
		way?.isSent && form(visit, "/resend", html`<button class="quiet">Send it again</button>`),
		...offer.flatMap((way) => choiceForms(visit, way, asked)),
		maySkip && form(visit, "/skip", html`<button>Not now</button>`),
		html`<p><a href="/sign-in">Start again</a></p>`,
	].filter(Boolean);
}

/** Of several tokens, each has a button. What is asked already has none. */
const choiceForms = (visit, { type, description, choices }, asked) =>
	choices
		.filter(({ id }) => type !== asked?.type || id !== asked.choice)
		.map(({ id, name }) =>
			form(
				visit,
				"/choose",
				html`<input type="hidden" name="type" value="${type}">
<button class="quiet" name="choice" value="${id}">${choices.length > 1 ? name : description}</button>`,
			),
		);

function answerForm(visit, { choice, label, inputType, continueButton, messages }, { choices }) {
	const { name } = choices.find(({ id }) => id === choice);
	const sent = { SENT: "Sent to ", PERHAPS: "Perhaps sent to " }[messages.at(-1)?.status];
	return form(
		visit,
		"/answer",
		html`<p>${sent}${name}</p>
<label>${label ?? "Your answer"}<input name="answer" type="${inputType}" autocomplete="one-time-code" required autofocus></label>
<label class="check"><input type="checkbox" name="remember" value="yes">Don't ask again in this browser</label>
<button>${continueButton}</button>`,
	);
}

const style = () => ({
	status: 200,
	type: "text/css",
	text: `:root { color-scheme: light dark; font: 1.0625rem/1.5 system-ui, sans-serif; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: light-dark(#f2f4f7, #14171c); }
main { box-sizing: border-box; width: min(24rem, 100vw); padding: 2rem; border-radius: 1rem;
	background: light-dark(#fff, #1e232b); box-shadow: 0 1px 24px #0002; }
h1 { margin: 0 0 1rem; font-size: 1.5rem; line-height: 1.2; }
p { margin: 1rem 0 0; }
form { display: grid; gap: 1rem; margin: 1rem 0 0; }
form p { margin: 0; }
label { display: grid; gap: .25rem; font-weight: 600; }
label.check { display: flex; gap: .5rem; align-items: center; font-weight: 400; }
input, button { font: inherit; padding: .625rem .75rem; border: 1px solid light-dark(#7a8594, #8a94a3); border-radius: .5rem; }
button { border-color: transparent; background: light-dark(#1d4ed8, #9db8ff); color: light-dark(#fff, #10131a); cursor: pointer; }
button.quiet { background: none; border-color: currentcolor; color: light-dark(#1d4ed8, #9db8ff); }
a { color: light-dark(#1d4ed8, #9db8ff); }
.notice { padding: .625rem .75rem; border-radius: .5rem; background: light-dark(#fdecea, #47201c); }`,
});

// The server.
const routes = {
	"GET /": home,
	"GET /sign-in": (visit) => signInPage(visit),
	"POST /sign-in": beginSignIn,
	"GET /code": codePage,
	"POST /choose": choose,
	"POST /resend": resend,
	"POST /answer": answer,
	"POST /skip": skip,
	"GET /signed-in": finishSignIn,
	"POST /sign-out": signOut,
	"GET /style.css": style,
};

async function visitOf(request) {
	const url = new URL(request.url, APP_URL);
	const cookieOf = (name) => request.headers.cookie?.match(`(?:^|; )__Host-${name}=([\\w-]{43})(?:;|$)`)?.[1];
	const sentId = cookieOf("session");
	const found = sessions.get(sentId);
	return {
		sentId,
		sessionId: sentId ?? newSecret(),
		// Known to the policies, and to the limit of wrong codes: strangers lock nobody out of this browser.
		device: cookieOf("device"),
		knownSource: cookieOf("known"),
		session: found && found.endsAt > Date.now() ? found : {},
		query: Object.fromEntries(url.searchParams),
		fields: request.method === "POST" ? await fieldsOf(request) : {},
		// Behind a proxy of yours, the address that the proxy tells.
		ip: request.socket.remoteAddress.replace(/^::ffff:/, ""),
		userAgent: request.headers["user-agent"]?.slice(0, 1_000),
		route: routes[`${request.method} ${url.pathname}`],
	};
}

async function fieldsOf(request) {
	let text = "";
	for await (const chunk of request.setEncoding("utf8")) {
		text += chunk;
		if (text.length > 10_000) throw new Refusal("That is too much.");
	}
	return Object.fromEntries(new URLSearchParams(text));
}

async function respond(request) {
	let visit;
	try {
		visit = await visitOf(request);
		if (!visit.route) return { visit, ...page("There is no such page", html`<p><a href="/">Go on</a></p>`, 404) };
		if (request.method === "POST" && !isSame(visit.fields.csrf, csrfOf(visit.sessionId))) {
			throw new Refusal("This form is too old.");
		}
		return { visit, ...(await visit.route(visit)) };
	} catch (error) {
		if (!(error instanceof Refusal)) console.error(error);
		const text = error instanceof Refusal ? error.message : "Something went wrong.";
		const content = html`${notice(text)}<p><a href="/sign-in">Start again</a></p>`;
		return { visit, ...page("You can't go on", content, error instanceof Refusal ? 403 : 500) };
	}
}

const cookie = (name, value, more = "") => `__Host-${name}=${value}; Path=/; Secure; HttpOnly; SameSite=Lax${more}`;

const server = createServer(async (request, response) => {
	const { visit, status = 303, type = "text/plain", text = "", to, remembered = {} } = await respond(request);
	response.writeHead(status, {
		"content-type": type,
		"content-security-policy":
			"default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
		"cache-control": "no-store",
		"referrer-policy": "no-referrer",
		"x-content-type-options": "nosniff",
		"set-cookie": [
			// Only a new id, because an answer that comes late would bring an old one back.
			...(visit && visit.sessionId !== visit.sentId ? [cookie("session", visit.sessionId)] : []),
			...Object.entries(remembered).flatMap(([name, value]) =>
				value ? [cookie(name, value, `; Max-Age=${90 * 86_400}`)] : [],
			),
		],
		...(to ? { location: to } : {}),
	});
	response.end(text);
});
server.listen(Number(APP_PORT), "127.0.0.1", () => console.log(`The example is at ${APP_URL}`));
