// Parts that pages are made of: badges, code panels, cards, notes.

export const parts = `
.badge {
	display: inline-block; padding: 0.1rem 0.5rem; border-radius: 999px;
	background: var(--surface); box-shadow: inset 0 0 0 1px var(--line);
	color: var(--muted); font-size: var(--text-xs); font-weight: 600; line-height: 1.5; white-space: nowrap;
}
.badge-info { background: var(--info-tint); box-shadow: none; color: var(--info); }
.badge-success { background: var(--success-tint); box-shadow: none; color: var(--success); }
.badge-warning { background: var(--warning-tint); box-shadow: none; color: var(--warning); }
.badge-danger { background: var(--danger-tint); box-shadow: none; color: var(--danger); }

.method {
	flex: none; display: inline-block; border-radius: 4px; padding: 0.1rem 0.4rem;
	font-family: var(--font-mono); font-size: var(--text-xs); font-weight: 700; line-height: 1.5; letter-spacing: 0.02em;
}
.method-get { background: var(--info-tint); color: var(--info); }
.method-post { background: var(--success-tint); color: var(--success); }
.method-put { background: var(--warning-tint); color: var(--warning); }
.method-delete { background: var(--danger-tint); color: var(--danger); }
.navigation .method { width: 2.25rem; padding: 0; background: none; font-size: 0.6875rem; }

.panel { overflow: hidden; color-scheme: dark; border: 1px solid var(--code-line); border-radius: var(--radius-lg); background: var(--code-canvas); color: var(--code-text); }
.panel figcaption { padding: var(--space-2) var(--space-4); background: var(--code-bar); color: var(--code-muted); font-size: var(--text-xs); font-weight: 600; }
.panel pre { max-height: 26rem; overflow: auto; scrollbar-width: thin; padding: var(--space-4); font: 0.8125rem / 1.65 var(--font-mono); tab-size: 2; }
.panel pre:focus-visible { outline-color: var(--code-key); outline-offset: -2px; }
.panel pre code { padding: 0; background: none; box-shadow: none; font-size: inherit; overflow-wrap: normal; }
.code-key { color: var(--code-key); }
.code-string { color: var(--code-string); }
.code-literal { color: var(--code-literal); }

.cards { display: grid; gap: var(--space-4); grid-template-columns: repeat(auto-fit, minmax(12.5rem, 1fr)); padding: 0; list-style: none; }
.card {
	display: block; height: 100%; padding: var(--space-5); border: 1px solid var(--line); border-radius: var(--radius-lg);
	color: var(--text); text-decoration: none;
}
.card:hover { border-color: var(--accent); }
.card strong { display: block; color: var(--accent); }
.card span { display: block; margin-top: var(--space-1); color: var(--muted); font-size: var(--text-sm); }

.hero { padding-block: var(--space-5) var(--space-7); }
.hero > * + * { margin-top: var(--space-4); }
.lead { max-width: 40rem; color: var(--muted); font-size: 1.125rem; }
h1 + .lead { margin-top: var(--space-4); }
.block { margin-top: var(--space-7); }
.block > * + * { margin-top: var(--space-4); }
`;
