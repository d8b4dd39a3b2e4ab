// The words of the enrolment policies in Japanese. PURE.
import type {
	enrollmentPoliciesWords as English,
	enrollmentPoliciesFlash as EnglishFlash,
} from "../en/enrollment-policies";

export const enrollmentPoliciesWords = {
	enrollmentPolicies: {
		title: "登録ポリシー",
		lead: "ユーザーが登録できる認証手段と、登録が必須の認証手段を決めます。ユーザーの所属グループを含む有効なポリシーのうち、最初のものが適用されます。",
		list: "登録ポリシーの一覧（適用を調べる順）",
		add: "ポリシーを追加",
		place: "順位",
		name: "名前",
		groups: "グループ",
		noGroups: "なし（対象者はいません）",
		more: (groups) => `ほか${groups}個`,
		offers: "登録できる認証手段",
		offersNothing: "なし",
		status: "状態",
		active: "有効",
		inactive: "無効",
		isDefault: "既定",
		defaultHint: "常に最後",
		settings: { NOT_ALLOWED: "許可しない", OPTIONAL: "任意", REQUIRED: "必須" },
		effect: {
			title: "ユーザーへの適用の確認",
			lead: "どのポリシーが適用され、何を登録できるかを確認します。",
			userId: "ユーザー",
			hint: "ログイン名またはIDを入力してください。",
			button: "確認",
			holds: (name) => `${name}さんには、次のポリシーが適用されます。`,
			list: "登録できる認証手段",
			authenticator: "認証手段",
			setting: "設定",
			enrolled: "登録",
			asked: "登録を求めるタイミング",
		},
		choices: {
			CHALLENGE: "追加認証のとき",
			LOGIN: "サインインのとき",
			NEVER: "求めない",
			NEVER_INCLUDING_RECOVERY: "求めない（復旧のときも）",
		},
		notAsked: "求めない（該当するルールがありません）",
		form: {
			newTitle: "登録ポリシーを追加",
			newLead: "追加するとすぐに有効になり、既定のポリシーの直前に置かれます。",
			editTitle: (name) => `「${name}」の編集`,
			description: "説明",
			groups: "対象のグループ",
			authenticators: "登録できる認証手段",
			authenticatorsHint: "管理者は、ポリシーにかかわらず、どのユーザーにもどの認証手段でも登録できます。",
			inactive: "無効のため、ポリシーでは利用できません。",
			defaultHint:
				"既定のポリシーは、ほかのポリシーが適用されないすべてのユーザーに適用されます。名前とグループは変更できません。",
			add: "ポリシーを追加",
			save: "保存",
		},
		facts: "対象",
		authenticators: "登録できる認証手段",
		authenticatorsList: "認証手段と設定",
		reach: {
			title: "適用されるユーザー",
			lead: "対象のグループに所属し、上位のポリシーが適用されないユーザーです。",
			whole: (users) => (users === 0 ? "現在、該当するユーザーはいません。" : `${users.toLocaleString("ja")}人です。`),
			part: (users, members) =>
				`先頭の${members.toLocaleString("ja")}人のうち、${users.toLocaleString("ja")}人が該当します。`,
			inactive: "無効のため、誰にも適用されません。有効にした場合は次のとおりです。",
			examples: "例:",
		},
		rules: "登録を求めるタイミング",
		rulesList: "ポリシーのルール",
		rulesHint: "ルールはAPIで変更できます。",
		noRules: "ルールがないため、登録を求めません。",
		edit: "編集",
		activate: "有効にする",
		deactivate: "無効にする",
		remove: "削除",
		deactivation: {
			title: (name) => `「${name}」を無効にしますか？`,
			text: "このポリシーが適用されているユーザーには、下位のポリシーが適用されるようになります。登録済みの認証手段は失われません。",
		},
		deletion: {
			title: (name) => `「${name}」を削除しますか？`,
			text: "このポリシーが適用されているユーザーには、下位のポリシーが適用されるようになります。登録済みの認証手段は失われません。ポリシーとルールは元に戻せません。",
		},
	},
} satisfies typeof English;

/** What the pages of enrolment policies say after an action. */
export const enrollmentPoliciesFlash = {
	moved: (placeAndName) => `新しい順位: ${placeAndName}`,
	added: (name) => `「${name}」を追加し、有効にしました。`,
	saved: (name) => `「${name}」を保存しました。`,
	activated: (name) => `「${name}」を有効にしました。`,
	deactivated: (name) => `「${name}」を無効にしました。`,
	deleted: (name) => `「${name}」を削除しました。`,
} satisfies typeof EnglishFlash;
