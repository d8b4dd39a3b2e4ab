// Sending the file of an import. First its beginning is looked at, so that people see and correct how it is read.
import type { FC } from "hono/jsx";
import * as z from "zod";
import { getAuthenticator } from "../../authenticators/service";
import { done } from "../../console/flash";
import { consolePage, consoleWords, MainButton } from "../../console/frame";
import { optional } from "../../console/input";
import { importAt, paths, signInFor } from "../../console/paths";
import { invalid } from "../../errors";
import { type ColumnChoice, columnNames } from "../../imports/files/columns";
import { type FileLook, lookAtFile, lookedBytes } from "../../imports/files/look";
import { getImport } from "../../imports/service";
import { keyBytes, uploadFile } from "../../imports/upload";
import { peek } from "../../net/read-bounded";
import { FileField } from "../../ui/choices";
import { Field, Form, type FormState, PasswordField } from "../../ui/form";
import { atFields } from "../../web/at-fields";
import { action, Finding, type PageState, page } from "../../web/page";
import { administrators } from "../../web/router";
import { wordsIn } from "./parts";
import { columnField, Reading, readingLine, writtenColumns } from "./reading";

class Looked extends Finding {
	readonly look: FileLook;
	override readonly status: number;

	/** @param isRefused the file was sent, and something has to be told first */
	constructor(look: FileLook, isRefused: boolean) {
		super();
		this.look = look;
		this.status = isRefused ? 400 : 200;
	}
}

/** Beside these, each column's number comes in a field of its own. */
const Typed = z.looseObject({
	password: z.string().max(1_024).default(""),
	key: z.string().max(200).default(""),
	encoding: optional(z.enum(["UTF-8", "SHIFT_JIS"])),
	delimiter: optional(z.enum([",", ";", "\t", "|"])),
	header: optional(z.enum(["yes", "no"])),
	secretEncoding: optional(z.enum(["base32", "base64", "hexadecimal"])),
	guess: z.string().max(400).default(""),
});

export const importFilePage = page({
	path: `${paths.imports}/{importId}/file`,
	access: administrators,
	signIn: signInFor,
	takesFile: true,
	load: async (ctx, { params }) => {
		const row = await getImport(ctx, params.importId);
		return { actor: ctx.actor, row, target: await getAuthenticator(ctx, row.authenticatorId) };
	},
	view: (state, { actor, row, target }) => {
		const all = wordsIn(state.frame.language);
		return consolePage(state, {
			title: all.file.title,
			lead: all.file.lead,
			actor,
			crumbs: [{ href: importAt(row.id), text: all.titleOf(target.name) }],
			scripts: ["password.js"],
			children: <FileForm state={state} to={importAt(row.id, "file")} back={importAt(row.id)} />,
		});
	},
	actions: {
		file: action({
			fields: Typed,
			run: async (ctx, typed, { params, request, file }) => {
				const { importId = "" } = params;
				const { authenticatorId } = await getImport(ctx, importId);
				const { settings } = await getAuthenticator(ctx, authenticatorId);
				if (file === null || file.name === "") throw invalid("file", "missing");
				const { password, key } = typed;
				const unlocking = {
					...(password === "" ? {} : { password }),
					...(key === "" ? {} : { key: keyBytes("key", key) }),
				};
				const isPreview = new URL(request.url).searchParams.has(previewName);
				const { whole, ...beginning } = await peek(file.body, lookedBytes);
				const secretEncoding = settings?.encoding ?? "base32";
				return atFields(
					(_place, reason) => (reason !== "pskc-key" ? "file" : key === "" ? "password" : "key"),
					async () => {
						const look = await lookAtFile(beginning, { secretEncoding, ...choicesIn(typed) }, unlocking);
						if (isPreview || look.missing !== null) return new Looked(look, !isPreview);
						await uploadFile(ctx, importId, { body: whole, unlocking, choices: look.choices });
						return done(importAt(importId), "imports.sent");
					},
				);
			},
		}),
	},
});

/** In the address, because the fields behind a file haven't come when the file is read. */
const previewName = "preview";

/** What people have chosen otherwise than we have found it. */
function choicesIn(typed: z.infer<typeof Typed>) {
	const columns: ColumnChoice = {};
	for (const name of columnNames) {
		const number = Number(typed[columnField(name)] ?? "");
		if (Number.isInteger(number) && number > 0) columns[name] = number;
	}
	const { encoding, delimiter, header, secretEncoding, guess } = typed;
	return {
		...(encoding ? { encoding } : {}),
		...(delimiter ? { delimiter } : {}),
		...(header ? { hasHeader: header === "yes" } : {}),
		...(secretEncoding ? { secretEncoding } : {}),
		...(writtenColumns(columns) === guess ? {} : { columns }),
	};
}

const FileForm: FC<{ state: PageState; to: string; back: string }> = ({ state, to, back }) => {
	const { language } = state.frame;
	const words = wordsIn(language).file;
	const found = state.finding instanceof Looked ? state.finding : null;
	const form = found === null ? state.form : withMissing(state.form, found, words);
	return (
		<Form state={form} action="file" language={language} to={to} hasFile class="fields">
			<fieldset class="fields">
				<legend>{words.encrypted}</legend>
				<PasswordField
					state={form}
					name="password"
					label={words.password}
					hint={words.passwordHint}
					autocomplete="off"
					maxlength={1_024}
					language={language}
				/>
				<Field
					state={form}
					name="key"
					label={words.key}
					hint={words.keyHint}
					type="password"
					autocomplete="off"
					maxlength={200}
				/>
			</fieldset>
			<p id="reading-line" data-live aria-live="polite" class="unseen">
				{found && readingLine(found.look, language)}
			</p>
			<div id="reading" data-live>
				{found && <Reading state={state} look={found.look} />}
			</div>
			<FileField
				state={form}
				name="file"
				label={words.file}
				hint={found ? words.again : words.fileHint}
				accept=".xml,.pskc,.pskcxml,.csv,.txt,.tsv,.log"
			/>
			<div class="form-end">
				<MainButton>{words.send}</MainButton>
				<button type="submit" class="button" name="do" value="preview" formaction={`${to}?${previewName}=`}>
					{words.look}
				</button>
				<a class="button" href={back}>
					{consoleWords[language].cancel}
				</a>
			</div>
		</Form>
	);
};

/** What has to be told stands at its field. */
function withMissing(form: FormState, { look, status }: Looked, words: ReturnType<typeof wordsIn>["file"]): FormState {
	if (look.missing === null || status === 200) return form;
	const { reason, params } = look.missing;
	if (reason === "import-columns") {
		return { ...form, errors: [{ field: columnField("secret"), text: words.missingColumns }] };
	}
	const isPassword = params?.kind === "password";
	const text = isPassword ? words.needsPassword : words.needsKey;
	return { ...form, errors: [{ field: isPassword ? "password" : "key", text }] };
}
