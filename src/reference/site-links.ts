// The links in the top bar of the public pages.
import type { TopLink } from "../ui/layout";

export const siteLinks: readonly TopLink[] = [
	{ href: "/docs", text: "API reference" },
	{ href: "/openapi.json", text: "OpenAPI" },
];
