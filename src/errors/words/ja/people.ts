// Japanese: why a user, a group or an API token can't be changed like that. PURE.
import type { people as english } from "../en/people";

export const people: Record<keyof typeof english, string> = {
	"attribute-unknown": "プロフィールに「{name}」という項目はありません。",
	"built-in-group-not-changed": "組み込みのグループは変更できません。",
	"built-in-group-not-deleted": "組み込みのグループは削除できません。",
	"everyone-is-member": "このグループには全員が属します。メンバーは変更できません。",
	"last-administrator-token": "管理者用の最後のトークンは無効にできません。",
	"user-activated-again": "その間に、ユーザーが再び有効になりました。",
	"user-deactivated": "ユーザーはすでに無効です。",
	"user-not-activatable": "有効にできるのは、準備中または無効のユーザーだけです。",
	"user-not-active": "一時停止できるのは、有効なユーザーだけです。",
	"user-not-suspended": "一時停止を解除できるのは、一時停止中のユーザーだけです。",
};
