import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sanitizeHtml } from "../../src/settings/html";

const kept = (text: string) => sanitizeHtml(text).html;

describe("HTML of a property", () => {
	it.each([
		["<b>Bold</b> and <EM>strong</EM>", "<b>Bold</b> and <em>strong</em>"],
		["one<br/>two<br />three<BR>", "one<br>two<br>three<br>"],
		["<ul><li>one<li>two</ul>", "<ul><li>one<li>two</li></li></ul>"],
		["AT&T, U.S. Cellular&reg; &amp; &#65;", "AT&amp;T, U.S. Cellular® &amp; A"],
		[
			'<a href="https://example.com/?a=1&b=2">x</a>',
			'<a href="https://example.com/?a=1&amp;b=2" rel="noopener noreferrer">x</a>',
		],
		["<a href=mailto:help@example.com>x</a>", '<a href="mailto:help@example.com">x</a>'],
		[`<a href="javascript:infoWindow('terms');">T</a>`, '<a href="#info-terms">T</a>'],
		[`<a href='javascript:infoWindow("privacy")'>P</a>`, '<a href="#info-privacy">P</a>'],
		["<p>open <b>both", "<p>open <b>both</b></p>"],
		["<b><i>crossed</b></i>", "<b><i>crossed</i></b>"],
		["1 < 2 > 0", "1 &lt; 2 &gt; 0"],
	])("keeps what is allowed: %s", (given, expected) => {
		expect(sanitizeHtml(given)).toEqual({ html: expected, dropped: [] });
	});

	it.each([
		["<script>alert(1)</script>x", "x", "script"],
		["<SCRIPT SRC=//evil.example></SCRIPT>x", "x", "script"],
		["<scr<script>ipt>alert(1)</scr</script>ipt>", "", "script"],
		['<img src=x onerror="alert(1)">x', "x", "img"],
		['<b onclick="alert(1)" style="x">x</b>', "<b>x</b>", "onclick"],
		['<a href="javascript:alert(1)">x</a>', "x", "href"],
		['<a href="JaVa\tScRiPt:alert(1)">x</a>', "x", "href"],
		['<a href="&#106;avascript:alert(1)">x</a>', "x", "href"],
		['<a href="&#x6A;avascript&colon;alert(1)">x</a>', "x", "href"],
		['<a href="data:text/html,<script>alert(1)</script>">x</a>', "x", "script"],
		['<a href="//evil.example/">x</a>', "x", "href"],
		['<a href="https://user:word@example.com/">x</a>', "x", "href"],
		[`<a href="javascript:infoWindow('terms');alert(1)">x</a>`, "x", "href"],
		['<a href="" target="_blank">x</a>', "x", "target"],
		["<svg><script>alert(1)</script></svg>x", "x", "svg"],
		["<iframe src=https://evil.example></iframe>x", "x", "iframe"],
		["<!-- <b> -->x", "x", "comment"],
		["<!--[if IE]><script>alert(1)</script><![endif]-->x", "x", "comment"],
		["<style>*{x:expression(alert(1))}</style>x", "x", "style"],
		["<math><mi//xlink:href='data:x,<script>alert(1)</script>'>x", "", "math"],
		['<form action=//evil.example><input name="code"></form>x', "x", "form"],
		["<template><b>x</b>", "", "template"],
	])("leaves out what isn't: %s", (given, expected, name) => {
		const { html, dropped } = sanitizeHtml(given);
		expect(dropped).toContain(name);
		expect(html.replaceAll(/<\/?a[^>]*>/g, "")).toBe(expected);
		expect(html).not.toMatch(/<(?!\/?(a|b|strong|i|em|br|p|ul|ol|li)[ >])|\son\w+=|javascript:|data:/i);
	});

	it("comes through a second time as it is, whatever was written", () => {
		const parts = fc.constantFrom(
			"<",
			">",
			"<b>",
			"</b>",
			"<p",
			"<a href=",
			'"',
			"'",
			"javascript:",
			"&",
			"&lt;",
			"&#",
			"x",
			"<script>",
			"</script>",
			"<!--",
			"-->",
			"https://a.example",
			"\u0000",
			"<li>",
			"<br/>",
		);
		fc.assert(
			fc.property(fc.array(fc.oneof(parts, fc.string({ maxLength: 4 })), { maxLength: 30 }), (pieces) => {
				const once = kept(pieces.join(""));
				expect(sanitizeHtml(once)).toEqual({ html: once, dropped: [] });
				expect(once).not.toMatch(/<(?!\/?(a|b|strong|i|em|br|p|ul|ol|li)[ >])/);
			}),
			{ numRuns: 2_000 },
		);
	});

	it("takes a time that grows with the length alone", () => {
		for (const bad of ["<a", '<a "', "<a href='", "&#", "<!--", "<b>", "<script"]) kept(bad.repeat(4_000));
	});
});
