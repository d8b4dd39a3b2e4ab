// What the log's events about a person are called in Japanese. PURE.
import type { eventWords as English } from "../en/user-events";

export const eventWords = {
	"user.authentication.auth_via_mfa": "コードの検証",
	"user.mfa.factor.activate": "要素の有効化",
	"user.mfa.factor.deactivate": "要素の削除",
	"user.mfa.factor.update": "要素の登録または変更",
	"user.mfa.factor.reset_all": "すべての要素の削除",
	"user.lifecycle.create": "ユーザーの追加",
	"user.lifecycle.activate": "ユーザーの有効化",
	"user.lifecycle.deactivate": "ユーザーの無効化",
	"user.lifecycle.suspend": "ユーザーの一時停止",
	"user.lifecycle.unsuspend": "一時停止の解除",
	"user.account.update_profile": "プロフィールの変更",
	"user.account.lock": "失敗が続いたため要素を停止",
	"system.operation.rate_limit.violation": "失敗が多いため試行を拒否",
	"user.account.unlock_by_admin": "失敗回数のリセット",
	"group.user_membership.add": "グループへの追加",
	"group.user_membership.remove": "グループからの削除",
	"system.sms.send_factor_verify_message": "コードのSMS送信",
	"system.sms.send_phone_verification_message": "電話番号確認のSMS送信",
	"system.voice.send_mfa_challenge_call": "コードの音声通話",
	"system.voice.send_phone_verification_call": "電話番号確認の音声通話",
	"system.email.send_factor_verify_message": "コードのメール送信",
} satisfies typeof English;
