// Small labels: states, roles, HTTP methods.
import type { Child, FC } from "hono/jsx";

export type Tone = "neutral" | "info" | "success" | "warning" | "danger";

export const Badge: FC<{ tone?: Tone; children?: Child }> = ({ tone = "neutral", children }) => (
	<span class={tone === "neutral" ? "badge" : `badge badge-${tone}`}>{children}</span>
);

const shortMethods: Record<string, string> = { delete: "DEL" };

/** @param method lower case, as OpenAPI has it */
export const MethodBadge: FC<{ method: string; isShort?: boolean }> = ({ method, isShort }) => (
	<span class={`method method-${method}`}>{(isShort && shortMethods[method]) || method.toUpperCase()}</span>
);
