// An application that checks the password itself, and leaves the rest to Tessera's pages. To be copied.
// It needs Node and `jose`. `npm run example -- hosted` makes what it needs at a local Tessera, and starts it.
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
	sessions.set(visit.sessionId, { [kind]: value, endsAt: now + sessionMs[kind] });
}

/** What a person is told, and nothing else of an error. */
class Refusal extends Error {}

async function askTessera(path, body) {
	const answer = await fetch(`${TESSERA_URL}/api/v1/transactions${path}`, {
		method: "POST",
		headers: { authorization: `SSWS ${TESSERA_TOKEN}`, "content-type": "application/json" },
		body: JSON.stringify(body),
		signal: AbortSignal.timeout(10_000),
	});
	const answered = await answer.json();
	if (answer.ok) return answered;
	throw new Refusal(answered.errorCauses?.[0]?.errorSummary ?? answered.errorSummary);
}

/** After the right password, the browser goes to Tessera's pages. The address lets one browser in, once. */
async function beginSignIn(visit) {
	const { login = "", password = "" } = visit.fields;
	if (!isPasswordRight(login, password)) return signInPage(visit, "Login or password is wrong.");
	const [state, nonce] = [newSecret(), newSecret()];
	// A new device each time. From a cookie, the same token would make the browser known to your policies.
	const client = { ip: visit.ip, userAgent: visit.userAgent, deviceToken: newSecret() };
	const begun = { user: login, checkpoint: "POST_AUTHENTICATION", client, returnUrl, state, nonce };
	const { hostedUrl, transaction } = await askTessera("", begun);
	renew(visit, "signingIn", { login, id: transaction.id, state, nonce });
	return { to: hostedUrl };
}

/** The person comes back. Nothing counts that this browser's own session doesn't expect. */
async function finishSignIn(visit) {
	const { signingIn } = visit.session;
	const { state, code, error } = visit.query;
	if (!signingIn || !isSame(state, signingIn.state)) throw new Refusal("This sign-in wasn't begun in this browser.");
	sessions.delete(visit.sessionId);
	if (error) throw new Refusal("You weren't confirmed.");
	const { result } = await askTessera("/redeem", { code });
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
	renew(visit, "person", { login: signingIn.login });
	return { to: "/" };
}

const escaped = (value) => String(value).replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** @param content HTML, whose values are escaped */
const page = (title, content, status = 200) => ({
	status,
	text: `<!doctype html>
<html lang="en">
<meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escaped(title)} · Example for Tessera</title><link rel="stylesheet" href="/style.css">
<main><h1>${escaped(title)}</h1>${content}</main>
</html>`,
});
const notice = (text) => (text ? `<p role="alert">${escaped(text)}</p>` : "");
const form = (visit, action, content) =>
	`<form method="post" action="${action}"><input type="hidden" name="csrf" value="${csrfOf(visit.sessionId)}">${content}</form>`;

const home = (visit) => {
	const { person } = visit.session;
	if (!person) return { to: "/sign-in" };
	const signOut = form(visit, "/sign-out", "<button>Sign out</button>");
	return page("Welcome", `<p>You are signed in as ${escaped(person.login)}.</p>${signOut}`);
};

const signInPage = (visit, text) =>
	page(
		"Sign in",
		notice(text) +
			form(
				visit,
				"/sign-in",
				`<label>Login<input name="login" autocomplete="username" required autofocus></label>
<label>Password<input name="password" type="password" autocomplete="current-password" required></label>
<button>Continue</button>`,
			),
		text ? 403 : 200,
	);

function signOut(visit) {
	sessions.delete(visit.sessionId);
	return { to: "/sign-in" };
}

const style = () => ({
	status: 200,
	type: "text/css",
	text: `:root { color-scheme: light dark; font: 1.0625rem/1.5 system-ui, sans-serif; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; }
main { box-sizing: border-box; width: min(24rem, 100vw); padding: 2rem; }
label { display: grid; gap: .25rem; margin: 1rem 0; font-weight: 600; }
input, button { font: inherit; padding: .625rem .75rem; border: 1px solid; border-radius: .5rem; }
button { width: 100%; border-color: transparent; cursor: pointer;
	background: light-dark(#1d4ed8, #9db8ff); color: light-dark(#fff, #10131a); }`,
});

const routes = {
	"GET /": home,
	"GET /sign-in": (visit) => signInPage(visit),
	"POST /sign-in": beginSignIn,
	"GET /signed-in": finishSignIn,
	"POST /sign-out": signOut,
	"GET /style.css": style,
};

async function visitOf(request) {
	const url = new URL(request.url, APP_URL);
	const sessionId = /__Host-session=([\w-]{43})/.exec(request.headers.cookie)?.[1];
	const found = sessions.get(sessionId);
	return {
		route: routes[`${request.method} ${url.pathname}`],
		sentId: sessionId,
		sessionId: sessionId ?? newSecret(),
		session: found && found.endsAt > Date.now() ? found : {},
		query: Object.fromEntries(url.searchParams),
		fields: request.method === "POST" ? await fieldsOf(request) : {},
		// Behind a proxy of yours, the address that the proxy tells.
		ip: request.socket.remoteAddress.replace(/^::ffff:/, ""),
		userAgent: request.headers["user-agent"]?.slice(0, 1_000),
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
		if (!visit.route) return { visit, ...page("There is no such page", '<p><a href="/">Go on</a></p>', 404) };
		if (request.method === "POST" && !isSame(visit.fields.csrf, csrfOf(visit.sessionId))) {
			throw new Refusal("This form is too old.");
		}
		return { visit, ...(await visit.route(visit)) };
	} catch (error) {
		const isRefusal = error instanceof Refusal;
		if (!isRefusal) console.error(error);
		const content = `${notice(isRefusal ? error.message : "Something went wrong.")}<p><a href="/sign-in">Start again</a></p>`;
		return { visit, ...page("You can't go on", content, isRefusal ? 403 : 500) };
	}
}

const server = createServer(async (request, response) => {
	const { visit, status = 303, type = "text/html; charset=utf-8", text = "", to } = await respond(request);
	response.writeHead(status, {
		"content-type": type,
		// The form with the password leads on to Tessera.
		"content-security-policy": `default-src 'none'; style-src 'self'; form-action 'self' ${TESSERA_URL}; base-uri 'none'; frame-ancestors 'none'`,
		"cache-control": "no-store",
		"referrer-policy": "no-referrer",
		"x-content-type-options": "nosniff",
		// Only a new id, because an answer that comes late would bring an old one back.
		...(visit && visit.sessionId !== visit.sentId
			? { "set-cookie": `__Host-session=${visit.sessionId}; Path=/; Secure; HttpOnly; SameSite=Lax` }
			: {}),
		...(to ? { location: to } : {}),
	});
	response.end(text);
});
server.listen(Number(APP_PORT), "127.0.0.1", () => console.log(`The example is at ${APP_URL}`));
