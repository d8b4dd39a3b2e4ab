// A list of messages, each with a code to copy.

export const feed = `
.feed { display: grid; gap: var(--space-4); margin-top: var(--space-5); padding: 0; list-style: none; }
.feed-entry {
	display: flex; flex-wrap: wrap; gap: var(--space-3) var(--space-5); align-items: center; justify-content: space-between;
	padding: var(--space-4) var(--space-5); border: 1px solid var(--line); border-radius: var(--radius-lg);
}
/* Beside the code where there is room for both, above it on a phone. */
.feed-main { flex: 1 1 24rem; min-width: 0; }
.feed-main > * + * { margin-top: var(--space-2); }
.feed-head { display: flex; flex-wrap: wrap; gap: var(--space-1) var(--space-3); align-items: baseline; font-size: var(--text-sm); }
.feed-head time { color: var(--muted); font-variant-numeric: tabular-nums; }
.feed-title { font-size: var(--text-md); letter-spacing: 0; }
.feed-text { white-space: pre-wrap; overflow-wrap: anywhere; }
.feed-code {
	padding: var(--space-2) var(--space-4); border-radius: var(--radius); background: var(--accent-tint);
	color: var(--accent); font-size: var(--text-lg); font-weight: 650; letter-spacing: 0.08em; line-height: 1.3;
	/* One click selects all of it. */
	user-select: all; -webkit-user-select: all;
}
.feed-controls { display: flex; flex-wrap: wrap; gap: var(--space-2) var(--space-5); margin-top: var(--space-4); padding: 0; list-style: none; font-size: var(--text-sm); }
.feed-empty { margin-top: var(--space-5); padding: var(--space-6); border: 1px dashed var(--line-strong); border-radius: var(--radius-lg); color: var(--muted); text-align: center; }
`;
