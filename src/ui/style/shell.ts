// The frame of every page: skip link, top bar, side navigation, main column.

export const shell = `
.skip-link {
	position: fixed; z-index: 3; top: var(--space-2); left: var(--space-2);
	padding: var(--space-2) var(--space-4);
	border-radius: var(--radius); background: var(--accent); color: var(--canvas); font-weight: 600;
	transform: translateY(-200%);
}
.skip-link:focus { transform: none; }

.top-bar {
	position: sticky; z-index: 2; top: 0;
	display: flex; align-items: center; gap: var(--space-5);
	height: var(--bar-height); padding: 0 var(--space-5);
	border-bottom: 1px solid var(--line); background: var(--canvas);
}
.brand { display: flex; align-items: center; gap: var(--space-2); color: var(--text); font-weight: 650; text-decoration: none; }
.brand img { display: block; width: 1.5rem; height: 1.5rem; }
.top-nav { margin-inline-start: auto; }
.top-links { display: flex; gap: var(--space-1); padding: 0; list-style: none; }
.top-links a {
	display: block; padding: var(--space-2) var(--space-3);
	border-radius: var(--radius); color: var(--muted); font-size: var(--text-sm); font-weight: 500; text-decoration: none;
}
.top-links a:hover { background: var(--surface); color: var(--text); }
.top-links a[aria-current] { color: var(--text); box-shadow: inset 0 -2px 0 var(--accent); border-radius: 0; }

.shell { display: grid; grid-template-columns: minmax(0, 1fr); }
.shell > main { min-width: 0; width: 100%; max-width: 84rem; padding: var(--space-6) var(--space-5) var(--space-8); }
.shell-plain > main { max-width: 60rem; margin-inline: auto; }
.side { display: none; }
.menu { border-bottom: 1px solid var(--line); background: var(--surface); }
.menu > summary { padding: var(--space-3) var(--space-5); font-size: var(--text-sm); font-weight: 600; }
.menu > .navigation { padding: 0 var(--space-5) var(--space-5); }

.navigation { font-size: var(--text-sm); scroll-target-group: auto; }
.navigation p { margin: var(--space-5) 0 var(--space-1); font-weight: 650; }
.navigation p:first-child { margin-top: 0; }
.navigation ul { padding: 0; list-style: none; }
.navigation a {
	display: flex; gap: var(--space-2); align-items: baseline; margin-inline: calc(-1 * var(--space-2));
	padding: 0.3rem var(--space-2); border-radius: var(--radius);
	color: var(--muted); line-height: 1.4; text-decoration: none;
}
.navigation a:hover { background: color-mix(in srgb, var(--muted) 10%, transparent); color: var(--text); }
/* Marks where the reader is, in browsers that know how; the others do without. */
.navigation a:target-current { background: var(--accent-tint); color: var(--text); }

.foot { padding: var(--space-5); border-top: 1px solid var(--line); color: var(--muted); font-size: var(--text-sm); text-align: center; }

@media (min-width: 60rem) {
	.shell-sided { grid-template-columns: 18rem minmax(0, 1fr); }
	.shell > main { padding: var(--space-7) var(--space-7) var(--space-8); }
	.menu { display: none; }
	.side {
		display: block; position: sticky; top: var(--bar-height);
		height: calc(100vh - var(--bar-height)); overflow-y: auto; scrollbar-width: thin;
		padding: var(--space-5); border-inline-end: 1px solid var(--line); background: var(--surface);
	}
}
`;
