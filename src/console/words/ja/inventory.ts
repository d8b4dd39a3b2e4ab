// The words of the stock of tokens in Japanese. PURE.
import type { inventoryWords as English, inventoryFlash as EnglishFlash } from "../en/inventory";

export const inventoryWords = {
	inventory: {
		title: "OTPトークン",
		lead: "インポートで取り込まれた、シリアル番号のあるトークンです。割り当て済みのものも含まれます。",
		list: "トークンの一覧",
		serial: "シリアル番号",
		serialHint: "先頭からの一部でも検索できます。",
		authenticator: "認証手段",
		anyAuthenticator: "すべて",
		status: "状態",
		anyStatus: "すべて",
		statuses: { UNASSIGNED: "未割り当て", ASSIGNED: "割り当て済み", DISABLED: "無効" },
		user: "ユーザー",
		manufacturer: "製造元",
		changed: "最終更新",
		created: "取り込み日時",
		show: "表示",
		empty: "トークンはまだありません",
		emptyLead:
			"ベンダーのファイルをインポートしてください。ユーザーのいないトークンは、割り当てるまでここに保管されます。",
		import: "トークンをインポート",
		facts: "トークン",
		id: "ID",
		counter: "ファイルのカウンター",
		factor: "要素",
		factorLink: "要素を表示",
		assignTitle: "割り当て",
		assignLead: "このトークンをユーザーに登録します。すぐに使えるようになります。",
		userField: "ユーザー",
		userHint: "ログイン名またはIDを入力してください。",
		assign: "割り当てる",
		unassign: "割り当てを解除",
		disable: "無効にする",
		enable: "有効にする",
		remove: "削除",
		disabledLead: "このトークンは誰にも割り当てられません。見つかったら、有効に戻してください。",
		unassignment: {
			title: (serial) => `「${serial}」の割り当てを解除しますか？`,
			text: "ユーザーの要素が削除され、コードはすぐに拒否されるようになります。トークンは別の人に割り当てられます。",
			button: (serial) => `「${serial}」の割り当てを解除`,
		},
		disabling: {
			title: (serial) => `「${serial}」を無効にしますか？`,
			text: "紛失したトークンのための操作です。有効に戻すまで、誰にも割り当てられません。",
			textAssigned:
				"紛失したトークンのための操作です。ユーザーの要素が削除され、コードはすぐに拒否されるようになります。",
			button: (serial) => `「${serial}」を無効にする`,
		},
		deletion: {
			title: (serial) => `「${serial}」を削除しますか？`,
			text: "シークレットも失われます。元に戻すには、ベンダーのファイルが必要です。",
			button: (serial) => `「${serial}」を削除`,
			held: "このトークンは割り当て済みです。先に割り当てを解除してください。",
		},
	},
} satisfies typeof English;

/** What the pages of the stock say after an action. */
export const inventoryFlash = {
	assigned: (serial) => `「${serial}」を割り当てました。すぐに使えます。`,
	unassigned: (serial) => `「${serial}」の割り当てを解除しました。`,
	disabled: (serial) => `「${serial}」を無効にしました。`,
	enabled: (serial) => `「${serial}」を有効にしました。`,
	deleted: (serial) => `「${serial}」を削除しました。`,
} satisfies typeof EnglishFlash;
