// The words of the groups in Japanese. PURE.
import type { groupsWords as English, groupsFlash as EnglishFlash } from "../en/groups";

export const groupsWords = {
	groupList: {
		title: "グループ",
		lead: "ポリシーの対象者は、グループで決まります。",
		search: "検索",
		searchHint: "グループ名の先頭。",
		searched: (text) => `名前が「${text}」で始まるグループを表示しています。`,
		show: "表示",
		caption: "グループ",
		name: "名前",
		description: "説明",
		changed: "メンバーの変更日時",
		builtIn: "組み込み",
		create: "グループを追加",
		everyone: "全員",
		everyoneIs: "すべてのユーザー",
		nobodyLead: "この文字で始まる名前のグループはありません。",
	},
	groupForm: {
		newTitle: "グループの追加",
		newLead: "メンバーは次のページで追加します。",
		editTitle: "グループの編集",
		name: "名前",
		description: "説明",
		descriptionHint: "対象者と目的。",
		create: "グループを追加",
		save: "グループを保存",
	},
	groupPage: {
		edit: "編集",
		delete: "削除",
		id: "ID",
		everyoneLead: "すべてのユーザーが入っているグループです。追加や削除はできません。",
		members: "メンバー",
		memberName: "氏名",
		addLabel: "ログイン名またはID",
		addHint: "ログイン名全体、またはID。",
		add: "追加",
		remove: "外す",
		removeFrom: (name) => `${name}をグループから外す`,
		nobody: "メンバーはまだいません",
		nobodyLead: "ここでログイン名を指定して追加するか、APIでまとめて追加してください。",
	},
	groupDelete: {
		title: (name) => `グループ「${name}」を削除しますか？`,
		members: (count) =>
			count === 0
				? "このグループにメンバーはいません。"
				: `対象は、このグループのメンバー${count}人です。ユーザー自体は削除されません。`,
		noPolicies: "このグループを使うポリシーはありません。",
		policies: (count) => `次の${count}件のポリシーがこのグループを使っています。メンバーは対象から外れます。`,
		kinds: { ENROLLMENT: "登録ポリシー", CHALLENGE: "チャレンジポリシー" },
		button: (name) => `${name}を削除`,
	},
} satisfies typeof English;

export const groupsFlash = {
	created: (name) => `グループ「${name}」を追加しました。`,
	saved: (name) => `グループ「${name}」を保存しました。`,
	deleted: (name) => `グループ「${name}」を削除しました。`,
	joined: (name) => `${name}をグループに追加しました。`,
	left: (name) => `${name}をグループから外しました。`,
} satisfies typeof EnglishFlash;
