// The mail about an administrator's account in Japanese. PURE.
import type { NoticeWords } from "./en";

export const ja = {
	subject: (organization) => `${organization} のアカウントについてのお知らせ`,
	kinds: {
		NEW_DEVICE: "新しいブラウザーからのサインイン",
		PASSWORD_CHANGED: "パスワードの変更",
		APP_CHANGED: "認証アプリの変更",
		APP_REMOVED: "認証アプリの削除",
		PASSKEY_ADDED: "パスキーの追加",
		PASSKEY_REMOVED: "パスキーの削除",
		RECOVERY_CODES_MADE: "リカバリーコードの再作成",
		RECOVERY_CODE_USED: "リカバリーコードによるサインイン",
		TOKENS_EXPORTED: "管理者によるユーザーのトークンのエクスポート",
		RECOVERED: "コマンドラインからの管理者の招待",
	},
	from: (address) => `アドレス: ${address}`,
	wasItYou: "心当たりがある場合、対応は不要です。",
	ifNot: (link) =>
		`心当たりがない場合は、パスワードを変更し、ほかのセッションを終了して、ほかの管理者に知らせてください。\n${link}`,
} satisfies NoticeWords;
