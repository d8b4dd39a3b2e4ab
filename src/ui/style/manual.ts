// Long documents such as the API reference: sections with the explanation at the left and code at the right.

export const manual = `
.manual-group { margin-top: var(--space-8); padding-top: var(--space-6); border-top: 1px solid var(--line); }
.manual-entry { padding-block: var(--space-7); }
.manual-entry + .manual-entry { border-top: 1px solid var(--line); }
.manual-group > h2 + .manual-entry { padding-top: var(--space-5); }
main > .manual-entry:first-child { padding-top: 0; }
.manual-entry h3 a { color: inherit; text-decoration: none; }
.manual-entry h3 a:hover { text-decoration: underline; }
.manual-text { min-width: 0; }
.manual-text > * + * { margin-top: var(--space-4); }
.manual-text > h4 { margin-top: var(--space-6); padding-bottom: var(--space-2); border-bottom: 1px solid var(--line); }
.manual-text > h4 + * { margin-top: 0; }
.manual-text > h4 + :not(.fields) { margin-top: var(--space-3); }
.manual-code { display: grid; gap: var(--space-4); align-content: start; min-width: 0; margin-top: var(--space-5); }

.endpoint { display: flex; flex-wrap: wrap; gap: var(--space-2); align-items: baseline; }
.endpoint code { font-size: var(--text-sm); padding: 0; background: none; box-shadow: none; }
.roles { display: flex; flex-wrap: wrap; gap: var(--space-2); align-items: center; font-size: var(--text-sm); color: var(--muted); }
.statuses { display: grid; gap: var(--space-1) var(--space-4); grid-template-columns: auto 1fr; align-items: baseline; font-size: var(--text-sm); }
.statuses dt { font-family: var(--font-mono); font-weight: 600; }
.statuses dd { margin: 0; color: var(--muted); }

.fields { padding: 0; list-style: none; }
.fields > li { padding-block: var(--space-3); border-bottom: 1px solid var(--line); }
.fields > li:last-child { padding-bottom: 0; border-bottom: 0; }
.field-head { display: flex; flex-wrap: wrap; gap: 0 var(--space-2); align-items: baseline; }
.field-head code { padding: 0; background: none; box-shadow: none; font-weight: 650; }
.field-type { color: var(--muted); font-size: var(--text-sm); }
.field-required { color: var(--warning); font-size: var(--text-xs); font-weight: 600; }
.field-note { margin-top: var(--space-1); font-size: var(--text-sm); }
.field-note + .field-note { color: var(--muted); }
.inside { margin-top: var(--space-3); border: 1px solid var(--line); border-radius: var(--radius-lg); }
.inside > summary { padding: var(--space-2) var(--space-4); color: var(--accent); font-size: var(--text-sm); font-weight: 500; }
.inside[open] > summary { border-bottom: 1px solid var(--line); }
.inside > .fields { padding: 0 var(--space-4) var(--space-3); }
.inside > .inside { margin: var(--space-3) var(--space-4); }

@media (min-width: 72rem) {
	.manual-entry { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 26rem); gap: var(--space-7); }
	.manual-code { position: sticky; top: calc(var(--bar-height) + var(--space-4)); align-self: start; margin-top: 0; }
}
`;
