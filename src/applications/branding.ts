// What an application's pages show of it: a name, a logo, and a colour that white text can be read on. PURE.
import * as z from "zod";
import { reason } from "../errors/cause";
import { singleLine } from "../web/text";

/** As base64: 24 KiB of picture. A page sends it along, because our pages load nothing from other servers. */
const maxLogoLength = 32 * 1024;

/** PNG, JPEG and WebP begin with these characters in base64. An SVG could bring scripts along. */
const logo = /^data:image\/(png;base64,iVBORw0KGgo|jpeg;base64,\/9j\/|webp;base64,UklGR)[A-Za-z0-9+/]*={0,2}$/;

/** WCAG 2.2, 1.4.3: text of normal size needs this contrast. */
export const minContrast = 4.5;

export const Branding = z.strictObject({
	name: singleLine(100)
		.min(1)
		.nullable()
		.default(null)
		.meta({ description: "What people call the application; null: the application's name" }),
	logo: z
		.string()
		.max(maxLogoLength)
		.regex(logo, reason("logo-format"))
		.nullable()
		.default(null)
		.meta({ description: "A data URL with a PNG, JPEG or WebP in base64, 32 KiB at the most" }),
	accentColor: z
		.string()
		.regex(/^#[0-9A-Fa-f]{6}$/, { error: reason("color-format"), abort: true })
		.refine((color): boolean => contrastWithWhite(color) >= minContrast, reason("color-contrast"))
		.nullable()
		.default(null)
		.meta({
			description: "The colour of buttons, on which white text stands with a contrast of 4.5 at least",
			examples: ["#0b5fad"],
		}),
});
export type Branding = z.infer<typeof Branding>;

/** WCAG 2.2, "contrast ratio". White has the luminance 1. */
export function contrastWithWhite(color: string): number {
	const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => linear(Number.parseInt(color.slice(at, at + 2), 16)));
	return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05);
}

/** A channel of sRGB as light. */
function linear(channel: number): number {
	const part = channel / 255;
	return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
}
