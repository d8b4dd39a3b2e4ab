// The page of the search, and what it looks through. `live.js` takes its results into the field's list on every page.
import * as z from "zod";
import { getApiToken } from "../../access/service";
import { getAdministrator } from "../../administrators/administrator";
import { getApplication } from "../../applications/service";
import { listAuthenticators } from "../../authenticators/service";
import { type Ctx, hasRole } from "../../context";
import { getDelivery } from "../../delivery/tracking/service";
import { ApiError } from "../../errors";
import { getGroup } from "../../groups/service";
import { getHook } from "../../hooks/service";
import { getImport } from "../../imports/service";
import { findTokensBySerial, getToken } from "../../imports/stock/service";
import { getSource } from "../../inbound/service";
import { getLogEvent } from "../../log/read";
import { getSmsTemplate } from "../../messages/templates/service";
import { getChallengeList } from "../../policies/challenge/list-service";
import { getChallengePolicy } from "../../policies/challenge/service";
import { getPolicy } from "../../policies/enrollment/read";
import { getAccount } from "../../providers/accounts/service";
import { getRule } from "../../providers/rules/read";
import { Field } from "../../ui/form";
import { findUsersExactly, searchUsers } from "../../users/search";
import { page } from "../../web/page";
import { foundId, queryName } from "../finder";
import { consolePage, consoleWords, MainButton } from "../frame";
import { type EntryName, entries, overseers } from "../menu";
import { authenticatorAt, inventoryAt, paths, signInFor, userAt } from "../paths";
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
		? (await searchUsers(ctx, { q: text, limit: most })).items
		: await findUsersExactly(ctx, text);
	return {
		heading: words.entries.users,
		links: found.map(({ id, displayName, login }) => ({ href: userAt(id), text: displayName, more: login })),
	};
};

const most = 8;

/** By a part of the name, or by the id. There are few, so all are looked through. */
const authenticators: Source = async ({ ctx, text, words }) => ({
	heading: words.entries.authenticators,
	links: hasRole(ctx.actor, overseers)
		? (await listAuthenticators(ctx))
				.filter(({ id, name }) => id === text || holds(name, text))
				.map(({ id, name }) => ({ href: authenticatorAt(id), text: name, more: id }))
		: [],
});

/** Tokens by their whole serial number, of which each authenticator may have one. */
const serials: Source = async ({ ctx, text, words }) => ({
	heading: words.entries.inventory,
	links: hasRole(ctx.actor, overseers)
		? (await findTokensBySerial(ctx, text, most)).map(({ id, serial }) => ({
				href: inventoryAt(id),
				text: serial,
				more: id,
			}))
		: [],
});

interface Kind {
	/** Whoever may open the entry's pages may find its things. */
	entry: EntryName;
	/** Where the pages of the things are, if not below the entry's. */
	under?: string;
	/** Throws E0000007. */
	nameOf(ctx: Ctx, id: string): Promise<string>;
}

const kinds: Readonly<Record<string, Kind>> = {
	"00g": { entry: "groups", nameOf: async (ctx, id) => (await getGroup(ctx, id)).name },
	imp: { entry: "imports", nameOf: async (ctx, id) => (await getImport(ctx, id)).id },
	otk: { entry: "inventory", nameOf: async (ctx, id) => (await getToken(ctx, id)).serial },
	"00p": { entry: "enrollmentPolicies", nameOf: async (ctx, id) => (await getPolicy(ctx, id)).name },
	"0cp": { entry: "challengePolicies", nameOf: async (ctx, id) => (await getChallengePolicy(ctx, id)).name },
	"0cl": {
		entry: "challengePolicies",
		under: paths.challengeLists,
		nameOf: async (ctx, id) => (await getChallengeList(ctx, id)).name,
	},
	dlv: { entry: "deliveries", nameOf: async (ctx, id) => (await getDelivery(ctx, id)).delivery.id },
	prv: { entry: "providers", nameOf: async (ctx, id) => (await getAccount(ctx, id)).name },
	rou: { entry: "routes", nameOf: async (ctx, id) => (await getRule(ctx, id)).name },
	cal: { entry: "hooks", nameOf: async (ctx, id) => (await getHook(ctx, id)).name },
	cst: {
		entry: "templates",
		under: paths.smsTemplates,
		nameOf: async (ctx, id) => (await getSmsTemplate(ctx, id)).name,
	},
	src: { entry: "inbound", nameOf: async (ctx, id) => (await getSource(ctx, id)).name },
	"0oa": { entry: "applications", nameOf: async (ctx, id) => (await getApplication(ctx, id)).name },
	"00T": { entry: "tokens", nameOf: async (ctx, id) => (await getApiToken(ctx, id)).name },
	adm: { entry: "administrators", nameOf: async (ctx, id) => (await getAdministrator(ctx, id)).displayName },
};

const event: Kind = { entry: "log", nameOf: async (ctx, uuid) => (await getLogEvent(ctx, uuid)).eventType };

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const ourId = /^[0-9A-Za-z]{20}$/;

const kindOf = (id: string): Kind | undefined =>
	uuid.test(id) ? event : ourId.test(id) ? kinds[id.slice(0, 3)] : undefined;

/** Null: nothing has this id that the reader may see. */
async function findById(ctx: Ctx, id: string): Promise<{ entry: EntryName; href: string; name: string } | null> {
	const kind = kindOf(id);
	const entry = entries.find(({ name }) => name === kind?.entry);
	if (!kind || !entry || !hasRole(ctx.actor, entry.access)) return null;
	try {
		return { entry: kind.entry, href: `${kind.under ?? entry.path}/${id}`, name: await kind.nameOf(ctx, id) };
	} catch (error) {
		if (error instanceof ApiError && error.code === "E0000007") return null;
		throw error;
	}
}

/** Whatever else has an id that answers and the log show. */
const things: Source = async ({ ctx, text, words }) => {
	const found = await findById(ctx, text);
	if (found === null) return { heading: "", links: [] };
	const { entry, href, name } = found;
	return { heading: words.entries[entry], links: [{ href, text: name, ...(name === text ? {} : { more: text }) }] };
};

const sources: readonly Source[] = [pages, people, authenticators, serials, things];

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
