// Design tokens: every color, size and font of the product. A color has a light and a dark value.

/** Name → [light, dark]. Text colors have a contrast of 4.5:1 on their backgrounds; a test computes it. */
export const colors = {
	canvas: ["#ffffff", "#0e1117"],
	surface: ["#f6f7f9", "#151a22"],
	line: ["#dfe3e9", "#2a313d"],
	"line-strong": ["#848e9d", "#6b7688"],
	text: ["#19202c", "#e8ebf0"],
	muted: ["#545e6e", "#a0aaba"],
	accent: ["#2f54c8", "#9ab2ff"],
	"accent-tint": ["#eaf0ff", "#1a2442"],
	info: ["#0a5aa8", "#8cc4ff"],
	"info-tint": ["#e2f0fd", "#12273d"],
	success: ["#12693f", "#7ddba8"],
	"success-tint": ["#e0f4e8", "#102c1f"],
	warning: ["#874a00", "#f3c47a"],
	"warning-tint": ["#fdf0da", "#33250f"],
	danger: ["#a6231c", "#ffa199"],
	"danger-tint": ["#fde9e7", "#3a1816"],
	"code-canvas": ["#161c27", "#151a22"],
	"code-bar": ["#1f2734", "#1c222c"],
	"code-line": ["#1f2734", "#2a313d"],
	"code-text": ["#dde3ec", "#dde3ec"],
	"code-muted": ["#9aa6b8", "#9aa6b8"],
	"code-key": ["#9cc4ff", "#9cc4ff"],
	"code-string": ["#a8dcb0", "#a8dcb0"],
	"code-literal": ["#f3c98b", "#f3c98b"],
} as const satisfies Record<string, readonly [string, string]>;

const colorTokens = Object.entries(colors).map(([name, [light, dark]]) => `--${name}: light-dark(${light}, ${dark});`);

export const tokens = `
:root {
	color-scheme: light dark;
	${colorTokens.join("\n\t")}
	--space-1: 0.25rem;
	--space-2: 0.5rem;
	--space-3: 0.75rem;
	--space-4: 1rem;
	--space-5: 1.5rem;
	--space-6: 2rem;
	--space-7: 3rem;
	--space-8: 4.5rem;
	--text-xs: 0.75rem;
	--text-sm: 0.875rem;
	--text-md: 1rem;
	--text-lg: 1.25rem;
	--text-xl: 1.625rem;
	--text-xxl: clamp(1.75rem, 1.4rem + 1.6vw, 2.25rem);
	--radius: 6px;
	--radius-lg: 10px;
	--bar-height: 3.5rem;
	--font-sans: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", Arial, sans-serif;
	--font-mono: ui-monospace, SFMono-Regular, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace;
}
`;
