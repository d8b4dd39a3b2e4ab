// The words of the keys in Japanese. PURE.
import type { keysWords as English } from "../en/keys";

export const keysWords = {
	keys: {
		title: "鍵",
		lead: "秘密情報と連絡先は、暗号化して保存しています。鍵は設定にあり、画面には表示されません。",
		sealKeys: "暗号化の鍵",
		sealKeysLead: "SEAL_KEYSの先頭の鍵で暗号化します。復号には、暗号化したときの鍵を使います。",
		list: "暗号化の鍵の一覧",
		id: "ID",
		state: "状態",
		current: "使用中",
		old: "復号のみ",
		missing: "なし",
		since: "使用開始",
		unknownAge: "不明",
		values: "値の数",
		notCounted: "未集計",
		next: "次にすること",
		count: "鍵ごとの値の数を集計",
		countLead: "暗号化した値をすべて1回ずつ読み取ります。データベースが大きい場合は数秒かかります。",
		steps: {
			keep: "特にありません。",
			count: "まず値の数を集計してください。",
			wait: "残しておいてください。値は、次に保存されるときに使用中の鍵で暗号化し直されます。",
			remove: "データベースにはこの鍵の値がありません。復元せずに30日が過ぎたら、SEAL_KEYSから削除できます。",
			restore: "この鍵をSEAL_KEYSに戻してください。戻さないと、値を復号できません。",
		},
		missingNotice: "設定にない鍵で暗号化された値があります。",
		where: "値の保存場所",
		whereList: "テーブルと鍵ごとの暗号化した値の数",
		table: "テーブル",
		column: "列",
		rotate: "鍵の交換",
		rotateSteps: [
			"32バイトの乱数をBASE64にして、鍵を作ります。IDを日付にすると、使用開始日がこの画面に表示されます。",
			"SEAL_KEYSの先頭に追加してデプロイします。新しい値は、すぐに新しい鍵で暗号化されます。",
			"以前の鍵は、値がなくなったことをこの画面で確認できるまで残しておきます。",
		],
		lookupKey: "検索用の鍵",
		lookupKeyLead:
			"LOOKUP_KEYは、電話番号、アドレス、送信済みコードを探すためのハッシュ値に使います。鍵は1つだけで、IDはありません。",
		lookupKeyNext: "変更しないでください。変更すると、保存済みのハッシュ値がすべて使えなくなります。",
	},
} satisfies typeof English;
