// The one stylesheet of the product, put together from its parts.
import { base } from "./style/base";
import { feed } from "./style/feed";
import { manual } from "./style/manual";
import { parts } from "./style/parts";
import { shell } from "./style/shell";
import { tokens } from "./style/tokens";

export const stylesheet = [tokens, base, shell, parts, feed, manual].join("");
