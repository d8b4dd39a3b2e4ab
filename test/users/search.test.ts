import { describe, expect, it } from "vitest";
import { addMember } from "../../src/groups/members";
import { searchPeople } from "../../src/groups/search";
import { createGroup, everyoneId } from "../../src/groups/service";
import { findUsersExactly, searchUsers, type UserSearch } from "../../src/users/search";
import { createUser } from "../../src/users/service";
import { isSlow, plansOf } from "../support/plans";
import { createWorld, unique, type World } from "../support/world";

const person = (
	world: World,
	profile: { login: string; firstName?: string; lastName?: string; displayName?: string },
) => createUser(world.ctx, { profile: { email: profile.login, ...profile } }, { activate: true });

const loginsOf = async (world: World, search: Partial<UserSearch>) =>
	(await searchUsers(world.ctx, { limit: 50, ...search })).items.map(({ login }) => login);

/** A word that nobody else's name begins with. */
const newWord = () => `Q${unique("").replaceAll(/\W/g, "")}`;

describe("the search for users", () => {
	it.each(["login", "firstName", "lastName", "displayName"])(
		"finds the start of a %s, whatever its case",
		async (field) => {
			const world = await createWorld();
			const word = newWord();
			const { login } = await person(world, { login: `${unique("p")}@example.com`, [field]: `${word}-and@more` });
			for (const q of [word, word.toLowerCase(), word.toUpperCase(), `${word}-AND`]) {
				expect(await loginsOf(world, { q }), q).toEqual([login]);
			}
			expect(await loginsOf(world, { q: word.slice(1) })).toEqual([]);
		},
	);

	it.each([
		["Иван", "иван"],
		["Émile", "ém"],
		["Øystein", "ØYS"],
		["山田", "山"],
		["O'Brien", "o'b"],
		["100%", "100%"],
		["a_b", "A_"],
	])("finds %s by %s", async (firstName, q) => {
		const world = await createWorld();
		const { login } = await person(world, { login: `${unique("p")}@example.com`, firstName });
		expect(await loginsOf(world, { q })).toContain(login);
	});

	it("finds a whole e-mail address, an id, and first and last name in either order", async () => {
		const world = await createWorld();
		const [first, last] = [newWord(), newWord()];
		const { id, login } = await person(world, {
			login: `${unique("p")}@example.com`,
			firstName: first,
			lastName: last,
		});
		for (const q of [login, login.toUpperCase(), id, `${first} ${last.slice(0, -1)}`, `${last} ${first}`]) {
			expect(await loginsOf(world, { q }), q).toEqual([login]);
		}
		for (const q of [`${login}.uk`, id.slice(0, -1), `${first} x`]) expect(await loginsOf(world, { q }), q).toEqual([]);
	});

	it("finds somebody once who is found in every way, and shows everybody once over all pages", async () => {
		const world = await createWorld();
		const word = newWord();
		const all = [];
		for (const [index, name] of ["firstName", "lastName", "displayName", "login"].entries()) {
			for (let copy = 0; copy < 4; copy++) {
				const login = `${name === "login" ? word : unique("p")}-${index}${copy}@example.com`;
				all.push((await person(world, { login, [name]: name === "login" ? login : word })).login);
			}
		}
		const every = `${word}-every@example.com`;
		all.push((await person(world, { login: every, firstName: word, lastName: word, displayName: word })).login);
		for (const limit of [1, 2, 3, 5, 17, 50]) {
			const seen = [];
			let after: string | undefined;
			do {
				const page = await searchUsers(world.ctx, { q: word, limit, after });
				expect(page.items.length).toBeLessThanOrEqual(limit);
				seen.push(...page.items.map(({ login }) => login));
				after = page.next;
			} while (after !== undefined);
			expect(seen.toSorted(), `pages of ${limit}`).toEqual(all.toSorted());
		}
	});

	it("lists everybody by login, of one status and of one group where that is asked", async () => {
		const world = await createWorld();
		const group = await createGroup(world.ctx, { profile: { name: unique("Group") } });
		const [ana, bob, eve] = [
			await person(world, { login: `${unique("a")}@example.com`, firstName: "Ana" }),
			await createUser(
				world.ctx,
				{ profile: { login: `${unique("b")}@example.com`, firstName: "Bob" } },
				{ activate: false },
			),
			await person(world, { login: `${unique("c")}@example.com`, firstName: "Eve" }),
		];
		for (const { id } of [ana, bob]) await addMember(world.ctx, group.id, id);
		const among = async (search: Partial<Parameters<typeof searchPeople>[1]>) =>
			(await searchPeople(world.ctx, { limit: 50, groupId: group.id, ...search })).items.map(({ id }) => id);
		// Two ids of one millisecond are in an order of chance.
		const both = [ana.id, bob.id].toSorted();
		expect(await among({})).toEqual(both);
		expect(await among({ limit: 1 })).toEqual(both.slice(0, 1));
		expect(await among({ status: "STAGED" })).toEqual([bob.id]);
		expect(await among({ q: "bo" })).toEqual([bob.id]);
		expect(await among({ q: "ev" })).toEqual([]);
		expect(await among({ groupId: everyoneId, q: "ev" })).toContain(eve.id);
		const everybody = (await loginsOf(world, { limit: 200 })).map((login) => login.toLowerCase());
		expect(everybody).toEqual(everybody.toSorted());
		expect(await loginsOf(world, { status: "STAGED", limit: 200 })).toContain(bob.login);
		expect(await loginsOf(world, { status: "STAGED", limit: 200 })).not.toContain(ana.login);
	});

	it.each(["x", "W10", "WzEsMl0", btoa(JSON.stringify([-1, "a", "b"])), btoa(JSON.stringify([0, 1, "b"]))])(
		"refuses a cursor that isn't ours: %s",
		async (after) => {
			const world = await createWorld();
			await expect(searchUsers(world.ctx, { after, limit: 5 })).rejects.toMatchObject({ code: "E0000001" });
		},
	);

	it("ends with a cursor of a way that this search doesn't have", async () => {
		const world = await createWorld();
		expect(await searchUsers(world.ctx, { after: btoa(JSON.stringify([9, "a", "b"])), limit: 5 })).toEqual({
			items: [],
		});
	});

	it("reads by an index whatever is asked, on the first page and on later ones", async () => {
		const searches = [
			{},
			{ q: "an" },
			{ q: "Ana Lima" },
			{ status: "ACTIVE" },
			{ q: "an", status: "ACTIVE" },
			{ groupId: "00gNobody00000000000" },
			{ groupId: "00gNobody00000000000", status: "ACTIVE" },
			{ groupId: "00gNobody00000000000", q: "an" },
		] as const;
		const lines = await plansOf(async ({ ctx }) => {
			for (const search of searches) {
				for (const after of [undefined, btoa(JSON.stringify([0, "a", "b"])), btoa(JSON.stringify([1, "a", "b"]))]) {
					await searchPeople(ctx, { ...search, after, limit: 50 });
				}
			}
		});
		expect(lines.length).toBeGreaterThan(50);
		expect(lines.filter(isSlow)).toEqual([]);
		// Few users have one address: only they are sorted.
		const few = await plansOf(async ({ ctx }) => {
			await searchUsers(ctx, { q: "ana@example.com", limit: 50 });
			await findUsersExactly(ctx, "ana@example.com");
		});
		expect(few.filter((line) => isSlow(line) && !line.includes("TEMP B-TREE"))).toEqual([]);
	});
});

describe("the search of the help desk", () => {
	it("finds by login, address and id, and by no part of them", async () => {
		const world = await createWorld();
		const email = `${unique("mail")}@example.com`;
		const { id, login } = await createUser(
			world.ctx,
			{ profile: { login: `${unique("login")}@example.com`, firstName: "Ana", email } },
			{ activate: true },
		);
		const found = async (text: string) => (await findUsersExactly(world.ctx, text)).map((user) => user.id);
		for (const text of [id, login, login.toUpperCase(), email, email.toUpperCase()]) {
			expect(await found(text), text).toEqual([id]);
		}
		for (const text of [id.slice(0, 19), login.slice(0, -1), email.slice(0, -1), "Ana", "", "%"]) {
			expect(await found(text), text).toEqual([]);
		}
	});
});
