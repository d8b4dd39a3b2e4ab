// Japanese: what an administrator is told at sign-in, and about her own account. PURE.
import type { administrators as english } from "../en/administrators";

export const administrators = {
	"access-refused":
		"Cloudflare Accessの利用者に該当する管理者がいません。パスワードを使うか、ほかの管理者にお問い合わせください。",
	"administrator-inactive": "この管理者は無効になっています。",
	"code-used": "このコードは使用済みです。次のコードが表示されるまでお待ちください。",
	"invitation-over": "このリンクまたはワンタイムパスワードは無効です。新しいものを依頼してください。",
	"own-account": "自分のアカウントを無効化またはリセットすることはできません。",
	"last-administrator": "有効な管理者が一人もいなくなるため、この変更はできません。",
	"last-ways-in":
		"サインインの方法が2つ以上残る必要があります。先にパスキーを追加するか、別の方法に加えてリカバリーコードを作成してください。",
	"passkey-refused": "パスキーを確認できなかったか、ページを開いてから時間が経ちすぎました。もう一度お試しください。",
	"passkeys-too-many": "パスキーはすでに{maximum}個あります。先にいずれかを削除してください。",
	"password-common": "推測されやすいパスワードです。別のパスワードを入力してください。",
	"password-like-login": "ログイン名とほとんど同じパスワードです。別のパスワードを入力してください。",
	"passwords-differ": "2つのパスワードが一致しません。",
	"sign-in-over": "サインインの有効期限が切れました。最初からやり直してください。",
	"wrong-name-or-password": "ログイン名またはパスワードが正しくありません。",
	"wrong-password": "パスワードが正しくありません。",
	"wrong-recovery-code": "リカバリーコードが正しくないか、すでに使用されています。",
} satisfies Record<keyof typeof english, string>;
