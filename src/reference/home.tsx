// The front page: what this is, and where to go from here.
import type { FC } from "hono/jsx";
import { version } from "../../package.json";
import { Layout, publicLinks, renderPage, siteLinks } from "../ui/layout";
import { Badge, CodePanel } from "../ui/parts";

const cards = [
	{ ...siteLinks.reference, note: "Every operation with its parameters, examples, roles and errors" },
	{ ...siteLinks.openApi, note: "The same for programs: OpenAPI 3.1, ready for code generators" },
	{ href: "/health", text: "Health", note: "Whether the service and its database answer, as JSON for your monitoring" },
];

const inboxCard = { ...siteLinks.inbox, note: "The messages that this server kept instead of sending" };

const demoCommands = `# in the folder of the repository, while this server runs
npm run demo`;

const firstCall = (origin: string) => `TESSERA_TOKEN=$(node -p "require('./.dev/credentials.json').apiToken")
curl -H "Authorization: SSWS $TESSERA_TOKEN" "${origin}/api/v1/authenticators"`;

/** @param isDevelopment whether to show how to play with a server on one's own machine */
export function homePage(publicOrigin: string, isDevelopment: boolean): string {
	return renderPage(
		<Layout title="Tessera · one-time passcodes at the edge" path="/" links={publicLinks} foot={`Tessera ${version}`}>
			<div class="hero">
				{isDevelopment && <Badge tone="warning">Development server</Badge>}
				<h1>One-time passcodes, judged exactly once</h1>
				<p class="lead">
					Tessera verifies the codes of hardware and software tokens at the edge, and sends codes of its own by text
					message, call and e-mail. Each code counts once, five wrong ones lock a user out for a while, and every
					attempt is in the System Log. Its management API is compatible with Okta's, so the clients that you have keep
					working.
				</p>
			</div>
			<ul class="cards">
				{[...cards, ...(isDevelopment ? [inboxCard] : [])].map(({ href, text, note }) => (
					<li>
						<a class="card" href={href}>
							<strong>{text}</strong>
							<span>{note}</span>
						</a>
					</li>
				))}
			</ul>
			{isDevelopment && <TryIt publicOrigin={publicOrigin} />}
		</Layout>,
	);
}

const TryIt: FC<{ publicOrigin: string }> = ({ publicOrigin }) => (
	<section class="block" aria-labelledby="try-it">
		<h2 id="try-it">Try it</h2>
		<p class="prose">
			The demo plays the main job against this server and tells what it does: it creates an authenticator and a user,
			enrolls a token, verifies a code, and shows what happens to a replayed and to a guessed one. Then it sends codes,
			to the inbox, through a hook, and past a provider that is dead.
		</p>
		<CodePanel title="Run the demo" code={demoCommands} />
		<p class="prose">
			To call the API yourself, take the administrator's token that the first start wrote to{" "}
			<code>.dev/credentials.json</code>.
		</p>
		<CodePanel title="A first call" code={firstCall(publicOrigin)} />
	</section>
);
