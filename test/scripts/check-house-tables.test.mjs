// Plants tables and those who reach for them, in every form that the house rules know.
import { describe, it } from "node:test";
import { assertNoBreach, assertOneBreach, opening } from "./planted.mjs";

describe("check-house, of a table", () => {
	const table = `${opening}export const users = sqliteTable("app_users", {});\nexport type UserRow = typeof users.$inferSelect;\n`;
	const withTable = (path, statement, place = "src/users/table.ts") => ({
		[place]: table,
		[path]: `${opening}${statement}\n`,
	});
	const ofUsers = /the table belongs to "src\/users\/" alone/;

	it("lets files of its folder use it, in SQL too", () => {
		assertNoBreach(
			withTable("src/users/list.ts", 'import { users } from "./table";\nconst x = sql`SELECT 1 FROM app_users`;'),
		);
	});

	for (const [where, path, from] of [
		["another room", "src/factors/verify.ts", "../users"],
		["a folder above", "src/users.ts", "./users"],
		["a folder below", "src/users/imports/read.ts", ".."],
	]) {
		for (const names of ["{ users }", "{ users as u }", "type { UserRow }", "{ type users }", "* as tables"]) {
			it(`refuses import ${names} in ${where}`, () =>
				assertOneBreach(withTable(path, `import ${names} from "${from}/table";`), ofUsers));
		}
	}

	it("refuses it in a folder beside its own, in one room", () => {
		assertOneBreach(
			withTable("src/users/b/read.ts", 'import { users } from "../a/table";', "src/users/a/table.ts"),
			/belongs to "src\/users\/a\/" alone/,
		);
	});

	describe("in a file of another name", () => {
		const place = "src/users/rows.ts";
		for (const statement of [
			'import { users } from "../users/rows";',
			'import { other, users as u } from "../users/rows";',
			'import type { users } from "../users/rows";',
			'import * as rows from "../users/rows";',
			'const rows = await import("../users/rows");',
			'export { users } from "../users/rows";',
			'export * from "../users/rows";',
		]) {
			it(`refuses ${statement}`, () => assertOneBreach(withTable("src/factors/verify.ts", statement, place), ofUsers));
		}

		it("allows the other names of that file", () => {
			assertNoBreach(withTable("src/factors/verify.ts", 'import { type UserRow, x } from "../users/rows";', place));
		});
	});

	for (const [form, statement, name] of [
		["by name", 'export { users } from "./table";', "users"],
		["by another name", 'export { users as people } from "./table";', "people"],
		["with everything", 'export * from "./table";', "users"],
		["as a namespace", 'export * as tables from "./table";', "tables"],
		["after an import", 'import { users as u } from "./table";\nexport { u as people };', "people"],
	]) {
		it(`follows a table that is passed on ${form}`, () => {
			const service = { "src/users/service.ts": `${opening}${statement}\nexport const x = 1;\n` };
			const use = (imported) => withTable("src/factors/verify.ts", `import { ${imported} } from "../users/service";`);
			assertNoBreach({ ...service, ...use("x, type UserRow") });
			assertOneBreach({ ...service, ...use(`x, ${name}`) }, ofUsers);
		});
	}

	for (const text of [
		"`SELECT id FROM app_users`",
		"`select id from app_users where id = ?`",
		"`INSERT OR IGNORE INTO app_users VALUES (1)`",
		"`UPDATE app_users SET id = 1`",
		"`UPDATE OR IGNORE app_users SET id = 1`",
		`\`\${query} JOIN app_users ON 1\``,
		"`left join app_users u on 1`",
		'"DELETE FROM \\"app_users\\""',
		"`FROM\n\tapp_users`",
	]) {
		it(`refuses ${JSON.stringify(text)} in another folder`, () =>
			assertOneBreach(withTable("src/factors/verify.ts", `const x = ${text};`), ofUsers));
	}

	for (const text of ["`SELECT 1 FROM app_users_old`", '"Removed from app_users"', "1; // FROM app_users"]) {
		it(`allows ${text}`, () => assertNoBreach(withTable("src/factors/verify.ts", `const x = ${text};`)));
	}

	it("keeps routes away from it", () => {
		for (const path of ["src/users/routes.ts", "src/users/list-routes.ts"]) {
			assertOneBreach(withTable(path, 'import { users } from "./table";'), /through the slice's verbs/);
		}
	});

	for (const declaration of [
		"export const users = sqliteTable(tableName, {});",
		'export default sqliteTable("users", {});',
		"const make = sqliteTableCreator((name) => name);",
		'import { sqliteTable as table } from "drizzle-orm/sqlite-core";',
	]) {
		it(`refuses the form ${declaration}`, () =>
			assertOneBreach({ "src/users/table.ts": `${opening}${declaration}\n` }, /declare a table in this form/));
	}
});
