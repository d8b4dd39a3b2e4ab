// Japanese: why a challenge policy, a list or a question for a decision can't be like that. PURE.
import type { challengePolicies as english } from "../en/challenge-policies";

export const challengePolicies: Record<keyof typeof english, string> = {
	"action-group-unknown": "アクションでも、アクションのリストの ID でもありません。",
	"address-range":
		"IP アドレス、または 203.0.113.0/24 のような範囲を入力してください。接頭辞より後ろのビットは 0 にします。",
	"alert-group-unknown": "この ID の警告のリストはありません。",
	"application-needed": "アプリケーションのトークンは、そのアプリケーションについてだけ使えます。",
	"asn-form": "ネットワークは 64496 のように番号で入力してください。",
	"combination-empty": "組み合わせには、ルールを 1 つ以上指定してください。",
	"combination-twice": "同じ組み合わせが重複しています。",
	"list-in-use": "次のものから参照されています: {policies}",
	"list-kind": "種類が {kind} のリストを指定してください。",
	"list-kind-fixed": "リストの種類は変更できません。",
	"list-unknown": "この ID のリストはありません。",
	"lock-duration": "失敗を数える期間は1分以上、またはロックを解除するまでです。",
	"policy-checkpoint-fixed": "ポリシーのチェックポイントは変更できません。別のチェックポイントへコピーしてください。",
	"policy-cycle": "ポリシーが互いを循環して呼び出すことになります。",
	"policy-depth": "ポリシーの入れ子は {maximum} 段までです。",
	"policy-in-use": "次のポリシーから呼び出されています: {policies}",
	"policy-other-checkpoint": "このポリシーは別のチェックポイントのものです。",
	"policy-unknown": "この ID のポリシーはありません。",
	"range-order": "最小値が最大値を超えています。",
	"rule-twice": "同じ名前のルールが重複しています。",
	"rule-unknown": "この名前のルールはポリシーにありません。",
	"time-of-day": "時刻は 22:00 のように入力してください。",
};
