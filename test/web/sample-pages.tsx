// Pages of the tests: one for everybody with a form, one for a role, one for whoever is signed in.
import * as z from "zod";
import { ApiError, invalid, notFound } from "../../src/errors";
import { renderPage } from "../../src/ui/document";
import { Field, Form } from "../../src/ui/form";
import { Layout } from "../../src/ui/layout";
import { Download } from "../../src/web/download";
import { action, Finding, type Page, type PageState, page } from "../../src/web/page";

const Named = z.object({ name: z.string().min(2), age: z.coerce.number().int() });

/** What the actions were given. */
export const saved: unknown[] = [];

class Count extends Finding {
	readonly letters: number;

	constructor(letters: number) {
		super();
		this.letters = letters;
	}
}

const view = ({ frame, form, finding }: PageState, greeting: string) =>
	renderPage(
		<Layout frame={frame} title="Sample" links={[]}>
			<h1>{greeting}</h1>
			<Form state={form} action="save" language={frame.language}>
				<Field state={form} name="name" label="Name" hint="As in the passport" />
				<Field state={form} name="age" label="Age" />
				<button type="submit">Save</button>
			</Form>
			{finding instanceof Count && <p>{finding.letters} letters</p>}
		</Layout>,
	);

/** How many parts of the file were asked for. */
export const asked = { parts: 0 };

/** Fails after as many parts as are wanted. Below zero it goes on for ever. */
async function* lines(parts: number) {
	for (let number = 0; parts < 0 || number < parts; number++) {
		asked.parts += 1;
		yield `${number}, 数\r\n`;
	}
	if (parts === 3) throw new Error("no more");
}

export const samplePages: Page[] = [
	page({
		path: "/sample/{thingId}",
		access: "public",
		query: z.object({ greeting: z.string().max(20).default("Hello") }),
		load: (_ctx, { params, query }) => {
			if (params.thingId === "broken") throw new Error("a secret in a stranger's message");
			return `${query.greeting} ${params.thingId}`;
		},
		view,
		actions: {
			save: action({
				fields: Named,
				run: async (_ctx, values, { params }) => {
					if (values.name === "Taken") throw invalid("name", "account-name-taken");
					if (values.name === "Used") throw new ApiError("E0000082");
					if (values.name === "Gone") throw notFound("Thing", "7");
					if (values.name === "Broken") throw new ApiError("E0000009");
					saved.push(values);
					return `/sample/${params.thingId}`;
				},
			}),
			count: action({
				fields: z.object({ name: z.string() }),
				run: async (_ctx, { name }) => new Count(name.length),
			}),
			"save-as-administrator": action({
				access: ["ADMINISTRATOR"],
				fields: Named,
				run: async (_ctx, values) => {
					saved.push(values);
					return "/sample/7";
				},
			}),
		},
	}),
	page({
		path: "/file",
		access: "public",
		query: z.object({ parts: z.coerce.number().int() }),
		load: (_ctx, { query }) => query.parts,
		view: (_state, parts) => new Download("numbers.csv", "text/csv; charset=utf-8", lines(parts)),
	}),
	page({ path: "/help-desk", access: ["HELP_DESK"], load: () => "For the help desk", view }),
	page({ path: "/signed-in", access: "session", load: (ctx) => JSON.stringify(ctx.actor), view }),
];
