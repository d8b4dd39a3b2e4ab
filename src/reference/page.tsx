// The reference as a page, made from the OpenAPI document alone.
import { raw } from "hono/html";
import type { FC } from "hono/jsx";
import type { Language } from "../languages";
import { renderPage } from "../ui/document";
import type { PageFrame } from "../ui/frame";
import { Layout } from "../ui/layout";
import { Markdown } from "../ui/markdown";
import { CodePanel, MethodBadge } from "../ui/parts";
import { publicLinks, siteLink } from "../ui/site";
import type { OpenApiDocument } from "./document";
import { ErrorCatalogue } from "./error-catalogue";
import { type Entry, OperationEntry } from "./operation";
import { documentLanguage, type Reading, referenceWords } from "./reading";
import type { ReferenceWords } from "./words/en";

export function referencePage(frame: PageFrame, document: OpenApiDocument): string {
	const { language } = frame;
	const { contents, main } = drawnOnce(document, language);
	return renderPage(
		<Layout
			frame={frame}
			title={siteLink(language, "reference").text}
			links={publicLinks(language)}
			navigation={{ label: referenceWords[language].contents, content: raw(contents) }}
			scripts={["copy.js"]}
			foot={`${document.info.title} ${document.info.version}`}
		>
			{raw(main)}
		</Layout>,
	);
}

/** What a document looks like depends on the language alone, and drawing it takes longer than the rest of a request. */
const drawn = new WeakMap<OpenApiDocument, Map<Language, Drawing>>();

interface Drawing {
	contents: string;
	main: string;
}

function drawnOnce(document: OpenApiDocument, language: Language): Drawing {
	const drawings = drawn.get(document) ?? new Map<Language, Drawing>();
	drawn.set(document, drawings);
	const drawing = drawings.get(language) ?? draw({ document, language, words: referenceWords[language] });
	drawings.set(language, drawing);
	return drawing;
}

function draw(reading: Reading): Drawing {
	const { document, words } = reading;
	const groups = document.tags.map(({ name }) => ({ name, entries: entriesOf(document, name) }));
	return {
		contents: String(<Contents groups={groups} words={words} />),
		main: String(
			<>
				<Introduction {...reading} />
				{groups.map(({ name, entries }) => (
					<section class="manual-group" id={tagId(name)} aria-labelledby={`${tagId(name)}-title`}>
						<h2 id={`${tagId(name)}-title`} lang={documentLanguage}>
							{name}
						</h2>
						{entries.map((entry) => (
							<OperationEntry reading={reading} {...entry} />
						))}
					</section>
				))}
				<ErrorCatalogue words={words} />
			</>,
		),
	};
}

interface Group {
	name: string;
	entries: Entry[];
}

const Contents: FC<{ groups: Group[]; words: ReferenceWords }> = ({ groups, words }) => (
	<>
		<p>{words.startHere}</p>
		<ul>
			<li>
				<a href="#introduction">{words.introductionTitle}</a>
			</li>
			<li>
				<a href="#errors">{words.errors}</a>
			</li>
		</ul>
		{groups.map(({ name, entries }) => (
			<>
				<p lang={documentLanguage}>{name}</p>
				<ul lang={documentLanguage}>
					{entries.map(({ method, operation }) => (
						<li>
							<a href={`#${operation.operationId}`}>
								<MethodBadge method={method} isShort={true} />
								{operation.summary}
							</a>
						</li>
					))}
				</ul>
			</>
		))}
	</>
);

const Introduction: FC<Reading> = ({ document, language, words }) => (
	<section class="manual-entry" id="introduction">
		<div class="manual-text prose">
			<h1>{document.info.title}</h1>
			<Markdown text={words.introduction} />
		</div>
		<div class="manual-code">
			<CodePanel language={language} title={words.baseAddress} code={document.servers[0]!.url} />
			<CodePanel
				language={language}
				title={words.anError}
				code={JSON.stringify(Object.values(errorExamples(document, "BadRequest"))[0]?.value, null, 2)}
			/>
		</div>
	</section>
);

const errorExamples = (document: OpenApiDocument, name: string) =>
	document.components.responses[name]?.content?.["application/json"]?.examples ?? {};

function entriesOf(document: OpenApiDocument, tag: string): Entry[] {
	return Object.entries(document.paths).flatMap(([path, operations]) =>
		Object.entries(operations)
			.filter(([, operation]) => operation.tags.includes(tag))
			.map(([method, operation]) => ({ method, path, operation })),
	);
}

const tagId = (name: string) => `tag-${name.toLowerCase().replaceAll(/\W+/g, "-")}`;
