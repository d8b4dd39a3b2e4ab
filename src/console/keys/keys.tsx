// The keys of the configuration: which is the current one, what the others still seal, and the next step.
import * as z from "zod";
import { countSealed, listSealKeys, type SealedCount } from "../../keys/service";
import { Card, Notice } from "../../ui/card";
import { formatNumber } from "../../ui/formats";
import { Badge } from "../../ui/parts";
import { type Column, Table } from "../../ui/table";
import { countSealedAttributes } from "../../users/attribute-data";
import { page } from "../../web/page";
import { consolePage, consoleWords, MainButton } from "../frame";
import { overseers } from "../menu";
import { paths, signInFor } from "../paths";
import { type KeyState, keyStates } from "./state";

export const keysPage = page({
	path: paths.keys,
	access: overseers,
	signIn: signInFor,
	query: z.object({ count: z.literal("on").optional().catch(undefined) }),
	load: async (ctx, { query }) => {
		const counts =
			query.count === undefined ? null : (await Promise.all([countSealed(ctx), countSealedAttributes(ctx)])).flat();
		return { actor: ctx.actor, counts, keys: keyStates(listSealKeys(ctx), counts) };
	},
	view: (state, { actor, counts, keys }) => {
		const { frame } = state;
		const words = consoleWords[frame.language].keys;
		const number = (count: number) => formatNumber(count, frame.language);
		const id = (text: string) => <code translate="no">{text}</code>;
		const columns: Column<KeyState>[] = [
			{ title: words.id, isName: true, cell: (key) => id(key.id) },
			{ title: words.state, cell: ({ state }) => <Badge tone={tones[state]}>{words[state]}</Badge> },
			{ title: words.since, cell: ({ since }) => since ?? <span class="muted">{words.unknownAge}</span> },
			{
				title: words.values,
				isNumber: true,
				cell: ({ count }) => (count === null ? <span class="muted">{words.notCounted}</span> : number(count)),
			},
			{ title: words.next, cell: ({ step }) => words.steps[step] },
		];
		const places: Column<SealedCount>[] = [
			{ title: words.table, isName: true, cell: ({ table }) => id(table) },
			{ title: words.column, cell: ({ column }) => id(column) },
			{ title: words.id, cell: ({ keyId }) => id(keyId) },
			{ title: words.values, isNumber: true, cell: ({ count }) => number(count) },
		];
		return consolePage(state, {
			title: words.title,
			lead: words.lead,
			actor,
			children: (
				<>
					{keys.some((key) => key.state === "missing") && <Notice tone="danger">{words.missingNotice}</Notice>}
					<Card id="seal-keys" title={words.sealKeys} lead={words.sealKeysLead}>
						<Table frame={frame} caption={words.list} columns={columns} rows={keys} />
						{counts === null && (
							<form class="stack-tight">
								<input type="hidden" name="count" value="on" />
								<MainButton>{words.count}</MainButton>
								<p class="muted">{words.countLead}</p>
							</form>
						)}
					</Card>
					{counts !== null && counts.length > 0 && (
						<Card id="where" title={words.where}>
							<Table frame={frame} caption={words.whereList} columns={places} rows={counts} />
						</Card>
					)}
					<Card id="rotate" title={words.rotate}>
						<ol class="prose">
							{words.rotateSteps.map((step) => (
								<li>{step}</li>
							))}
						</ol>
					</Card>
					<Card id="lookup-key" title={words.lookupKey} lead={words.lookupKeyLead}>
						<p>{words.lookupKeyNext}</p>
					</Card>
				</>
			),
		});
	},
});

const tones = { current: "success", old: "neutral", missing: "danger" } as const;
