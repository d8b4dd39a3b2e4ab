// The page of the search, and what it looks through. `live.js` takes its results into the field's list on every page.
import * as z from "zod";
import { listAuthenticators } from "../../authenticators/service";
import { type Ctx, hasRole } from "../../context";
import { Field } from "../../ui/form";
import { findUsersExactly, searchUsers } from "../../users/search";
import { page } from "../../web/page";
import { foundId, queryName } from "../finder";
import { consolePage, consoleWords, MainButton } from "../frame";
import { entries, overseers } from "../menu";
import { authenticatorAt, paths, signInFor, userAt } from "../paths";
import type { ConsoleWords } from "../words/en";

interface Found {
	heading: string;
	links: readonly { href: string; text: string; more?: string }[];
}

interface Search {
	ctx: Ctx;
	/** As it was typed, without space around it; never empty. */
	text: string;
	words: ConsoleWords;
}

type Source = (search: Search) => Found | Promise<Found>;

/** Pages of the menu that the reader may open. */
const pages: Source = ({ ctx, text, words }) => ({
	heading: words.find.pages,
	links: entries
		.filter(({ name, access }) => hasRole(ctx.actor, access) && holds(words.entries[name], text))
		.map(({ name, path }) => ({ href: path, text: words.entries[name] })),
});

/** Users by the start of login or name, and by id. The help desk finds whom it can name exactly, and nobody else. */
const people: Source = async ({ ctx, text, words }) => {
	const found = hasRole(ctx.actor, overseers)
		? (await searchUsers(ctx, { q: text, limit: mostPeople })).items
		: await findUsersExactly(ctx, text);
	return {
		heading: words.entries.users,
		links: found.map(({ id, displayName, login }) => ({ href: userAt(id), text: displayName, more: login })),
	};
};

const mostPeople = 8;

/** By a part of the name, or by the id. There are few, so all are looked through. */
const authenticators: Source = async ({ ctx, text, words }) => ({
	heading: words.entries.authenticators,
	links: hasRole(ctx.actor, overseers)
		? (await listAuthenticators(ctx))
				.filter(({ id, name }) => id === text || holds(name, text))
				.map(({ id, name }) => ({ href: authenticatorAt(id), text: name, more: id }))
		: [],
});

const sources: readonly Source[] = [pages, people, authenticators];

const holds = (whole: string, part: string) => whole.toLowerCase().includes(part.toLowerCase());

/** What has been found, by source. Sources that found nothing are left out. */
async function findAll(search: Search): Promise<Found[]> {
	const found = await Promise.all(sources.map((source) => source(search)));
	return found.filter(({ links }) => links.length > 0);
}

export const findPage = page({
	path: paths.find,
	access: "session",
	signIn: signInFor,
	query: z.object({ [queryName]: z.string().trim().max(100).optional() }),
	load: async (ctx, { query, frame }) => {
		const text = query[queryName] ?? "";
		const words = consoleWords[frame.language];
		return {
			actor: ctx.actor,
			text,
			found: text === "" ? null : await findAll({ ctx, text, words }),
		};
	},
	view: (state, { actor, text, found }) => {
		const words = consoleWords[state.frame.language].find;
		return consolePage(state, {
			title: words.title,
			lead: words.lead,
			actor,
			children: (
				<>
					<form class="form-row">
						<Field state={null} name={queryName} label={words.label} type="search" value={text} maxlength={100} />
						<MainButton>{words.title}</MainButton>
					</form>
					<div id={foundId} class="found">
						{found?.length === 0 && <p class="muted">{words.nothing}</p>}
						{found?.map(({ heading, links }) => (
							<section>
								<h2>{heading}</h2>
								<ul>
									{links.map(({ href, text, more }) => (
										<li>
											<a href={href}>
												<span translate="no">{text}</span>
												{more && <small>{more}</small>}
											</a>
										</li>
									))}
								</ul>
							</section>
						))}
					</div>
				</>
			),
		});
	},
});
