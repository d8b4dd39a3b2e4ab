// Plants pages and forms, and sees what the house rules say of them.
import { describe, it } from "node:test";
import { assertNoBreach, assertOneBreach, opening } from "./planted.mjs";

const imported = 'import { page } from "../web/page";\n';
const open = 'export const a = page({ path: "/a", access: "public", load: () => 1, view });\n';
const closed = 'export const b = page({ path: "/b", load: () => ({ access }), view: (s) => s });\n';

describe("check-house, of pages", () => {
	it("lets a page pass that says who may enter", () => {
		assertNoBreach({ "src/inbox/pages.ts": opening + imported + open });
	});

	it("refuses a page that doesn't say who may enter, also beside one that does", () => {
		const text = opening + imported + open + closed;
		assertOneBreach({ "src/inbox/pages.ts": text }, /src\/inbox\/pages\.ts: a page doesn't say who may enter/);
	});
});

describe("check-house, of forms", () => {
	const view = (tag) => `${opening}export const View = () => ${tag}x</form>;\n`;

	it("lets a form pass that only asks, and the one file that writes the tag", () => {
		assertNoBreach({
			"src/inbox/page.tsx": view('<form action="/x">') + view('<form method="get">').replace("View", "Other"),
			"src/ui/form.tsx": view('<form method="post" class="x">'),
		});
	});

	for (const tag of ['<form method="post">', '<form class="x" method={how}>']) {
		it(`refuses ${tag}, which carries no token`, () => {
			assertOneBreach({ "src/inbox/page.tsx": view(tag) }, /src\/inbox\/page\.tsx: writes a form without the token/);
		});
	}
});
