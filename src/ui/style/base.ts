// Plain elements: text, links, lists, tables, and the focus ring.

export const base = `
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-top: calc(var(--bar-height) + var(--space-4)); }
body {
	margin: 0;
	background: var(--canvas);
	color: var(--text);
	font: var(--text-md) / 1.6 var(--font-sans);
	overflow-wrap: break-word;
}
h1, h2, h3, h4 { margin: 0; line-height: 1.25; text-wrap: balance; }
h1 { font-size: var(--text-xxl); letter-spacing: -0.02em; }
h2 { font-size: var(--text-xl); letter-spacing: -0.015em; }
h3 { font-size: var(--text-lg); letter-spacing: -0.01em; }
h4 { font-size: var(--text-sm); }
p, ul, ol, dl, pre, figure { margin: 0; }
a { color: var(--accent); text-underline-offset: 0.2em; text-decoration-thickness: 1px; }
a:hover { text-decoration-thickness: 2px; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
main:focus { outline: none; }
code { font-family: var(--font-mono); font-size: 0.875em; overflow-wrap: anywhere; }
:is(p, li, dd, td) code { padding: 0.1em 0.35em; border-radius: 4px; background: var(--surface); box-shadow: inset 0 0 0 1px var(--line); }
td code { white-space: nowrap; }
summary { cursor: pointer; }
table { width: 100%; border-collapse: collapse; font-size: var(--text-sm); }
th { text-align: start; font-weight: 600; color: var(--muted); }
th, td { padding: var(--space-2) var(--space-4) var(--space-2) 0; border-bottom: 1px solid var(--line); vertical-align: baseline; }
th:last-child, td:last-child { padding-inline-end: 0; }

.prose { max-width: 44rem; }
.prose > * + * { margin-top: var(--space-4); }
.prose ul { padding-inline-start: 1.25rem; }
.prose li + li { margin-top: var(--space-1); }
.muted { color: var(--muted); }
.scroll-x { overflow-x: auto; }
`;
