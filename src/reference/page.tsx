// The reference as a page, made from the OpenAPI document alone.
import type { FC } from "hono/jsx";
import { Layout, publicLinks, renderPage, siteLinks } from "../ui/layout";
import { Markdown } from "../ui/markdown";
import { CodePanel, MethodBadge } from "../ui/parts";
import type { OpenApiDocument } from "./document";
import { ErrorCatalogue } from "./error-catalogue";
import { type Entry, OperationEntry } from "./operation";

export function referencePage(document: OpenApiDocument): string {
	const groups = document.tags.map(({ name }) => ({ name, entries: entriesOf(document, name) }));
	const navigation = { label: "Contents", content: <Contents groups={groups} /> };
	return renderPage(
		<Layout
			title={`API reference · ${document.info.title}`}
			path={siteLinks.reference.href}
			links={publicLinks}
			navigation={navigation}
			foot={`${document.info.title} ${document.info.version}`}
		>
			<Introduction document={document} />
			{groups.map(({ name, entries }) => (
				<section class="manual-group" id={tagId(name)} aria-labelledby={`${tagId(name)}-title`}>
					<h2 id={`${tagId(name)}-title`}>{name}</h2>
					{entries.map((entry) => (
						<OperationEntry document={document} {...entry} />
					))}
				</section>
			))}
			<ErrorCatalogue />
		</Layout>,
	);
}

interface Group {
	name: string;
	entries: Entry[];
}

const Contents: FC<{ groups: Group[] }> = ({ groups }) => (
	<>
		<p>Start here</p>
		<ul>
			<li>
				<a href="#introduction">Introduction</a>
			</li>
			<li>
				<a href="#errors">Errors</a>
			</li>
		</ul>
		{groups.map(({ name, entries }) => (
			<>
				<p>{name}</p>
				<ul>
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

const Introduction: FC<{ document: OpenApiDocument }> = ({ document }) => (
	<section class="manual-entry" id="introduction">
		<div class="manual-text prose">
			<h1>{document.info.title}</h1>
			<Markdown text={document.info.description} />
		</div>
		<div class="manual-code">
			<CodePanel title="Base address" code={document.servers[0]!.url} />
			<CodePanel
				title="An error"
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
