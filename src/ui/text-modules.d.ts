// Files that are imported as their text. wrangler.toml names the same endings.

declare module "*.css" {
	const text: string;
	export default text;
}

declare module "*.browser.js" {
	const text: string;
	export default text;
}
