// Parts that hold a page together: cards with a heading, named facts, notices, and what stands where nothing is yet.
import type { Child, FC } from "hono/jsx";

/** A part of a page with a heading of its own. `tools` stand beside the heading. */
export const Card: FC<{ id: string; title: string; lead?: Child; tools?: Child; children?: Child }> = ({
	id,
	title,
	lead,
	tools,
	children,
}) => (
	<section class="section-card" aria-labelledby={id}>
		<div class="section-head">
			<div>
				<h2 id={id}>{title}</h2>
				{lead && <p class="muted">{lead}</p>}
			</div>
			{tools && <div class="tools">{tools}</div>}
		</div>
		{children}
	</section>
);

export type Fact = readonly [name: Child, value: Child | null];

/** Names and values. A value that is null stays out. */
export const Facts: FC<{ facts: readonly Fact[] }> = ({ facts }) => (
	<dl class="facts">
		{facts
			.filter(([, value]) => value !== null && value !== undefined)
			.map(([name, value]) => (
				<>
					<dt>{name}</dt>
					<dd>{value}</dd>
				</>
			))}
	</dl>
);

/** Says what was done, or what waits to be done. It stays until the next page (WCAG 2.2.1). */
export const Notice: FC<{ tone?: "success" | "warning" | "danger"; isStatus?: boolean; children?: Child }> = ({
	tone = "success",
	isStatus,
	children,
}) => (
	<div class={`notice notice-${tone}`} role={isStatus ? "status" : undefined}>
		{children}
	</div>
);

/** Where a list is empty: what it will hold, and the next step. */
export const Empty: FC<{ title: string; lead?: Child; children?: Child }> = ({ title, lead, children }) => (
	<div class="empty">
		<p>
			<strong>{title}</strong>
		</p>
		{lead && <p class="muted">{lead}</p>}
		{children && <div class="tools">{children}</div>}
	</div>
);
