// The front page: what this is, and where to go from here.
import type { FC } from "hono/jsx";
import { version } from "../../package.json";
import type { Language } from "../languages";
import { renderPage } from "../ui/document";
import type { PageFrame } from "../ui/frame";
import { Layout } from "../ui/layout";
import { InlineMarkdown } from "../ui/markdown";
import { Badge, CodePanel } from "../ui/parts";
import { publicLinks, siteLink } from "../ui/site";
import { referenceWords } from "./reading";

const demoCommands = (comment: string) => `# ${comment}
npm run demo`;

const firstCall = (origin: string) => `TESSERA_TOKEN=$(node -p "require('./.dev/credentials.json').apiToken")
curl -H "Authorization: SSWS $TESSERA_TOKEN" "${origin}/api/v1/authenticators"`;

/** @param isDevelopment whether to show how to play with a server on one's own machine */
export function homePage(frame: PageFrame, publicOrigin: string, isDevelopment: boolean): string {
	const { language } = frame;
	const words = referenceWords[language].home;
	return renderPage(
		<Layout
			frame={frame}
			title={words.title}
			links={publicLinks(language)}
			scripts={isDevelopment ? ["copy.js"] : []}
			foot={`Tessera ${version}`}
		>
			<div class="hero">
				{isDevelopment && <Badge tone="warning">{words.developmentServer}</Badge>}
				<h1>{words.heading}</h1>
				<p class="lead">{words.lead}</p>
			</div>
			<ul class="cards">
				<Card {...siteLink(language, "console")} note={words.notes.console} />
				<Card {...siteLink(language, "reference")} note={words.notes.reference} />
				<Card {...siteLink(language, "openApi")} note={words.notes.openApi} />
				<Card href="/health" text={words.health} note={words.notes.health} />
				{isDevelopment && <Card {...siteLink(language, "inbox")} note={words.notes.inbox} />}
			</ul>
			{isDevelopment && <TryIt language={language} publicOrigin={publicOrigin} />}
		</Layout>,
	);
}

const Card: FC<{ href: string; text: string; note: string }> = ({ href, text, note }) => (
	<li>
		<a class="card" href={href}>
			<strong>{text}</strong>
			<span>{note}</span>
		</a>
	</li>
);

const TryIt: FC<{ language: Language; publicOrigin: string }> = ({ language, publicOrigin }) => {
	const words = referenceWords[language].home;
	return (
		<section class="block" aria-labelledby="try-it">
			<h2 id="try-it">{words.tryIt}</h2>
			<p class="prose">{words.demo}</p>
			<CodePanel language={language} title={words.runDemo} code={demoCommands(words.demoComment)} />
			<p class="prose">
				<InlineMarkdown text={words.callYourself} />
			</p>
			<CodePanel language={language} title={words.firstCall} code={firstCall(publicOrigin)} />
		</section>
	);
};
