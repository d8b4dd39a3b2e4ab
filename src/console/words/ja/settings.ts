// The words of the organisation's settings in Japanese. PURE.
import type { settingsWords as English, settingsFlash as EnglishFlash } from "../en/settings";

export const settingsWords = {
	settings: {
		title: "設定",
		lead: "組織全体に適用される設定です。",
		organisation: "組織",
		organisationLead: "デプロイの設定による項目です。変更は次のデプロイから有効になります。",
		name: "名前",
		origin: "アドレス",
		environment: "環境",
		production: "本番",
		development: "開発",
		delivery: "メッセージの送信",
		deliveryLead: "変更は30秒以内にすべての拠点で有効になります。",
		whenHookFails: "テレフォニーフックが送信できなかった場合",
		whenHookFailsChoices: { FALL_BACK: "プロバイダーから送信する", FAIL: "失敗を呼び出し元に通知する" },
		confirmWithinSeconds: "次のプロバイダーに切り替えるまでの秒数",
		confirmWithinSecondsHint:
			"それまでに配信の通知も正しいコードもない場合は、次のプロバイダーが同じコードを送信します。10～300の範囲で入力してください。空欄の場合は、切り替えません。",
		never: "切り替えない",
		seconds: (seconds) => `${seconds}秒後`,
		originHost: "SMSのコードを使えるホスト",
		originHostHint:
			"ブラウザーは、このホストの画面でだけコードを入力候補に表示します。ホスト名だけを入力してください。空欄の場合は、制限しません。",
	},
} satisfies typeof English;

/** What the page of the settings says after an action. */
export const settingsFlash = {
	delivery: "送信の設定を保存しました。",
} satisfies typeof EnglishFlash;
