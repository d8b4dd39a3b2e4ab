// One operation in the reference: at the left what it does, at the right how to call it and what it answers.
import type { FC } from "hono/jsx";
import { InlineMarkdown, Markdown } from "../ui/markdown";
import { Badge, CodePanel, MethodBadge } from "../ui/parts";
import { curlCommand } from "./curl";
import type { JsonSchema, Operation, Response } from "./document";
import { errorAnchor } from "./error-catalogue";
import type { ErrorStatus } from "./errors";
import { FieldGroups, FieldList } from "./field-list";
import { fieldOf, groupsOf, typeOf } from "./fields";
import { documentLanguage, type Reading } from "./reading";
import { sampleOf } from "./sample";

/** An operation with its place in the document. */
export interface Entry {
	method: string;
	path: string;
	operation: Operation;
}

type Props = Entry & { reading: Reading };

export const OperationEntry: FC<Props> = ({ reading, method, path, operation }) => {
	const { document, words, language } = reading;
	const body = operation.requestBody?.content["application/json"]?.schema;
	return (
		<section class="manual-entry" id={operation.operationId} aria-labelledby={`${operation.operationId}-title`}>
			<div class="manual-text">
				<h3 id={`${operation.operationId}-title`}>
					<a href={`#${operation.operationId}`} lang={documentLanguage}>
						{operation.summary}
					</a>
				</h3>
				<p class="endpoint">
					<MethodBadge method={method} />
					<code>{breakable(path)}</code>
				</p>
				{operation.description !== undefined && <Markdown text={operation.description} lang={documentLanguage} />}
				<p class="roles">
					{operation["x-roles"].length === 0 ? words.needsNoToken : words.roles}
					{operation["x-roles"].map((role) => (
						<Badge>{role}</Badge>
					))}
				</p>
				<Parameters reading={reading} operation={operation} place="path" title={words.pathParameters} />
				<Parameters reading={reading} operation={operation} place="query" title={words.queryParameters} />
				{body && <Body reading={reading} schema={body} isRequired={operation.requestBody!.required} />}
				<Answer reading={reading} operation={operation} />
				<h4>{words.errors}</h4>
				<Errors reading={reading} operation={operation} />
			</div>
			<div class="manual-code">
				<CodePanel language={language} title={words.request} code={curlCommand(document, method, path, operation)} />
				<AnswerSample reading={reading} operation={operation} />
			</div>
		</section>
	);
};

interface PartProps {
	reading: Reading;
	operation: Operation;
}

const Parameters: FC<PartProps & { place: "path" | "query"; title: string }> = ({
	reading,
	operation,
	place,
	title,
}) => {
	const fields = operation.parameters
		.filter((parameter) => parameter.in === place)
		.map(({ name, schema, required, description }) =>
			fieldOf(reading, name, description === undefined ? schema : { ...schema, description }, required),
		);
	if (fields.length === 0) return null;
	return (
		<>
			<h4>{title}</h4>
			<FieldList fields={fields} words={reading.words} showRequired={true} />
		</>
	);
};

const Body: FC<{ reading: Reading; schema: JsonSchema; isRequired: boolean }> = ({ reading, schema, isRequired }) => (
	<>
		<h4>{reading.words.requestBody}</h4>
		{!isRequired && <p class="field-note muted">{reading.words.mayBeLeftOut}</p>}
		<FieldGroups groups={groupsOf(reading, schema)} words={reading.words} showRequired={true} />
	</>
);

const Answer: FC<PartProps> = ({ reading, operation }) => {
	const { words } = reading;
	const { status, mediaType, schema } = successOf(operation);
	const groups = schema && mediaType === "application/json" ? groupsOf(reading, schema) : [];
	const type = schema && mediaType === "application/json" ? typeOf(reading, schema) : <code>{mediaType}</code>;
	return (
		<>
			<h4>{words.answer}</h4>
			<p class="roles">
				<Badge tone="success">{status}</Badge>
				{schema ? <span>{type}</span> : words.emptyAnswer}
			</p>
			{groups.length > 0 && (
				<details class="inside">
					<summary>{words.answerFields}</summary>
					<FieldGroups groups={groups} words={words} showRequired={false} />
				</details>
			)}
		</>
	);
};

const AnswerSample: FC<PartProps> = ({ reading, operation }) => {
	const { document, words, language } = reading;
	const { status, mediaType, schema } = successOf(operation);
	if (!schema || mediaType !== "application/json") return null;
	const code = JSON.stringify(sampleOf(document, schema, "answer"), null, 2);
	return <CodePanel language={language} title={words.answerWith(status)} code={code} />;
};

const Errors: FC<PartProps> = ({ reading, operation }) => (
	<dl class="statuses">
		{Object.entries(operation.responses).map(([status, response]) => {
			if (!("$ref" in response) || status === "default") return null;
			return (
				<>
					<dt>
						<a href={`#${errorAnchor(status)}`}>{status}</a>
					</dt>
					<dd>
						<InlineMarkdown text={reading.words.meaning(Number(status) as ErrorStatus)} />
					</dd>
				</>
			);
		})}
	</dl>
);

/** A path that breaks between its segments on a narrow screen, and not inside a name. */
const breakable = (path: string) => path.split(/(?=\/)/).map((segment) => [<wbr />, segment]);

function successOf(operation: Operation): { status: string; mediaType?: string; schema?: JsonSchema } {
	const [status, response] = Object.entries(operation.responses).find(([code]) => code.startsWith("2"))!;
	const [mediaType, content] = Object.entries((response as Response).content ?? {})[0] ?? [];
	return { status, mediaType, schema: content?.schema };
}
