// Japanese: what a page says where a transaction stands. PURE.
import type { TransactionWords } from "./en";

export const japanese: TransactionWords = {
	PASSWORD: "パスワードを入力してください。",
	OFFERED: "本人確認の方法を選んでください。",
	REGISTERING: "続けるには、次の項目を登録してください。",
	PREFERENCES: "必要な項目を変更してください。変更はすぐに反映されます。",
	ALLOWED: "本人確認が完了しました。",
	CANCELLED: "取り消しました。アプリケーションからやり直してください。",
	EXPIRED: "時間切れになりました。アプリケーションからやり直してください。",
	blocked: {
		PRE_AUTHENTICATION: "この環境からはサインインできません。管理者にお問い合わせください。",
		POST_AUTHENTICATION: "現在サインインできません。管理者にお問い合わせください。",
		CHALLENGE: "これ以上本人確認を行えません。後でやり直すか、管理者にお問い合わせください。",
		REGISTRATION: "現在登録できません。管理者にお問い合わせください。",
		PREFERENCES: "現在、設定を変更できません。管理者にお問い合わせください。",
		NO_METHOD: "本人確認の方法がありません。管理者にお問い合わせください。",
	},
};
