// Japanese: why a file of tokens can't be taken, or one of its tokens. PURE.
import type { imports as english } from "../en/imports";

export const imports: Record<keyof typeof english, string> = {
	"import-file-broken-off": "ファイルが途中で終わっています。",
	"import-record-size": "ファイルの 1 つの行または要素が {kib} KiB を超えています。",
	"pskc-declaration": "ファイルに DOCTYPE などの宣言があります。宣言は読み取りません。",
	"pskc-deep": "ファイルの要素の入れ子が深すぎます。",
	"pskc-derivation": "パスワードの使い方が不明です: {name}",
	"pskc-key-missing": "ファイルは暗号化されています。次のものを指定してください: {kind}",
	"pskc-rounds": "パスワードのハッシュ回数が {rounds} 回です。ここでは {maximum} 回までしか計算できません。",
	"pskc-root": "PSKC のファイルではありません。最初の要素は {name} です。",
	"pskc-xml": "ファイルは正しい形式の XML ではありません。",
	"token-algorithm": "不明なアルゴリズムです: {name}",
	"token-cipher": "シークレットの暗号方式が不明です: {name}",
	"token-mac": "シークレットの MAC が正しくありません。",
	"token-mac-missing": "シークレットが MAC なしで暗号化されています。",
	"token-pin": "トークンのコードに PIN が含まれます。",
	"token-recipient": "シークレットは証明書の持ち主のために暗号化されています: {name}",
	"token-response": "トークンのコードが数字だけではありません。",
	"token-secret-missing": "トークンにシークレットがありません。",
	"token-unreadable": "{name} の値を読み取れません。",
	"token-usage": "トークンはワンタイムパスワード用ではありません。",
};
