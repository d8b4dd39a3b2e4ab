// One operation in the reference: at the left what it does, at the right how to call it and what it answers.
import type { FC } from "hono/jsx";
import { Markdown } from "../ui/markdown";
import { Badge, CodePanel, MethodBadge } from "../ui/parts";
import { curlCommand } from "./curl";
import type { JsonSchema, OpenApiDocument, Operation, Response } from "./document";
import { errorAnchor } from "./error-catalogue";
import { FieldGroups, FieldList } from "./field-list";
import { fieldOf, groupsOf, typeOf } from "./fields";
import { sampleOf } from "./sample";

/** An operation with its place in the document. */
export interface Entry {
	method: string;
	path: string;
	operation: Operation;
}

type Props = Entry & { document: OpenApiDocument };

export const OperationEntry: FC<Props> = ({ document, method, path, operation }) => {
	const body = operation.requestBody?.content["application/json"]?.schema;
	return (
		<section class="manual-entry" id={operation.operationId} aria-labelledby={`${operation.operationId}-title`}>
			<div class="manual-text">
				<h3 id={`${operation.operationId}-title`}>
					<a href={`#${operation.operationId}`}>{operation.summary}</a>
				</h3>
				<p class="endpoint">
					<MethodBadge method={method} />
					<code>{breakable(path)}</code>
				</p>
				{operation.description !== undefined && <Markdown text={operation.description} />}
				<Roles roles={operation["x-roles"]} />
				<Parameters document={document} operation={operation} place="path" title="Path parameters" />
				<Parameters document={document} operation={operation} place="query" title="Query parameters" />
				{body && <Body document={document} schema={body} isRequired={operation.requestBody!.required} />}
				<Answer document={document} operation={operation} />
				<h4>Errors</h4>
				<Errors document={document} operation={operation} />
			</div>
			<div class="manual-code">
				<CodePanel title="Request" code={curlCommand(document, method, path, operation)} />
				<AnswerSample document={document} operation={operation} />
			</div>
		</section>
	);
};

const Roles: FC<{ roles: string[] }> = ({ roles }) => (
	<p class="roles">
		{roles.length === 0 ? "Needs no token" : "Roles"}
		{roles.map((role) => (
			<Badge>{role}</Badge>
		))}
	</p>
);

interface PartProps {
	document: OpenApiDocument;
	operation: Operation;
}

const Parameters: FC<PartProps & { place: "path" | "query"; title: string }> = ({
	document,
	operation,
	place,
	title,
}) => {
	const fields = operation.parameters
		.filter((parameter) => parameter.in === place)
		.map(({ name, schema, required, description }) =>
			fieldOf(document, name, description === undefined ? schema : { ...schema, description }, required),
		);
	if (fields.length === 0) return null;
	return (
		<>
			<h4>{title}</h4>
			<FieldList fields={fields} showRequired={true} />
		</>
	);
};

const Body: FC<{ document: OpenApiDocument; schema: JsonSchema; isRequired: boolean }> = (props) => {
	const groups = groupsOf(props.document, props.schema);
	return (
		<>
			<h4>Request body</h4>
			{!props.isRequired && <p class="field-note muted">May be left out.</p>}
			<FieldGroups groups={groups} showRequired={true} />
		</>
	);
};

const Answer: FC<PartProps> = ({ document, operation }) => {
	const { status, mediaType, schema } = successOf(operation);
	const groups = schema && mediaType === "application/json" ? groupsOf(document, schema) : [];
	const what = schema ? (mediaType === "application/json" ? typeOf(document, schema) : mediaType) : "empty";
	return (
		<>
			<h4>Answer</h4>
			<p class="roles">
				<Badge tone="success">{status}</Badge>
				{what}
			</p>
			{groups.length > 0 && (
				<details class="inside">
					<summary>Fields of the answer</summary>
					<FieldGroups groups={groups} showRequired={false} />
				</details>
			)}
		</>
	);
};

const AnswerSample: FC<PartProps> = ({ document, operation }) => {
	const { status, mediaType, schema } = successOf(operation);
	if (!schema || mediaType !== "application/json") return null;
	const code = JSON.stringify(sampleOf(document, schema, "answer"), null, 2);
	return <CodePanel title={`Answer ${status}`} code={code} />;
};

const Errors: FC<PartProps> = ({ document, operation }) => (
	<dl class="statuses">
		{Object.entries(operation.responses).map(([status, response]) => {
			if (!("$ref" in response) || status === "default") return null;
			const { description } = document.components.responses[response.$ref.split("/").at(-1)!]!;
			return (
				<>
					<dt>
						<a href={`#${errorAnchor(status)}`}>{status}</a>
					</dt>
					<dd>{description.replaceAll("`", "")}</dd>
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
